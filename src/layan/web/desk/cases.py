"""The page of a case, whole or in the fragments that live pages ask for."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from layan.actions import presence
from layan.desk import due
from layan.desk.case import Case as Folded
from layan.plan.plan import Plan
from layan.plan.wording import Speaker
from layan.records.access import case_for, may
from layan.records.models import Case, Mention
from layan.records.queries.presence import others_in
from layan.records.translate import state_of
from layan.web.desk import entries, panel
from layan.web.desk.approvals import approvals
from layan.web.desk.composer import composer
from layan.web.desk.forms import OfferForm, SnoozeForm, TransferForm, priority_choices
from layan.web.desk.lists import list_context
from layan.web.desk.rows import medium, page_name
from layan.web.guard import Request, needs
from layan.web.templatetags.layan import speaker

PARTS = ("head", "timeline", "side", "composer")


@needs("desk")
@require_GET
def show(request: Request, number: int) -> HttpResponse:
    """A case with its list beside it; with `part`, one fragment of it."""
    case = case_for(request.user, number)
    part = request.GET.get("part", "")
    context = case_context(request, case, part)
    if part in PARTS:
        return render(request, f"desk/case.html#{part}", context)
    Mention.objects.filter(user=request.user, case=case, seen_at=None).update(seen_at=timezone.now())
    context |= list_context(request, request.GET.get("list", "due"), current=case.pk)
    return render(request, "desk/case.html", context)


def case_context(request: Request, case: Case, part: str = "") -> dict[str, Any]:
    """What the page of a case shows; for a part of it, what that part shows."""
    now = timezone.now()
    plan, voice, state = request.plan, speaker(), state_of(case)
    wanted = {part} if part in PARTS else set(PARTS)
    context: dict[str, Any] = {
        "case": case,
        "state": state,
        "plan": plan,
        "can_work": may(request.user, "cases.work"),
    }
    if "head" in wanted:
        context |= head(request, case, state, plan, voice)
    if "timeline" in wanted:
        context["lines"] = entries.lines(case, plan, request.user, voice)
        context["approvals"] = approvals(state, plan, request.actor, voice, request.colleagues)
    if "side" in wanted:
        context["panel"] = panel.panel(case, state, plan, request.actor, voice, now)
        context["offer_form"] = OfferForm(plan=plan, speaker=voice)
    if "composer" in wanted:
        kind, side = request.GET.get("write", "reply"), request.GET.get("side", "new")
        context["composer"] = composer(case, plan, request.user, voice, kind, side)
    return context


def head(request: Request, case: Case, state: Folded, plan: Plan, voice: Speaker) -> dict[str, Any]:
    """Subject, promises, who is here, and everything that can be done to it."""
    people = [(str(user.pk), user.name) for user in request.colleagues]
    teams = [(key, page_name(plan, key, voice)) for key in plan.teams]
    here = others_in(case, request.user)
    return {
        "medium": medium(plan, case.channel),
        "situation": page_name(plan, case.situation, voice) if case.situation else "",
        "team": page_name(plan, case.team, voice) if case.team else "",
        "clocks": [
            {
                "clock": clock,
                "working_id": f"clock-{clock.target}-{clock.subject or 0}",
                "page": page_name(plan, clock.page, voice),
                "page_url": reverse("plan:page", args=[clock.page]) if clock.page in plan.pages else "",
            }
            for clock in state.clocks
            if clock.live or clock.owed or clock.state in ("kept", "missed")
        ],
        "due": due.due(state),
        "here": here,
        "here_says": here_says(here),
        "people": people,
        "situations": [(key, page_name(plan, key, voice)) for key in plan.situations],
        "priorities": priority_choices(voice),
        "transfer_form": TransferForm(teams=teams, people=people),
        "snooze_form": SnoozeForm(),
        "mine": case.assignee_id == request.user.pk,
    }


def here_says(here: list[dict[str, Any]]) -> str:
    """Who else is in this case, as a sentence."""
    if not here:
        return ""
    writing = [one["name"] for one in here if one["typing"]]
    if writing:
        return _("{name} is writing here too").format(name=writing[0])
    return _("{name} is here too").format(name=here[0]["name"])


@needs("desk")
@require_POST
def here(request: Request, number: int) -> HttpResponse:
    """A beat of the page: I have this case open, and am writing or not; `gone` when I leave."""
    case = case_for(request.user, number)
    now = timezone.now()
    if request.POST.get("gone"):
        presence.gone(user=request.user, case=case, at=now)
    else:
        presence.here(user=request.user, case=case, writing=request.POST.get("writing") == "1", at=now)
    return HttpResponse(status=204)
