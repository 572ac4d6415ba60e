"""What search compares, written with each change of an article's text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db import transaction

from articles import html
from articles.models import Article, Quote, SearchText

from .tokens import stems

AT_A_TIME = 500


def index(article: Article) -> None:
    """Write what search compares; to be called after each change of an article's text, names included."""
    index_all([article])


def index_all(articles: Sequence[Article]) -> None:
    """The same for many, with as many queries as for one."""
    _write(articles, Quote, SearchText)


def write_all(article_model=Article, quote_model=Quote, text_model=SearchText) -> Iterator[int]:
    """Write what search compares of every article, and how many were read with each piece; a migration gives its own
    models.
    """
    last, read = 0, article_model.objects.order_by("pk").only("language", "title", "lead", "dateline", "body_html")
    while articles := list(read.filter(pk__gt=last)[:AT_A_TIME]):
        with transaction.atomic():
            _write(articles, quote_model, text_model)
        last = articles[-1].pk
        yield len(articles)


def _write(articles, quote_model, text_model) -> None:
    """Only what has changed: taking words out of an index and into it again costs more than reading them."""
    names, known = defaultdict(list), {}
    for article, *said in quote_model.objects.filter(article__in=articles).values_list("article", "speaker", "role"):
        names[article] += said
    for article, *parts in text_model.objects.filter(article__in=articles).values_list("pk", *SearchText.PARTS):
        known[article] = parts
    rows = [(article.pk, _parts(article, names[article.pk])) for article in articles]
    text_model.objects.bulk_create(
        (
            text_model(article_id=key, **dict(zip(SearchText.PARTS, parts, strict=True)))
            for key, parts in rows
            if parts != known.get(key)
        ),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=SearchText.PARTS,
    )


def _parts(article, names: list[str]) -> list[str]:
    parts = article.title, article.lead, "\n".join([article.dateline, *names]), html.plain(article.body_html)
    return [stems(text, article.language) for text in parts]
