"""Articles, and what they are filed under, as rows of a spreadsheet: docs/spreadsheets.md says what a column holds."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import html, search, versions
from articles.models import (
    Article,
    ArticleContact,
    ArticleCountry,
    ArticleOrganisation,
    ArticleVersion,
    LegacyAddress,
    Organisation,
    Programme,
    Theme,
)
from contacts.models import Country, Mission, PressContact
from contacts.names import NAME_FIELDS, NAME_LANGUAGES, free_slug
from contacts.spreadsheets.cells import join, join_parts, split, split_parts
from contacts.spreadsheets.columns import (
    CodeList,
    Codes,
    Column,
    KeyColumn,
    PartColumn,
    ShownColumn,
    Text,
    Texts,
    codes_of,
    pending,
)
from contacts.spreadsheets.resource import SheetResource
from iomnews.accounts.reach import reach

MAIN, MENTIONED = ArticleCountry.Rank.MAIN, ArticleCountry.Rank.MENTIONED


class WordsColumn(Column):
    """The words of one language in a theme's keywords."""

    def __init__(self, language: str):
        super().__init__(Texts())
        self.language = language

    def get_value(self, instance):
        return instance.keywords.get(self.language, [])

    def save(self, instance, row, is_m2m=False, **kwargs):
        others = {language: words for language, words in instance.keywords.items() if language != self.language}
        words = self.clean(row)
        instance.keywords = others | ({self.language: words} if words else {})


class ThemeResource(SheetResource):
    keywords_fr, keywords_en, keywords_es, keywords_ar = map(WordsColumn, NAME_LANGUAGES)
    labels = {
        "keywords_fr": gettext_lazy("words that point to it, in French"),
        "keywords_en": gettext_lazy("words that point to it, in English"),
        "keywords_es": gettext_lazy("words that point to it, in Spanish"),
        "keywords_ar": gettext_lazy("words that point to it, in Arabic"),
    }

    class Meta:
        model = Theme
        fields = ["slug", *NAME_FIELDS, "aliases", "keywords_fr", "keywords_en", "keywords_es", "keywords_ar"]


class OrganisationResource(SheetResource):
    class Meta:
        model = Organisation
        fields = ["slug", *NAME_FIELDS, "acronym", "aliases", "type", "country", "parent", "is_to_check"]

    def with_relations(self, records):
        return records.select_related("country", "parent")


class ProgrammeResource(SheetResource):
    class Meta:
        model = Programme
        fields = [
            "slug", *NAME_FIELDS, "acronym", "aliases", "kind", "phase", "starts_on", "ends_on", "lead_agencies",
            "funders", "is_to_check",
        ]  # fmt: skip

    def with_relations(self, records):
        return records.prefetch_related("lead_agencies", "funders")


class CleanHTML(Text):
    """As it would be saved, so that the preview shows what will stand there."""

    def clean(self, value, row=None, **kwargs):
        return html.clean(value)


class OrganisationRoles(Text):
    """code:role for each organisation; of a funder also what it funded, code:funder:what."""

    def __init__(self):
        self.codes = Codes(Organisation)

    def clean(self, value, row=None, **kwargs):
        links = [self._link(written) for written in split(value)]
        if len({(link["slug"], link["role"]) for link in links}) < len(links):
            raise ValueError(_("The same organisation is there twice in the same role. Delete one."))
        return links

    def render(self, value, obj=None, **kwargs):
        return join([join_parts([link["slug"], link["role"], link["funded"]]) for link in value])

    def _link(self, written: str) -> dict:
        code, role, funded, *beyond = [*split_parts(written), "", ""]
        if role not in ArticleOrganisation.Role.values or any(beyond) or len(funded) > 200:
            told = {"value": written, "roles": ", ".join(ArticleOrganisation.Role.values)}
            raise ValueError(
                _("“%(value)s”: write the organisation’s code and its role (%(roles)s), code:role.") % told
            )
        return {"slug": self.codes.get(code).slug, "role": role, "funded": funded}


class Addresses(Texts):
    def clean(self, value, row=None, **kwargs):
        addresses = list(dict.fromkeys(split(value)))
        for address in addresses:
            try:
                URLValidator()(address)
            except ValidationError:
                raise ValueError(_("“%(value)s” is no web address.") % {"value": address}) from None
            if len(address) > LegacyAddress._meta.get_field("address").max_length:
                raise ValueError(_("“%(value)s” is too long.") % {"value": f"{address[:60]}…"})
        return sorted(addresses)


class VersionColumn(ShownColumn):
    """The token of a row: it was written from this version of the article, and no other."""

    def refusal(self, instance, sent):
        last = instance.versions.filter(awaits_decision=False).first()
        told = {
            "by": last.by if last and last.by else _("an import"),
            "at": instance.updated_at.strftime("%Y-%m-%d %H:%M UTC"),
            "version": instance.version,
        }
        return _("Changed since this export by %(by)s, %(at)s (version %(version)d). Export it again.") % told


def countries_of(rank: str):
    return lambda article: [link.country_id for link in article.country_links.all() if link.rank == rank]


def organisations_of(article) -> list[dict]:
    return [
        {"slug": link.organisation.slug, "role": link.role, "funded": link.funded}
        for link in article.organisation_links.all()
    ]


def people_of(article) -> list[str]:
    return list(dict.fromkeys(link.person.slug for link in article.contact_links.all() if link.person))


def addresses_of(article) -> list[str]:
    return sorted(legacy.address for legacy in article.legacy_addresses.all())


class ArticleResource(SheetResource):
    """Written through articles/versions.py, as the forms and the import write."""

    uuid = KeyColumn()
    body_html = Column(CleanHTML())
    co_issuers = PartColumn(codes_of("co_issuers"), CodeList(Mission))
    countries = PartColumn(countries_of(MAIN), CodeList(Country, "code"))
    countries_mentioned = PartColumn(countries_of(MENTIONED), CodeList(Country, "code"))
    organisations = PartColumn(organisations_of, OrganisationRoles())
    contacts = PartColumn(people_of, CodeList(PressContact))
    legacy_addresses = PartColumn(addresses_of, Addresses())
    state = ShownColumn(gettext_lazy("A spreadsheet changes no state. Put “%(value)s” back, or delete the column."))
    version = VersionColumn("")
    always_out = ["version"]
    labels = {
        "uuid": gettext_lazy("permanent number; empty for a new article"),
        "countries": gettext_lazy("countries that it is about"),
        "countries_mentioned": gettext_lazy("countries only named"),
        "contacts": gettext_lazy("press contacts"),
        "legacy_addresses": gettext_lazy("legacy addresses"),
    }

    class Meta:
        model = Article
        import_id_fields = ["uuid"]
        fields = [
            "uuid", "language", "slug", "title", "lead", "dateline", "body_html", "kind", "scope", "date_edtf",
            "mission", "co_issuers", "countries", "countries_mentioned", "programmes", "themes", "organisations",
            "contacts", "goes_live_at", "embargo_until", "legacy_addresses", "state", "version",
        ]  # fmt: skip

    def with_relations(self, records):
        return records.select_related("mission").prefetch_related(
            "co_issuers", "programmes", "themes", "country_links", "organisation_links__organisation",
            "contact_links__person", "legacy_addresses",
        )  # fmt: skip

    def as_key(self, text):
        try:
            return str(UUID(text.strip()))
        except ValueError:
            return ""

    def new_record(self, row):
        if row["uuid"].strip():
            message = _("You see no article with this uuid. To write a new one, leave the cell empty.")
            raise ValidationError({"uuid": message})
        return Article(created_by=self.user)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        instance.slug = instance.slug or free_slug(Article, instance.title, longest=100)
        errors = self.doubts(instance) | (import_validation_errors or {})
        super().validate_instance(instance, errors, validate_unique)

    def doubts(self, article) -> dict[str, list[ValidationError]]:
        """What the article's own rules do not know: its moment once it is public, addresses of other articles."""
        errors = {}
        moved = article.state == Article.State.PUBLISHED and "goes_live_at" in self.changed
        taken = LegacyAddress.objects.filter(address__in=pending(article).get("legacy_addresses", []))
        if moved:
            errors["goes_live_at"] = [ValidationError(_("The article is public: its moment is past."))]
        if other := taken.exclude(article=article.pk).first():
            message = _("Another article has the address %(value)s.") % {"value": other.address}
            errors["legacy_addresses"] = [ValidationError(message)]
        return errors

    def may_own(self, mission, instance):
        """As the scope of articles says: one without a mission is its author's."""
        permission = "add_article" if instance.pk is None else instance.permission_to_change
        reached = reach(self.user, f"articles.{permission}")
        if self.mission_before and not reached.holds(self.mission_before):  # of those that issue it, one owns it
            return False
        is_own = instance.pk is None or instance.created_by_id == self.user.pk
        return reached.holds(mission) or (mission is None and is_own and bool(reached))

    def do_instance_save(self, instance, is_create):
        versions.restore(instance, self.content_of(instance))

    def content_of(self, article) -> dict:
        """What waits, in the form in which a version holds it."""
        content = dict(pending(article))
        if {"countries", "countries_mentioned"} & content.keys():
            content["countries"] = self._ranked(article, content)
            content.pop("countries_mentioned", None)
        if "contacts" in content:
            content["contacts"] = self._printed(article, content["contacts"])
        return content

    def _ranked(self, article, content) -> list[dict]:
        """Of the two columns, one that the file leaves out stays as it is; a country is in one of them."""
        main = content.get("countries", countries_of(MAIN)(article) if article.pk else [])
        mentioned = content.get("countries_mentioned", countries_of(MENTIONED)(article) if article.pk else [])
        rows = [{"country_id": code, "rank": MAIN} for code in main]
        return rows + [{"country_id": code, "rank": MENTIONED} for code in mentioned if code not in main]

    def _printed(self, article, codes: list[str]) -> list[dict]:
        """The people named, with what is printed of them; what is printed of nobody on record comes after them."""
        fields = versions.PARTS["contacts"][1]
        links = list(ArticleContact.objects.filter(article=article).values(*fields)) if article.pk else []
        people = {person.slug: person for person in PressContact.objects.filter(slug__in=codes)}
        rows = []
        for person in (people[code] for code in codes):
            printed = [link for link in links if link["person_id"] == person.pk]
            rows += printed or [self._as_printed(person)]
        return rows + [link for link in links if link["person_id"] is None]

    def _as_printed(self, person: PressContact) -> dict:
        """A person who was not on the release until now: the living record answers for the rest."""
        blank = {field: ArticleContact._meta.get_field(field).get_default() for field in versions.PARTS["contacts"][1]}
        return blank | {"person_id": person.pk, "name": person.name, "email": person.email}

    def after_save_instance(self, instance, row, dry_run=False, source="", **kwargs):
        if not dry_run:
            search.index(instance)
            versions.keep(instance, reason=ArticleVersion.Reason.SPREADSHEET, by=self.user, comment=source[:300])
