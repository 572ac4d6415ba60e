"""The list of articles in the admin: its columns, filters and search. Its actions are in article_actions.py."""

from django.contrib import admin
from django.contrib.admin.utils import build_q_object_from_lookup_parameters
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db.models import F, OrderBy, Prefetch, Q
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles import dates, search
from articles.gaps import gaps
from articles.models import Article, ArticleContact, ArticleCountry, ArticleVersion
from contacts.models import Country
from contacts.names import NAME_FIELDS, slug_stem
from iomnews.accounts.scoped_admin import beginning
from iomnews.completion import MOST_OFFERED
from iomnews.numbers import whole_number

from .filters import FILTERS, GapFilter, StateFilter, WaitFilter

AS_LINKS = (StateFilter, GapFilter, WaitFilter)
ALWAYS_SHOWN = 4
"""How many of the other filters stand beside the search; the rest unfolds."""
DAY_PARTS = ("year", "month", "day")
FEW = 20_000
"""Above so many articles, counts are shown when they are asked for: each takes a look at every article."""
MOST_READ = 1_000
"""The nearest matches, among which those are looked for that the user may see."""


class ArticleList(ChangeList):
    def __init__(self, request, *args):
        super().__init__(request, *args)
        self.is_facets_optional = not self.add_facets and self.root_queryset[FEW:].exists()
        self.add_facets = self.add_facets or not self.is_facets_optional

    def get_filters(self, request):
        found = super().get_filters(request)
        self.request, self.other_lookups = request, found[2]
        return found

    def get_results(self, request):
        """The keys of the page first, then what its rows show: sorting never carries the texts along."""
        super().get_results(request)
        keys = list(self.result_list.values_list("pk", flat=True))
        shown = Article.objects.select_related("mission").only(*SHOWN).prefetch_related(*PARTS_OF_A_ROW)
        rows = shown.in_bulk(keys)
        self.result_list = [rows[key] for key in keys]

    def passing_all_but(self, left_out):
        """What the user may see and every other filter lets through: what a filter counts."""
        articles = self.root_queryset.filter(build_q_object_from_lookup_parameters(self.other_lookups))
        for spec in self.filter_specs:
            articles = articles if spec is left_out else spec.queryset(self.request, articles)
        return self.model_admin.get_search_results(self.request, articles, self.query)[0]

    @cached_property
    def link_filters(self):
        """(title, parameter, choices, whether one is chosen) of the few that are shown as links."""
        return [self._shown(spec) for spec in self.filter_specs if isinstance(spec, AS_LINKS)]

    @cached_property
    def select_filters(self):
        return [self._shown(spec) for spec in self.filter_specs if not isinstance(spec, AS_LINKS)]

    def _shown(self, spec):
        return spec.title, spec.parameter_name, list(spec.choices(self)), bool(spec.chosen)

    @property
    def first_filters(self):
        return self.select_filters[:ALWAYS_SHOWN]

    @property
    def more_filters(self):
        return self.select_filters[ALWAYS_SHOWN:]

    @property
    def has_more_chosen(self) -> bool:
        return any(is_chosen for _title, _name, _choices, is_chosen in self.more_filters)

    @cached_property
    def chips(self):
        """(title, label, address without it) of everything that narrows the list."""
        chosen = [(spec.title, label, rest) for spec in self.filter_specs for label, rest in spec.chips(self)]
        searched = [(_("search"), self.query, self.get_query_string({"q": None}))] if self.query else []
        days = "-".join(
            self.params.get(f"listed_on__{part}", "").zfill(2)
            for part in DAY_PARTS
            if f"listed_on__{part}" in self.params
        )
        dated = [(_("date"), days, self.get_query_string(remove=["listed_on__"]))] if days else []
        return searched + dated + chosen

    @property
    def shows_days(self) -> bool:
        """Months and days within a year; the years themselves are a filter, which is many times quicker."""
        return "listed_on__year" in self.params

    @property
    def months(self) -> str | None:
        """Where the months of the chosen year are, for a release whose day is known."""
        year = self.params.get("year", "")
        return self.get_query_string({"year": None, "listed_on__year": year}) if whole_number(year) else None

    @property
    def kept_parameters(self):
        """What the form of filters sends along unchanged: the order, the days, a window of choice."""
        shown = {"q", "p", *(name for _title, name, _choices, _chosen in self.select_filters)}
        return [(name, value) for name, values in self.filter_params.items() if name not in shown for value in values]

    @property
    def everything(self) -> str:
        """The address without filters and search; the order stays."""
        narrowing = {name for name in self.filter_params if name not in (ORDER_VAR, "_popup", "_to_field")}
        return self.get_query_string(dict.fromkeys(narrowing))


OF_NOW = ArticleVersion.objects.filter(number=F("article__version")).select_related("by")
SHOWN = [
    *["title", "language", "kind", "state", "date_edtf", "lead", "updated_at", "version"],
    *(f"mission__{name}" for name in NAME_FIELDS),
]
PARTS_OF_A_ROW = [
    Prefetch("country_links", ArticleCountry.objects.filter(rank=ArticleCountry.Rank.MAIN)),
    Prefetch("country_links__country", Country.objects.only(*NAME_FIELDS)),
    Prefetch("versions", OF_NOW.only("article", "number", "by__username"), to_attr="versions_of_now"),
    Prefetch("contact_links", ArticleContact.objects.only("article")),
]


class ArticleListPage:
    list_display = ["title", "marks", "shown_state", "day", "mission", "about", "lacks", "changed"]
    list_filter = FILTERS
    show_full_result_count = False
    date_hierarchy = "listed_on"
    ordering = ["-updated_at", "-pk"]
    search_fields = ["title", "slug", "legacy_addresses__address"]
    search_help_text = _("Words of the text, a part of the title or of an address.")
    list_per_page = 100

    def get_changelist(self, request, **kwargs):
        return ArticleList

    def changelist_view(self, request, extra_context=None):
        """A form sends its empty fields too; addresses are kept and shared without them."""
        told = request.GET.copy()
        for name in [name for name, values in told.lists() if not any(values)]:
            del told[name]
        if len(told) < len(request.GET) and request.method == "GET":
            return redirect(f"{request.path}?{told.urlencode()}")
        return super().changelist_view(request, extra_context)

    def get_search_results(self, request, queryset, search_term):
        """Looked up once a request, however many filters count what was found."""
        if not search_term.strip():
            return queryset, False
        known = request.__dict__.setdefault("_found", {})
        if search_term not in known:
            known[search_term] = search.Among(search.keys_for_staff(search_term))
        return queryset.filter(known[search_term]), False

    def complete(self, queryset, term):
        """By the words of the address: those that begin so first, then the newest.

        Looked up among all addresses, which an index holds in the order of the newest. Where many of the nearest are
        hidden from the user, the articles that the user may see are read instead.
        """
        term = beginning(term)
        stem = slug_stem(term)
        in_address = [Q(slug__contains=word) for word in stem.split("-") if word]
        found = in_address or [Q(title__contains=term.strip())]  # for Arabic: an address has Latin letters only
        begins = Q(slug__startswith=stem)
        addresses = Article.objects.filter(*found).order_by("-pk").values_list("pk", flat=True)
        nearest = list(addresses.filter(begins)[:MOST_READ])
        nearest += addresses.exclude(begins)[: MOST_READ - len(nearest)]
        order = OrderBy(begins, descending=True), "-pk"
        visible = queryset.only("title", "language", "date_edtf", "state").order_by(*order)
        offered = list(visible.filter(pk__in=nearest)[:MOST_OFFERED])
        is_enough = len(offered) == MOST_OFFERED or len(nearest) < MOST_READ
        return offered if is_enough else visible.filter(*found)

    def option_label(self, article):
        day = dates.date_label(article, short=True) if article.date_edtf else dates.date_label(article)
        return f"{article} · {article.language.upper()} · {day} · {article.get_state_display()}"

    @admin.display(description=_("language and kind"), ordering="language")
    def marks(self, article):
        mark = format_html('<abbr title="{}">{}</abbr>', article.get_language_display(), article.language.upper())
        is_plain = article.kind == Article.Kind.NEWS
        return mark if is_plain else format_html("{} {}", mark, article.get_kind_display())

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, article):
        return format_html('<span class="state state-{}">{}</span>', article.state, article.get_state_display())

    @admin.display(description=_("date"), ordering="listed_on")
    def day(self, article):
        return dates.date_label(article, short=True) if article.date_edtf else "–"

    @admin.display(description=_("countries"))
    def about(self, article):
        return ", ".join(country.name for country in article.main_countries)

    @admin.display(description=_("lacks"), empty_value="")
    def lacks(self, article):
        return format_html_join(" ", '<span class="gap">{}</span>', ((gap.label,) for gap in gaps(article)))

    @admin.display(description=_("changed"), ordering="updated_at")
    def changed(self, article):
        moment = date_format(localtime(article.updated_at), "SHORT_DATETIME_FORMAT")
        by = next((version.by for version in article.versions_of_now if version.by), None)
        return format_html("{} <small>{}</small>", moment, by) if by else moment
