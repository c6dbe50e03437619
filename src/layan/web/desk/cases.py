"""The page of a case, whole or in the fragments that live pages ask for."""

from collections.abc import Set
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from layan.actions import mentions, presence
from layan.records.access import case_for, may
from layan.records.models import Case
from layan.records.translate import state_of
from layan.web.desk import entries, panel
from layan.web.desk.approvals import approvals
from layan.web.desk.composer import composer
from layan.web.desk.forms import OfferForm, SnoozeForm, TransferForm, Unfilled, offer_choices
from layan.web.desk.head import choices, head
from layan.web.desk.lists import list_context
from layan.web.desk.putting_off import moments
from layan.web.guard import Request, needs
from layan.web.templatetags.layan import speaker

LIVE: Final = frozenset({"head", "timeline", "side", "dialogs"})
"""What changes under a reader's eyes; never what she is writing."""
WHOLE: Final = LIVE | {"composer"}


@needs("desk")
@require_safe
def show(request: Request, number: int) -> HttpResponse:
    """A case with its list beside it; with `part`, one fragment of it."""
    case = case_for(request.user, number)
    match request.GET.get("part"):
        case "live":
            return render(request, "desk/changed.html", case_context(request, case, LIVE))
        case "head":
            return render(request, "desk/_head.html", case_context(request, case, {"head"}))
        case "composer":
            context = case_context(request, case, {"composer"})
            return render(request, "components/composer.html", focused(context))
    mentions.seen(user=request.user, case=case, at=timezone.now())
    return page(request, case)


def page(request: Request, case: Case, *, status: int = 200, **more: Any) -> HttpResponse:
    """The whole page; `more` goes into its context (what was refused, a form with what is wrong)."""
    context = case_context(request, case, WHOLE)
    context |= list_context(request, request.GET.get("list", "due"), current=case.pk)
    context["composer"] |= more.pop("composer", {})
    return render(request, "desk/case.html", context | more, status=status)


def focused(context: dict[str, Any]) -> dict[str, Any]:
    """The same, with the composer taking the focus as it comes in."""
    context["composer"]["focus"] = True
    return context


def case_context(request: Request, case: Case, parts: Set[str] = LIVE) -> dict[str, Any]:
    """What these parts of the page of a case show."""
    now = timezone.now()
    plan, voice, state = request.plan, speaker(), state_of(case)
    can_work = may(request.user, "cases.work") and case.status != "merged"
    context: dict[str, Any] = {"case": case, "state": state, "plan": plan, "can_work": can_work}
    context["may_work"] = may(request.user, "cases.work")
    if "head" in parts:
        context |= head(request, case, state, plan, voice)
    if "timeline" in parts:
        context["lines"] = entries.lines(case, state, plan, request.user, voice)
        context["approvals"] = approvals(state, plan, request.actor, voice, request.colleagues, case.pk)
    if "side" in parts:
        context["panel"] = panel.panel(case, state, plan, request.actor, request.user, voice, now)
    if "dialogs" in parts and can_work:
        context |= choices(request, plan, voice)
        context["offer_form"] = Unfilled(OfferForm, tuple(offer_choices(plan, voice).items()))
        context["transfer_form"] = Unfilled(
            TransferForm, (("teams", context["teams"]), ("people", context["people"]))
        )
        context["snooze_form"] = Unfilled(SnoozeForm)
        context["moments"] = moments(plan, case.channel, now)
    if "composer" in parts:
        kind, side = request.GET.get("write", "reply"), request.GET.get("side", "")
        context["composer"] = composer(case, plan, request.user, voice, kind, side) if can_work else {}
        if kind == "note" and context["composer"]:
            context["composer"]["people"] = [user.name for user in request.colleagues]
    return context


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
