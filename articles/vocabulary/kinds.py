"""The kinds of names that have records: where articles name them, and how one is put in the place of another."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from articles.models import Article, ArticleContact, ArticleOrganisation, NameDecision, Organisation, Programme
from contacts.models import Mission, PressContact
from contacts.names import NAME_FIELDS, name_key

Kind = NameDecision.Kind
Key = str | int
IS_DRAFT = {"state": Article.State.DRAFT, "revises": None}


@dataclass(frozen=True)
class RecordKind:
    """`field` is what a version calls it, `path` leads from an article to the records, `back` from a record to its
    articles; `links` joins the two by its `column` and its `article`; `replaced` gives the field's value with the
    record of one key for those of others, or without them.
    """

    model: type
    field: str
    path: str
    back: str
    links: type
    column: str
    replaced: Callable
    article: str = "article"
    key: str = "slug"
    names: tuple[str, ...] = tuple(NAME_FIELDS)

    def unknown(self) -> QuerySet:
        """Those that an import made and nobody has checked."""
        records = self.model.objects.all()
        return records.to_check() if self.model is PressContact else records.filter(is_to_check=True)

    def known(self) -> QuerySet:
        return self.model.objects.exclude(pk__in=self.unknown().order_by().values("pk"))

    def called(self, key: str) -> list:
        """The unknown records whose name is spelt so, however it is folded."""
        word = max(key.split() or [key], key=len)
        rows = self.unknown().filter(folded__contains=word).order_by("pk")
        return [record for record in rows if name_key(_first_name(record)) == key]

    def articles(self, records: Collection) -> QuerySet:
        links = self.links.objects.filter(**{f"{self.column}__in": [record.pk for record in records]}).order_by()
        return Article.objects.filter(pk__in=links.values(self.article))

    def counts(self, keys: Collection[int] | None = None, **of_articles) -> dict[int, int]:
        """How many articles name each record of these keys, or of all, by its key."""
        links = self.links.objects.filter(**{f"{self.column}__isnull": False}).order_by()
        if keys is not None:
            links = links.filter(**{f"{self.column}__in": keys})
        if of_articles:
            links = links.filter(
                **{f"{self.article}__in": Article.objects.filter(**of_articles).order_by().values("pk")}
            )
        return dict(links.values_list(self.column).annotate(Count(self.article, distinct=True)))


def _first_name(record) -> str:
    return record.name if isinstance(record, PressContact) else record.name_in(None)


def _one(value: str | None, gone: Collection[Key], new: str | None) -> str | None:
    return new if value in gone else value


def _listed(slugs: list[str], gone: Collection[Key], new: str | None) -> list[str]:
    return sorted({_one(slug, gone, new) for slug in slugs} - {None})


def _with_roles(links: list[dict], gone: Collection[Key], new: str | None) -> list[dict]:
    """Each once in a role."""
    found = {}
    for link in links:
        slug = _one(link["slug"], gone, new)
        if slug:
            found.setdefault((slug, link["role"]), link | {"slug": slug})
    return list(found.values())


def _people(rows: list[dict], gone: Collection[Key], new: int | None) -> list[dict]:
    """What is printed stays, whoever is meant."""
    return [row | {"person_id": _one(row["person_id"], gone, new)} for row in rows]


KINDS = {
    Kind.MISSION: RecordKind(
        Mission, "mission", "mission", "articles", Article, "mission", replaced=_one, article="pk"
    ),
    Kind.PROGRAMME: RecordKind(
        Programme, "programmes", "programmes", "articles", Article.programmes.through, "programme", replaced=_listed
    ),
    Kind.ORGANISATION: RecordKind(
        Organisation, "organisations", "organisations", "articles", ArticleOrganisation, "organisation",
        replaced=_with_roles,
    ),
    Kind.PERSON: RecordKind(
        PressContact, "contacts", "contact_links__person", "article_links__article", ArticleContact, "person",
        replaced=_people, key="pk", names=("name",),
    ),
}  # fmt: skip
