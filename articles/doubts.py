"""What of an imported article is still doubtful: what its page was read for by a rule that often fails, as long as no
person has accepted or corrected it.
"""

from collections.abc import Iterable, Mapping, Sequence

from articles.models import Article, ArticleVersion

DOUBTFUL_BELOW = 0.75
"""The confidence of a rule that is right in three of four is enough; articles/parsing/evidence.py has the steps."""
ARTICLE_FIELDS = {"body": "body_html", "date": "date_edtf"}
"""Where the report names a field otherwise than the article does."""


def article_field(field: str) -> str:
    """The article's field in which what was read for a field of the report stands."""
    return ARTICLE_FIELDS.get(field, field)


def confidences(evidence: Iterable[Mapping]) -> dict[str, float]:
    """How sure each field is: as its least certain value. By the article's fields, from the evidence of a report."""
    lowest = {}
    for one in evidence:
        field = article_field(one["field"])
        lowest[field] = min(lowest.get(field, 1.0), one["confidence"])
    return lowest


def doubts_of(evidence: Iterable[Mapping]) -> dict[str, int]:
    """How doubtful each doubtful field is, in hundredths."""
    sure = confidences(evidence).items()
    return {field: round(100 * (1 - confidence)) for field, confidence in sure if confidence < DOUBTFUL_BELOW}


def settle(articles: Sequence[Article], saved: Sequence[ArticleVersion]) -> None:
    """A person has saved the articles: what that changed is doubtful no more."""
    for article, version in zip(articles, saved, strict=True):
        before = article.doubts and article.versions.kept().filter(number__lt=version.number).first()
        if before:
            changed = [name for name in article.doubts if before.content.get(name) != version.content.get(name)]
            remove(article, changed)


def remove(article: Article, fields: Iterable[str]) -> None:
    """These fields are doubtful no more."""
    replace(article, {field: doubt for field, doubt in article.doubts.items() if field not in set(fields)})


def replace(article: Article, doubts: dict[str, int]) -> None:
    """These are what is doubtful now; nothing else of the article is written."""
    if doubts != article.doubts:
        article.doubts = doubts
        article.derive_doubt()
        Article.objects.filter(pk=article.pk).update(doubts=doubts, doubt=article.doubt)
