"""The vocabulary desk: names that imports met and did not know, pooled, and what people decided about them."""

from functools import wraps

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import NameDecision, PrintedPlace
from articles.vocabulary import deciding, following
from articles.vocabulary.kinds import KINDS, Kind
from articles.vocabulary.pools import Pool, find, look_at, pools
from contacts.merging import MergeRefused
from iomnews.accounts.reach import reach
from iomnews.accounts.scoped_admin import without_link

from .name_forms import NameForm, value_of
from .records import RecordAdmin

PER_PAGE = 25
AT_ONCE = 60
"""Articles that follow while the person waits; more do so in the background."""
NAMED = 100
"""Articles that are named one by one on a decision's page."""
KIND_TITLES = {
    Kind.PLACE: gettext_lazy("Places"),
    Kind.MISSION: gettext_lazy("Missions"),
    Kind.PROGRAMME: gettext_lazy("Programmes"),
    Kind.ORGANISATION: gettext_lazy("Organisations"),
    Kind.PERSON: gettext_lazy("People"),
}


def for_deciders(view):
    """For those who may decide for the whole organisation."""

    @wraps(view)
    def page(self, request, *args, **kwargs):
        if not deciding.may_decide(request.user):
            raise PermissionDenied
        return view(self, request, *args, **kwargs)

    return page


class VocabularyPages:
    def get_urls(self):
        wrap, name = self.admin_site.admin_view, "articles_namedecision"
        return [
            path("desk/", wrap(self.desk), name=f"{name}_desk"),
            path("desk/name/", wrap(self.name), name=f"{name}_name"),
            path("<int:pk>/apply/", wrap(self.apply), name=f"{name}_apply"),
            *super().get_urls(),
        ]

    def list_tools(self, request):
        return [(_("Unknown names"), reverse("admin:articles_namedecision_desk")), *super().list_tools(request)]

    @for_deciders
    def desk(self, request):
        kind, words = _kind(request.GET), request.GET.get("q", "")
        page = Paginator(pools(kind, words), PER_PAGE).get_page(request.GET.get("page"))
        look_at(page.object_list)
        rows = [(pool, [(near, value_of(near.value)) for near in pool.nearest]) for pool in page.object_list]
        context = {"title": _("Unknown names"), "kind": kind, "kinds": _tabs(kind), "words": words, "page": page}
        return self._page(request, "desk", context | {"rows": rows})

    @for_deciders
    def name(self, request):
        """One spelling: where it stands, and the form that says what it is."""
        data = request.POST if request.method == "POST" else None
        pool = find(_kind(request.GET), request.GET.get("key", ""))
        if pool is None:
            self.message_user(request, _("This name does not wait any more."), messages.WARNING)
            return redirect(_desk_of(_kind(request.GET)))
        look_at([pool])
        initial = {"choice": request.GET.get("choice") or _suggested(pool)}
        form = NameForm(pool, data, initial=initial, may_publish=_may_publish(request.user))
        if form.is_valid() and self._decide(request, pool, form):
            return redirect(_desk_of(pool.kind))
        return self._page(request, "name", {"title": pool.printed, "pool": pool, "form": form, "records": _of(pool)})

    def _decide(self, request, pool: Pool, form: NameForm) -> bool:
        """Whether it was done; the page says why not."""
        options = {"by": request.user, "with_published": form.cleaned_data.get("with_published", False)}
        try:
            decision = deciding.decide(
                pool.kind, pool.printed, form.meaning, form.record, now=timezone.now(), **options
            )
            self._follow(request, decision, pool.total)
        except (deciding.NotDecided, MergeRefused, ValidationError) as refusal:
            form.add_error(None, refusal.messages if isinstance(refusal, ValidationError) else str(refusal))
            return False
        return True

    def _follow(self, request, decision: NameDecision, count: int) -> None:
        if count > AT_ONCE:
            following.follow_in_background.enqueue(decision.pk)
            text = ngettext(
                "“%(name)s”: decided. %(count)d article follows in the background.",
                "“%(name)s”: decided. %(count)d articles follow in the background.",
                count,
            )
            self.message_user(request, text % {"name": decision, "count": count}, messages.SUCCESS)
        else:
            self._say(request, decision, following.follow(decision))

    def _say(self, request, decision: NameDecision, outcome: following.Outcome) -> None:
        text = _("“%(name)s”: decided. %(outcome)s")
        said = text % {"name": decision, "outcome": " ".join(_told(outcome))}
        is_whole = not outcome.proposed and not outcome.published
        page = reverse("admin:articles_namedecision_change", args=[decision.pk])
        link = "" if is_whole else format_html(' <a href="{}">{}</a>', page, _("See which"))
        self.message_user(request, format_html("{}{}", said, link), messages.SUCCESS)

    @for_deciders
    def apply(self, request, pk):
        """Have the articles that still wait follow, or take back that it was no name."""
        decision = self.get_queryset(request).filter(pk=pk).first()
        if decision is None:
            raise Http404(pk)
        page = redirect("admin:articles_namedecision_change", pk)
        if request.method != "POST":
            return page
        if "bring_back" in request.POST and decision.meaning == NameDecision.Meaning.NOTHING:
            return self._bring_back(request, decision)
        if "published" in request.POST and _may_publish(request.user):
            decision.with_published = True
            decision.save(update_fields=["with_published"])
        try:
            self._follow(request, decision, following.waiting(decision).count())
        except (MergeRefused, ValidationError) as refusal:
            text = " ".join(getattr(refusal, "messages", [str(refusal)]))
            self.message_user(request, text, messages.ERROR)
        return page

    def _bring_back(self, request, decision):
        deciding.bring_back(decision)
        text = _("“%(name)s” is a name again for the next import.") % {"name": decision}
        self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:articles_namedecision_changelist")

    def _page(self, request, template: str, context: dict):
        frame = self.admin_site.each_context(request) | {"opts": self.opts, "media": self.media}
        media = frame["media"] + getattr(context.get("form"), "media", frame["media"])
        return TemplateResponse(
            request, f"admin/articles/namedecision/{template}.html", frame | context | {"media": media}
        )


@admin.register(NameDecision)
class NameDecisionAdmin(VocabularyPages, RecordAdmin):
    list_display = ["printed", "kind", "meaning", "name", "shown_by", "decided_at", "finished_at", "followed"]
    list_filter = ["kind", "meaning"]
    list_select_related = ["by"]
    search_fields = ["printed", "key", "name"]
    fields = [
        "printed", "kind", "meaning", "shown_record", "shown_by", "decided_at", "finished_at", "with_published",
        "followed",
    ]  # fmt: skip
    change_form_template = "admin/articles/namedecision/change_form.html"
    shown_by = without_link(NameDecision, "by")

    def has_view_permission(self, request, obj=None):
        return deciding.may_decide(request.user)

    @admin.display(description=gettext_lazy("known as"))
    def shown_record(self, decision):
        record = deciding.record_of(decision)
        if record is None:
            return decision.name or None
        address = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
        return format_html('<a href="{}">{}</a>', address, record)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        articles = following.waiting(obj)
        context |= {
            "articles": articles[:NAMED],
            "count": articles.count(),
            "may_publish": _may_publish(request.user),
            "name_address": _address_of(obj.kind, obj.key),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)


def _kind(parameters) -> Kind:
    """The one that the address names; organisations else."""
    asked = parameters.get("kind", "")
    return Kind(asked) if asked in Kind.values else Kind.ORGANISATION


def _tabs(chosen: Kind) -> list[tuple]:
    """(kind, title, how many names, whether it is shown)."""
    counts = {kind: of.unknown().count() for kind, of in KINDS.items()}
    counts[Kind.PLACE] = PrintedPlace.objects.values("key").distinct().count()
    return [(kind, title, counts[kind], kind == chosen) for kind, title in KIND_TITLES.items()]


def _desk_of(kind: Kind) -> str:
    return reverse("admin:articles_namedecision_desk", query={"kind": kind})


def _address_of(kind: str, key: str) -> str:
    return reverse("admin:articles_namedecision_name", query={"kind": kind, "key": key})


def _suggested(pool: Pool) -> str:
    return f"{pool.suggestion.model}:{pool.suggestion.record}" if pool.suggestion else ""


def _of(pool: Pool) -> list:
    return list(KINDS[pool.kind].model.objects.filter(pk__in=pool.records)) if pool.records else []


def _may_publish(user) -> bool:
    return reach(user, "articles.publish_article").everywhere


def _told(outcome: following.Outcome) -> list[str]:
    """A sentence for each thing that came of it."""
    texts = [
        (ngettext("%(count)d article follows.", "%(count)d articles follow.", outcome.followed), outcome.followed),
        (
            ngettext(
                "%(count)d waits as a proposal: a person has edited it.",
                "%(count)d wait as proposals: people have edited them.",
                outcome.proposed,
            ),
            outcome.proposed,
        ),
        (
            ngettext(
                "%(count)d published article stays as it is.",
                "%(count)d published articles stay as they are.",
                outcome.published,
            ),
            outcome.published,
        ),
    ]
    return [text % {"count": count} for text, count in texts if count]
