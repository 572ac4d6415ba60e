"""The API for newsrooms that take the releases over: read only, for everybody, the same answer to all."""

from copy import copy

from django.http import Http404
from django.middleware.http import ConditionalGetMiddleware
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import decorator_from_middleware, method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from drf_spectacular.generators import SchemaGenerator
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from articles.answering import who_answers
from articles.filters import BY_RELEVANCE
from articles.models import Article, Tombstone
from contacts.merging import current_key

from .changes import OVERLAP, Changes
from .lists import (
    ArticleListSerializer,
    ContactListSerializer,
    MissionListSerializer,
    ProgrammeListSerializer,
    RootSerializer,
    TombstoneSerializer,
)
from .paging import from_cursor, numbered
from .parameters import ArticleParameters, NoParameters, PageParameters, asked_of_articles
from .problems import Gone
from .records import (
    ContactSerializer,
    MissionSerializer,
    ProgrammeSerializer,
    contacts,
    licence,
    missions,
    programmes,
)
from .schema import OF_AN_ARTICLE, OF_ARTICLES, described
from .serializers import CHOOSABLE, DEFAULT, ArticleDetailSerializer, ListedArticleSerializer, read_parts, with_parts


class ConditionalMiddleware(ConditionalGetMiddleware):
    """HEAD is tagged as GET is: its answer has the same content until it is sent."""

    def process_response(self, request, response):
        if request.method == "HEAD":
            request = copy(request)
            request.method = "GET"
        return super().process_response(request, response)


conditional = decorator_from_middleware(ConditionalMiddleware)


@method_decorator([cache_control(public=True, no_cache=True), conditional], name="dispatch")
class ApiView(APIView):
    """Caches may keep an answer, and ask before each use whether it is still so: nothing withdrawn is shown by one.

    The ETag is that of the content.
    """

    http_method_names = ["get", "head", "options"]

    def perform_content_negotiation(self, request, force=False):
        """There is but one form of each answer, whatever is accepted."""
        (renderer,) = self.get_renderers()
        return renderer, renderer.media_type

    def options(self, request, *args, **kwargs):
        return Response(status=204)


def address(request, changed: dict | None) -> str | None:
    """The address that was asked for, with some parameters changed."""
    if changed is None:
        return None
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def listed(request, count: int, results, next=None, previous=None) -> dict:
    """`next` and `previous` are what their addresses change in."""
    pages = {"next": address(request, next), "previous": address(request, previous)}
    return {"count": count, **pages, "results": results, "licence": licence()}


LISTS = ("articles", "missions", "programmes", "contacts")


class Root(ApiView):
    @described("root", _("Where everything is"), RootSerializer)
    def get(self, request):
        NoParameters.of(request)
        lists = {name: reverse(f"api-{name}", request=request) for name in LISTS}
        return Response(lists | {"licence": licence()})


class Schema(ApiView):
    """OpenAPI, in the language of the answer."""

    schema = None

    def get(self, request):
        NoParameters.of(request)
        return Response(SchemaGenerator().get_schema(request=None, public=True))


class Docs(ApiView):
    """They are a page of the site, in the reader's language."""

    schema = None

    def get(self, request):
        return redirect("docs")


class ArticleList(ApiView):
    @described("articles", _("Releases"), ArticleListSerializer, ArticleParameters, [404], OF_ARTICLES)
    def get(self, request):
        now = timezone.now()
        asked, filters = asked_of_articles(request, now)
        if "modified_since" in asked:
            return self._changes(request, asked, filters)
        releases = filters.releases(get_language())
        if "page" in asked or asked.get("order") == BY_RELEVANCE:
            page = numbered(len(releases), asked.get("page", 1), asked["page_size"])
        else:
            page = from_cursor(filters.results, asked.get("cursor"), asked["page_size"])
        results = self._told(request, releases.keys(page.start, page.stop), asked, now)
        told = listed(request, len(releases), results, page.next, page.previous)
        return Response(told | _facets(filters.facets(whole=asked.get("facet"))))

    def _changes(self, request, asked, filters):
        is_filtered = filters.text or filters.results.chosen
        changes = Changes(asked["modified_since"], filters.now, filters.results.versions() if is_filtered else None)
        keys, tombstones, following = changes.page(asked.get("cursor"), asked["page_size"])
        told = listed(request, changes.count(), self._told(request, keys, asked, filters.now), following)
        tombstones = TombstoneSerializer(tombstones, many=True).data
        return Response(told | {"tombstones": tombstones, "modified_until": (filters.now - OVERLAP).isoformat()})

    def _told(self, request, keys, asked, now):
        names = asked.get("fields", DEFAULT)
        context = {"absolute": request.build_absolute_uri, "fields": names}
        return ListedArticleSerializer(with_parts(keys, names, now), many=True, context=context).data


def _facets(facets) -> dict:
    return {
        "facets": {facet.name: [_value(value) for value in facet.values] for facet in facets},
        "facet_sizes": {facet.name: facet.number for facet in facets},
    }


def _value(value) -> dict:
    """By hand: there are a hundred, which a serializer would take longer for than for all articles."""
    return {"value": value.value, "label": value.label, "count": value.count}


class ArticleDetail(ApiView):
    @described("article", _("A release"), ArticleDetailSerializer, None, [404, 410], OF_AN_ARTICLE)
    def get(self, request, uuid):
        NoParameters.of(request)
        now = timezone.now()
        article = Article.objects.published(now).filter(uuid=uuid).select_related("mission__parent__parent").first()
        if article is None:
            raise self._absence(uuid, now)
        read_parts([article], CHOOSABLE, now)
        article.answer, article.licence = who_answers(article), licence()
        return Response(ArticleDetailSerializer(article, context={"absolute": request.build_absolute_uri}).data)

    def _absence(self, uuid, now):
        tombstone = Tombstone.objects.standing(now).filter(uuid=uuid).first()
        return Gone(tombstone) if tombstone else Http404()


class RecordList(ApiView):
    """Of records that a subclass names, sorted by their codes."""

    def listed(self, request, records, serializer):
        asked = PageParameters.of(request)
        count = records.count()
        page = numbered(count, asked["page"], asked["page_size"])
        rows, context = records.order_by("slug")[page.start : page.stop], {"absolute": request.build_absolute_uri}
        results = serializer(rows, many=True, context=context).data
        return Response(listed(request, count, results, page.next, page.previous))


class RecordDetail(ApiView):
    """One record by its code; by a former code it is found at the address of the one that it became."""

    def told(self, request, records, slug, serializer):
        NoParameters.of(request)
        today = current_key(records.model, slug)
        record = get_object_or_404(records, slug=today)
        if today != slug:
            return redirect(request.resolver_match.view_name, today)
        return Response(serializer(record, context={"absolute": request.build_absolute_uri}).data)


class MissionList(RecordList):
    @described("missions", _("Missions"), MissionListSerializer, PageParameters, [404])
    def get(self, request):
        return self.listed(request, missions(), MissionSerializer)


class MissionDetail(RecordDetail):
    @described("mission", _("A mission"), MissionSerializer, also=[404])
    def get(self, request, slug):
        return self.told(request, missions(), slug, MissionSerializer)


class ProgrammeList(RecordList):
    @described("programmes", _("Programmes"), ProgrammeListSerializer, PageParameters, [404])
    def get(self, request):
        return self.listed(request, programmes(), ProgrammeSerializer)


class ProgrammeDetail(RecordDetail):
    @described("programme", _("A programme"), ProgrammeSerializer, also=[404])
    def get(self, request, slug):
        return self.told(request, programmes(), slug, ProgrammeSerializer)


class ContactList(RecordList):
    @described("contacts", _("Press contacts"), ContactListSerializer, PageParameters, [404])
    def get(self, request):
        return self.listed(request, contacts(), ContactSerializer)


class ContactDetail(RecordDetail):
    @described("contact", _("A press contact"), ContactSerializer, also=[404])
    def get(self, request, slug):
        return self.told(request, contacts(), slug, ContactSerializer)
