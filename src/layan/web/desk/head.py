"""The head of a case: what it is about, whose it is, what was promised, who else is here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from layan.desk.case import Case as Folded
from layan.desk.clock import Clock
from layan.plan.plan import Plan
from layan.plan.say import TargetName
from layan.plan.wording import Speaker
from layan.records.models import Case
from layan.records.queries.presence import others_in
from layan.web.desk.forms import priority_choices
from layan.web.desk.rows import medium, page_name
from layan.web.guard import Request


def head(request: Request, case: Case, state: Folded, plan: Plan, voice: Speaker) -> dict[str, Any]:
    """The context of `desk/_head.html`."""
    others = others_in(case, request.user)
    now = timezone.now()
    return {
        "medium": medium(plan, case.channel),
        "channel": page_name(plan, case.channel, voice),
        "situation": page_name(plan, case.situation, voice) if case.situation else "",
        "team": page_name(plan, case.team, voice) if case.team else "",
        "priorities": priority_choices(voice),
        "clocks": [promise(clock, plan, voice, now) for clock in shown(state.clocks)],
        "others": others,
        "others_say": others_say(others),
        "mine": case.assignee_id == request.user.pk,
        "view": request.GET.get("list", "due"),
    }


def choices(request: Request, plan: Plan, voice: Speaker) -> dict[str, Any]:
    """What the dialogs offer to choose from."""
    return {
        "people": tuple((str(user.pk), user.name) for user in request.colleagues),
        "teams": tuple((key, page_name(plan, key, voice)) for key in plan.teams),
        "situations": [(key, page_name(plan, key, voice)) for key in plan.situations],
        "priorities": priority_choices(voice),
    }


def shown(clocks: Iterable[Clock]) -> list[Clock]:
    """What is still owed, the soonest first; when nothing is any more, how it ended."""
    clocks = list(clocks)
    owed = [clock for clock in clocks if clock.live or clock.owed]
    ended = [clock for clock in clocks if clock.state in ("kept", "missed") and clock.target != "approval"]
    return sorted(owed, key=lambda clock: (clock.due is None, clock.due or clock.start)) or ended


def promise(clock: Clock, plan: Plan, voice: Speaker, now: datetime) -> dict[str, Any]:
    """A pill and the working behind it; with the name of what was promised where the pill does not say it."""
    says_it = clock.running and clock.due is not None and clock.due > now
    return {
        "clock": clock,
        "name": "" if says_it else voice.value(TargetName(clock.target)),
        "working_id": f"clock-{clock.target}-{clock.subject or 0}",
        "page": page_name(plan, clock.page, voice),
        "page_url": reverse("plan:page", args=[clock.page]) if clock.page in plan.pages else "",
    }


def others_say(here: list[dict[str, Any]]) -> str:
    """Who else is in this case, as a sentence."""
    if not here:
        return ""
    writing = [one["name"] for one in here if one["typing"]]
    if writing:
        return _("{name} is writing here too").format(name=writing[0])
    return _("{name} is here too").format(name=here[0]["name"])
