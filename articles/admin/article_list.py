"""The list of articles in the admin: its columns, filters, search and actions."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import search, workflow
from articles.models import Article, ArticleCountry
from contacts.models import Country
from contacts.names_admin import ShownName
from iomnews.accounts.reach import reach


class MainCountryFilter(admin.SimpleListFilter):
    title = _("country that it is about")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        countries = Country.objects.filter(article_links__rank=ArticleCountry.Rank.MAIN).distinct()
        return [(country.code, country.name) for country in countries.order_by(ShownName())]

    def queryset(self, request, queryset):
        if self.value():
            return queryset.filter(country_links__country=self.value(), country_links__rank=ArticleCountry.Rank.MAIN)
        return queryset


class ArticleList(ChangeList):
    def get_queryset(self, *args, **kwargs):
        return super().get_queryset(*args, **kwargs).for_listing()


class ArticleListPage:
    list_display = ["title", "state", "date_edtf", "language", "mission", "about", "kind", "version", "updated_at"]
    list_filter = [
        "state",
        "language",
        "kind",
        "scope",
        ("listed_on", admin.EmptyFieldListFilter),
        MainCountryFilter,
        ("mission", admin.RelatedOnlyFieldListFilter),
        ("themes", admin.RelatedOnlyFieldListFilter),
        ("programmes", admin.RelatedOnlyFieldListFilter),
    ]
    date_hierarchy = "listed_on"
    ordering = ["-updated_at", "-pk"]
    search_fields = ["title", "slug", "legacy_addresses__address"]
    search_help_text = _("Words of the text, a part of the title or of an address.")
    list_per_page = 50
    actions = ["publish", "withdraw"]

    def get_changelist(self, request, **kwargs):
        return ArticleList

    def get_search_results(self, request, queryset, search_term):
        found, _may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return found, False
        by_words = search.matching(Article.objects.all(), search_term)
        return queryset.filter(Q(pk__in=found.order_by().values("pk")) | Q(pk__in=by_words.values("pk"))), False

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    @admin.display(description=_("countries"))
    def about(self, article):
        return ", ".join(country.name for country in article.main_countries)

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request, queryset):
        self.each(request, queryset, workflow.publish, done=_("Articles published: %(count)d."))

    @admin.action(description=_("Withdraw"), permissions=["publish"])
    def withdraw(self, request, queryset):
        self.each(request, queryset, workflow.withdraw, done=_("Articles withdrawn: %(count)d."))

    def each(self, request, articles, act, done):
        """Say how many were done and, of each other one, why it was refused."""
        count = 0
        theirs = set(articles.within(reach(request.user, "articles.publish_article")).values_list("pk", flat=True))
        for article in articles:
            try:
                if article.pk not in theirs:
                    raise workflow.NotAllowed(_("You are no publisher of its mission."))
                act(article, by=request.user, now=timezone.now())
                count += 1
            except workflow.NotAllowed as refusal:
                self.message_user(request, f"{article}: {refusal}", messages.ERROR)
        if count:
            self.message_user(request, done % {"count": count}, messages.SUCCESS)
