"""Numbers that several people of a mission bear, in the admin: the office's, or each one's own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Mission, NumberDecision, PressContact
from contacts.shared_numbers import Meaning, NotDecided, SharedNumber, decide, shared_numbers, take_back
from iomnews.accounts.reach import reach
from iomnews.numbers import whole_number

PER_PAGE = 50
DECIDED = 50
"""The last decisions, which the page offers to take back."""


def decidable(user) -> QuerySet[Mission]:
    """The missions whose press line and whose people the user may change."""
    people = reach(user, "contacts.change_presscontact")
    missions = Mission.objects.changeable_by(user)
    return missions if people.everywhere else missions.filter(pk__in=people.missions)


def shared_with_others(user, contact: PressContact) -> list[SharedNumber]:
    """Of the person's numbers those that the user may decide on."""
    waiting = shared_numbers(decidable(user).filter(pk=contact.mission_id))
    return [shared for shared in waiting if contact in shared.people]


class SharedNumberPages:
    def get_urls(self):
        view, name = self.admin_site.admin_view(self.shared_numbers), "contacts_mission_shared_numbers"
        return [path("shared-numbers/", view, name=name), *super().get_urls()]

    def list_tools(self, request):
        page = (_("Numbers of several people"), reverse("admin:contacts_mission_shared_numbers"))
        return [*super().list_tools(request), *([page] if self.has_change_permission(request) else [])]

    def shared_numbers(self, request):
        """What waits and what was decided, of all missions or of one; what is sent decides, or takes back."""
        missions = decidable(request.user)
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide_number(request, missions)
        mission = whole_number(request.GET.get("mission"))
        if mission is not None:
            missions = missions.filter(pk=mission)
        decisions = NumberDecision.objects.filter(mission__in=missions.order_by().values("pk"))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Numbers of several people"),
            "page": Paginator(shared_numbers(missions), PER_PAGE).get_page(request.GET.get("page")),
            "mission": mission,
            "decisions": decisions.select_related("mission", "by").prefetch_related("bearers__contact")[:DECIDED],
        }
        return TemplateResponse(request, "admin/records/shared_numbers.html", context)

    def _decide_number(self, request, missions):
        try:
            self._say_decided(request, *self._decided(request, missions))
        except NotDecided as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
        return redirect(request.get_full_path())

    def _decided(self, request, missions) -> tuple[NumberDecision, str]:
        """What was decided and its sentence. Raises NotDecided."""
        if "take_back" in request.POST:
            return self._taken_back(request, missions)
        mission = missions.filter(pk=whole_number(request.POST.get("mission"))).first()
        meaning = request.POST.get("meaning")
        if mission is None or meaning not in Meaning.values:
            raise Http404(request.POST.get("mission"))
        number, seen = request.POST.get("number", ""), request.POST.get("seen", "")
        decision = decide(mission.pk, number, meaning, by=request.user, seen=seen, now=timezone.now())
        if meaning == Meaning.OFFICE:
            return decision, _("%(number)s is the press line of %(mission)s now.")
        return decision, _("%(number)s stays each one’s own.")

    def _taken_back(self, request, missions) -> tuple[NumberDecision, str]:
        decision = NumberDecision.objects.filter(pk=whole_number(request.POST["take_back"])).first()
        if decision is None:
            raise NotDecided(_("Somebody has taken this back already."))
        if not missions.filter(pk=decision.mission_id).exists():
            raise Http404(decision.pk)
        take_back(decision)
        return decision, _("%(number)s: taken back.")

    def _say_decided(self, request, decision: NumberDecision, text: str) -> None:
        said = text % {"number": decision.number, "mission": decision.mission}
        self.log_change(request, decision.mission, said)
        self.message_user(request, said, messages.SUCCESS)
