"""What search compares, written with each change of an article's text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import uuid4

from django.db import connections, router, transaction

from articles import html
from articles.models import Article, PublicRevision, Quote, SearchText

from .tokens import stems, words

AT_A_TIME = 500
ANEW = {
    "sqlite": [
        f"INSERT INTO articles_searchindex(articles_searchindex) VALUES ('{act}')" for act in ("rebuild", "optimize")
    ],
    "postgresql": ["REINDEX INDEX articles_searchtext_words"],
}


def index(article: Article) -> None:
    """Write what search compares; to be called after each change of an article's text, names included."""
    index_all([article])


def index_all(articles: Sequence[Article]) -> None:
    """The same for many, with as many queries as for one."""
    _write(articles, Quote, SearchText)


def write_all(article_model=Article, quote_model=Quote, text_model=SearchText) -> Iterator[tuple[int, int]]:
    """Write what search compares of every article: with each piece, how many were read and how many had other words.

    A migration gives its own models.
    """
    last, read = 0, article_model.objects.order_by("pk").only("language", "title", "lead", "dateline", "body_html")
    while True:
        with transaction.atomic():
            articles = list(read.select_for_update().filter(pk__gt=last)[:AT_A_TIME])
            written = _write(articles, quote_model, text_model)
        if not articles:
            return
        last = articles[-1].pk
        yield len(articles), written


def make_index_anew() -> None:
    """Have the database make its index of the words again, and whoever keeps what the old one found forget it."""
    connection = connections[router.db_for_write(SearchText)]
    with connection.cursor() as cursor:
        for statement in ANEW[connection.vendor]:
            cursor.execute(statement)
    PublicRevision.objects.update(origin=uuid4())


def _write(articles, quote_model, text_model) -> int:
    """Only what has changed, and how many articles that were: an index learns more slowly than it is read."""
    names = defaultdict(list)
    for article, *said in quote_model.objects.filter(article__in=articles).values_list("article", "speaker", "role"):
        names[article] += said
    fields = [field.name for field in text_model._meta.fields if not field.primary_key]  # an old migration has fewer
    rows = text_model.objects.filter(article__in=articles).values("pk", *fields)
    known = {row.pop("pk"): row for row in rows}
    changed = []
    for article in articles:
        compared = _compared(article, names[article.pk])
        row = {field: compared[field] for field in fields}
        if row != known.get(article.pk):
            changed.append(text_model(article_id=article.pk, **row))
    text_model.objects.bulk_create(changed, update_conflicts=True, unique_fields=["article"], update_fields=fields)
    return len(changed)


def _compared(article, names: list[str]) -> dict[str, str]:
    parts = article.title, article.lead, "\n".join([article.dateline, *names]), html.plain(article.body_html)
    as_stems = (stems(text, article.language) for text in parts)
    return dict(zip(SearchText.PARTS, as_stems, strict=True), title_words=" ".join(words(article.title)))
