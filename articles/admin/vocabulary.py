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
from articles.vocabulary.pools import Pool, count_waiting, find, look_at, pools
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
        """One spelling, or several that were ticked: where each stands, and the form that says what they are."""
        found = self._asked_for(request)
        if not found:
            return redirect(_desk_of(_kind(request.GET)))
        look_at(found)
        data = request.POST if request.method == "POST" and "together" not in request.POST else None
        asked, may_publish = request.GET.get("choice", ""), _may_publish(request.user)
        form = NameForm(found, data, asked=asked, may_publish=may_publish)
        if form.is_valid():
            found = self._decide(request, found, form)
            if not found:
                return redirect(_desk_of(_kind(request.GET)))
        return self._page(request, "name", _of_names(found) | {"form": form})

    def _asked_for(self, request) -> list[Pool]:
        """Those that still wait; the person is told of the others."""
        kind = _kind(request.GET)
        keys = list(dict.fromkeys(request.POST.getlist("key") or request.GET.getlist("key")))[:PER_PAGE]
        found = [pool for key in keys if (pool := find(kind, key))]
        gone = len(keys) - len(found)
        if not keys:
            self.message_user(request, _("Tick the names that are to be decided on."), messages.WARNING)
        elif gone:
            text = ngettext("%(count)d name does not wait any more.", "%(count)d names do not wait any more.", gone)
            self.message_user(request, text % {"count": gone}, messages.WARNING)
        return found

    def _decide(self, request, pools: list[Pool], form: NameForm) -> list[Pool]:
        """Those that could not be decided; the form says why not."""
        options = {"by": request.user, "with_published": form.cleaned_data.get("with_published", False)}
        decided, refused, is_late = [], [], sum(pool.total for pool in pools) > AT_ONCE
        for pool in pools:
            try:
                decision = deciding.decide(
                    pool.kind, pool.printed, form.meaning, form.record, now=timezone.now(), **options
                )
                decided.append((decision, pool.total, self._follow(decision, is_late=is_late)))
            except (deciding.NotDecided, MergeRefused, ValidationError) as refusal:
                refused.append(pool)
                said = " ".join(getattr(refusal, "messages", [str(refusal)]))
                form.add_error(None, said if len(pools) == 1 else f"{pool.printed} – {said}")
        if decided:
            self._say(request, decided, is_late=is_late)
        return refused

    def _follow(self, decision: NameDecision, *, is_late: bool) -> following.Outcome:
        if not is_late:
            return following.follow(decision)
        following.follow_in_background.enqueue(decision.pk)
        return following.Outcome()

    def _say(self, request, decided: list[tuple[NameDecision, int, following.Outcome]], *, is_late: bool) -> None:
        """What was decided, and what came of it: (decision, number of its articles, outcome) of each name."""
        decisions, totals, outcomes = zip(*decided, strict=True)
        names = ", ".join(_("“%(name)s”") % {"name": decision} for decision in decisions)
        outcome = sum(outcomes, following.Outcome())
        said = _late(sum(totals)) if is_late else " ".join(_told(outcome))
        is_whole = not outcome.proposed and not outcome.published
        page = (
            reverse("admin:articles_namedecision_change", args=[decisions[0].pk])
            if len(decisions) == 1
            else reverse("admin:articles_namedecision_changelist")
        )
        link = "" if is_whole else format_html(' <a href="{}">{}</a>', page, _("See which"))
        text = _("%(names)s: decided. %(outcome)s") % {"names": names, "outcome": said}
        self.message_user(request, format_html("{}{}", text, link), messages.SUCCESS)

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
            count = following.waiting(decision).count()
            outcome = self._follow(decision, is_late=count > AT_ONCE)
            self._say(request, [(decision, count, outcome)], is_late=count > AT_ONCE)
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


def _of_names(pools: list[Pool]) -> dict:
    """For the page of one name or of several."""
    records = KINDS[pools[0].kind].model.objects if pools[0].kind in KINDS else None
    title = pools[0].printed if len(pools) == 1 else _("Decide on %(count)d names") % {"count": len(pools)}
    return {
        "title": title,
        "pools": [(pool, list(records.filter(pk__in=pool.records)) if pool.records else []) for pool in pools],
        "pool": pools[0],
        "waiting": count_waiting(pools),
    }


def _may_publish(user) -> bool:
    return reach(user, "articles.publish_article").everywhere


def _late(count: int) -> str:
    text = ngettext(
        "%(count)d article follows in the background.", "%(count)d articles follow in the background.", count
    )
    return text % {"count": count}


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
