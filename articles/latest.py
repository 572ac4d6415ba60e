"""The newest releases of a set that the index does not know, each once."""

from .models import Article

VERSIONS = len(Article.Language)


def latest_releases(articles, language: str, count: int):
    """The `count` newest releases of `articles`, in `language` where they have it, undated ones last.

    Two short queries, where ranking the languages of the whole archive would read all of it.
    """
    newest = articles.newest_first().values_list("translation_group", flat=True)
    groups = list(dict.fromkeys(newest[: count * VERSIONS]))[:count]
    return articles.filter(translation_group__in=groups).one_per_group(language).newest_first()
