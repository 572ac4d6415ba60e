"""The article, one row per language version. Its parts are in parts.py and media.py."""

from functools import lru_cache
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import Greatest, RowNumber
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from articles import edtf, html
from contacts.models import Country, Mission
from contacts.names import NAME_FIELDS, free_slug, free_slugs
from iomnews.accounts.reach import ScopedQuerySet, reach

from .taxonomy import Organisation, Programme, Theme

SEEN_BY_STAFF = ["state", "visible_from", "revises", "mission", "created_by"]
"""What the lists of staff ask of each article: an index that holds it too answers without the article's text."""
YEARS = 1900, 2100
"""Between which a release is dated; whatever lies beyond is a slip of the pen."""
CHANGED_AT = Greatest("updated_at", "visible_from")
"""When readers last saw an article change: it may have been saved long before it went live."""


class ArticleQuerySet(ScopedQuerySet):
    owner = "mission"

    def within(self, reach):
        """Of the missions reached: issued by them, alone or with others, or begun by the user without a mission."""
        return self if reach.everywhere else self.filter(self._of(reach))

    def visible_to(self, user, now):
        """What a member of staff may see: what the public sees, and all that is of the user's missions."""
        seen = self._reach(user, "view")
        if seen.everywhere:
            return self
        return self.filter(self._public(now) | self._of(seen))

    def changeable_by(self, user):
        """Drafts by whoever may write, what is reviewed by reviewers, what is published by publishers."""
        return self.filter(self.may_be_changed_by(user))

    def may_be_changed_by(self, user) -> Q:
        reached = {needed: reach(user, f"articles.{needed}") for needed in Article.MAY_CHANGE}
        if all(one.everywhere for one in reached.values()):
            return Q()
        anywhere, elsewhere = [], {}
        for needed, one in reached.items():
            states = anywhere if one.everywhere else elsewhere.setdefault(one, [])
            states += Article.MAY_CHANGE[needed]
        parts = [part for one, states in elsewhere.items() for part in self._parts(one, state__in=states)]
        return Q(state__in=anywhere) | Q(pk__in=parts[0].union(*parts[1:], all=True))

    def keys_within(self, reach):
        """Of the articles `within`, for `article__in`: an index answers each part, and no other article is read."""
        issued, *others = self._parts(reach)
        return self.model.objects.order_by().values("pk") if reach.everywhere else issued.union(*others, all=True)

    def _parts(self, reach, **chosen) -> list[models.QuerySet]:
        articles = self.model.objects.filter(**chosen).order_by()
        parts = Q(mission__in=reach.missions), Q(mission=None, created_by=reach.user), Q(co_issuers__in=reach.missions)
        return [articles.filter(part).values("pk") for part in parts]

    def deletable_by(self, user):
        """By the mission that issued it; those that issue it with it change it, and no more."""
        reached = self._reach(user, "delete")
        own = Q(mission__in=reached.missions) | Q(mission=None, created_by=user)
        return self if reached.everywhere else self.filter(own)

    def published(self, now):
        """What a reader may see at the moment `now`; every public page starts from it."""
        return self.filter(self._public(now))

    def coming(self, now):
        """What time alone will make public."""
        return self.filter(state=Article.State.PUBLISHED, revises=None, visible_from__gt=now)

    def _of(self, reach) -> Q:
        together = self.model.co_issuers.through.objects.filter(article=OuterRef("pk"), mission__in=reach.missions)
        own = Q(mission=None, created_by=reach.user)
        return Q(mission__in=reach.missions) | own | Exists(together)

    @staticmethod
    def _public(now) -> Q:
        return Q(state=Article.State.PUBLISHED, revises=None, visible_from__lte=now)

    def newest_first(self, *before):
        """By day, undated ones last; `before` are orders that come first."""
        return self.order_by(*before, F("listed_on").desc(nulls_last=True), "-pk")

    def for_review(self):
        """As a row of the review desk shows them."""
        return self.select_related("mission").only(
            "title", "language", "state", "doubts", "doubt", *(f"mission__{name}" for name in NAME_FIELDS)
        )

    def add_all(self, articles) -> None:
        """Save new articles at once, each under an address of its own."""
        names = [article.title for article in articles if not article.slug]
        slugs = iter(free_slugs(self.model, names, longest=100))
        for article in articles:
            article.slug = article.slug or next(slugs)
            article.derive()
        self.bulk_create(articles)

    def one_per_group(self, language):
        """Each release once: in `language`, else as it was first written, else in its oldest version."""
        preference = [
            models.Case(models.When(language=language, then=0), default=1),
            F("translated_from").asc(nulls_first=True),
            "pk",
        ]
        rank = Window(RowNumber(), partition_by="translation_group", order_by=preference)
        chosen = self.order_by().annotate(rank_in_group=rank).filter(rank_in_group=1)
        return self.model.objects.filter(pk__in=chosen.values("pk"))

    def count_releases(self) -> int:
        """How many releases, the languages of one counted once."""
        return self.order_by().values("translation_group").distinct().count()


@lru_cache(maxsize=20_000)
def _path(language: str, slug: str) -> str:
    with override(language):
        return reverse("article", args=[slug])


class Article(models.Model):
    class Kind(models.TextChoices):
        NEWS = "news", _("Press release")
        STATEMENT = "statement", _("Statement")
        STORY = "story", _("Story")
        SPEECH = "speech", _("Speech")
        MEDIA_ADVISORY = "media_advisory", _("Media advisory")
        BRIEFING_NOTE = "briefing_note", _("Press briefing note")
        OTHER = "other", _("Other")

    class Scope(models.TextChoices):
        GLOBAL = "global", _("Global")
        LOCAL = "local", _("Local")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MAY_CHANGE = {
        "change_article": [State.DRAFT],
        "review_article": [State.REVIEW, State.APPROVED, State.WITHDRAWN],
        "publish_article": [State.PUBLISHED],
    }
    """The permission that it takes to change an article in each state."""

    class Language(models.TextChoices):
        FRENCH = "fr", _("French")
        ENGLISH = "en", _("English")
        SPANISH = "es", _("Spanish")
        ARABIC = "ar", _("Arabic")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    translation_group = models.UUIDField(_("language versions"), default=uuid4, editable=False)
    translated_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="translations", verbose_name=_("translated from")
    )
    translated_from_version = models.PositiveIntegerField(_("its version"), null=True, blank=True)
    revises = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="working_copies",
        verbose_name=_("working copy of"), editable=False,
    )  # fmt: skip

    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(_("address"), max_length=120, help_text=_("Last part of its public address."))
    lead = models.TextField(
        _("lead"), blank=True, help_text=_("One or two sentences for lists and the top of the page.")
    )
    dateline = models.CharField(_("dateline"), max_length=200, blank=True, help_text=_("As printed: NIAMEY –"))
    body_html = models.TextField(_("text"), blank=True)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.NEWS)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope, default=Scope.GLOBAL)
    date_edtf = models.CharField(
        _("date"), max_length=30, blank=True,
        help_text=_("As far as it is known: 2010-11-05, 2010-11, 2010, 2011-10~ (about), 2015-07-10/2015-10-15."),
    )  # fmt: skip
    earliest_on = models.DateField(_("earliest day"), null=True, editable=False)
    latest_on = models.DateField(_("latest day"), null=True, editable=False)
    listed_on = models.DateField(_("day in lists"), null=True, editable=False, help_text=_("None: undated."))

    mission = models.ForeignKey(
        Mission, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("issuing mission"),
        help_text=_("None: not known yet. Headquarters is a mission too."),
    )  # fmt: skip
    co_issuers = models.ManyToManyField(
        Mission, blank=True, related_name="co_issued_articles", verbose_name=_("issued together with")
    )
    countries = models.ManyToManyField(
        Country, through="ArticleCountry", related_name="articles", verbose_name=_("countries")
    )
    programmes = models.ManyToManyField(Programme, blank=True, related_name="articles", verbose_name=_("programmes"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="articles", verbose_name=_("themes"))
    organisations = models.ManyToManyField(
        Organisation, through="ArticleOrganisation", related_name="articles", verbose_name=_("organisations")
    )

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    goes_live_at = models.DateTimeField(_("goes live at"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    visible_from = models.DateTimeField(_("visible from"), null=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    doubts = models.JSONField(
        _("what is doubtful"), default=dict, editable=False,
        help_text=_("Fields that an import was not sure of and nobody has checked, with how doubtful each is."),
    )  # fmt: skip
    doubt = models.PositiveIntegerField(_("doubt"), null=True, editable=False, help_text=_("The sum. None: no doubt."))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("created by"),
    )  # fmt: skip

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("review_article", _("Can change articles in review, approved or withdrawn")),
            ("publish_article", _("Can publish and withdraw articles, and change published ones")),
        ]
        indexes = [
            models.Index(fields=[*SEEN_BY_STAFF, "language", "kind", "date_edtf", "id"], name="article_seen_by_staff"),
            models.Index(fields=["mission", "state", "created_by", "id"], name="article_of_mission"),
            models.Index(fields=["title", "-id"], name="article_by_title"),
            models.Index(fields=["-id", "slug"], name="article_addresses"),
            models.Index(fields=["-listed_on", "-id", *SEEN_BY_STAFF], name="article_newest"),
            models.Index(fields=["translation_group"], name="article_group"),
            models.Index(fields=["-updated_at", "-id"], name="article_last_changed"),
            models.Index(CHANGED_AT, "uuid", "state", "visible_from", "revises", name="article_changes_for_readers"),
            models.Index(fields=["earliest_on", "latest_on", "listed_on", *SEEN_BY_STAFF, "id"], name="article_days"),
            models.Index(
                fields=["-doubt", "id", "mission", "state"], condition=Q(doubt__isnull=False), name="article_doubtful"
            ),
            models.Index(
                fields=["mission", "-doubt", "id", "state"],
                condition=Q(doubt__isnull=False),
                name="article_doubtful_in_mission",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"], condition=Q(revises=None), name="slug_unique_in_its_language",
                violation_error_message=_("Another article of this language has this address."),
            ),
            models.UniqueConstraint(
                fields=["translation_group", "language"], condition=Q(revises=None), name="one_version_per_language",
                violation_error_message=_("This release already has a version in this language."),
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(visible_from__isnull=False), name="published_has_a_moment"
            ),
            models.CheckConstraint(
                condition=Q(revises=None) | ~Q(state="published"), name="working_copy_is_not_public"
            ),
            models.CheckConstraint(
                condition=Q(earliest_on=None, latest_on=None) | Q(earliest_on__lte=F("latest_on")),
                name="article_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "review", "approved", "published", "withdrawn"]),
                name="article_state_known",
            ),
            models.CheckConstraint(condition=Q(language__in=["fr", "en", "es", "ar"]), name="article_language_known"),
        ]  # fmt: skip

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(Article, self.title, longest=100)
        self.derive()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        """In its own language: the page around a text follows the address."""
        site_speaks_it = any(self.language == code for code, _name in settings.LANGUAGES)
        return _path(self.language if site_speaks_it else settings.LANGUAGE_CODE, self.slug)

    def clean(self):
        try:
            days = edtf.bounds(self.date_edtf)
        except ValueError:
            message = _("“%(date)s” is no date. Write for example 2010-11-05, 2010-11, 2010 or 2015-07-10/2015-10-15.")
            raise ValidationError({"date_edtf": ValidationError(message, params={"date": self.date_edtf})}) from None
        if days and not YEARS[0] <= days[0].year <= days[1].year <= YEARS[1]:
            message = _("“%(date)s”: the year should lie between %(first)s and %(last)s.")
            params = {"date": self.date_edtf, "first": YEARS[0], "last": YEARS[1]}
            raise ValidationError({"date_edtf": ValidationError(message, params=params)})

    def derive(self) -> None:
        """What follows from other fields; with each save."""
        self.body_html = html.clean(self.body_html)
        self.earliest_on, self.latest_on = edtf.bounds(self.date_edtf) or (None, None)
        self.listed_on = self.latest_on if edtf.is_dated(self.date_edtf) else None
        moments = filter(None, [self.goes_live_at, self.embargo_until])
        self.visible_from = max(moments) if self.goes_live_at else None
        self.derive_doubt()

    def derive_doubt(self) -> None:
        self.doubt = sum(self.doubts.values()) or None

    def is_public(self, now) -> bool:
        """The rule of `published(now)` for one row."""
        return self.state == self.State.PUBLISHED and self.revises_id is None and self.visible_from <= now

    @property
    def changed_at(self):
        """CHANGED_AT of a published article."""
        return max(self.updated_at, self.visible_from)

    @property
    def permission_to_change(self) -> str:
        """What it takes to change it in its state."""
        return next(permission for permission, states in self.MAY_CHANGE.items() if self.state in states)

    @property
    def main_countries(self) -> list[Country]:
        return [link.country for link in self.country_links.all() if link.is_main]

    @property
    def excerpt(self) -> str:
        """The lead, else the first words of the text."""
        if self.lead:
            return self.lead
        opening = self.__dict__.get("opening")  # of a row of a list, which has not read the text
        words = Truncator(html.plain(self.body_html if opening is None else opening)).words(36)
        return words.replace(".…", ". …")

    @property
    def text(self) -> str:
        return html.plain(self.body_html)
