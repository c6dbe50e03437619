"""Questions that wait for a decision on a case, for who may decide them and who asked."""

from typing import Any

from django.urls import reverse

from layan.desk.actor import Actor
from layan.desk.case import Approval
from layan.desk.case import Case as Folded
from layan.plan.plan import Plan
from layan.plan.roles import covers
from layan.plan.say import Offer, Role
from layan.plan.wording import Speaker
from layan.records.models import User


def approvals(
    state: Folded, plan: Plan, reader: Actor, speaker: Speaker, colleagues: list[User], case: int
) -> list[dict[str, Any]]:
    """Every pending approval, as its card shows it."""
    names = {user.pk: user.name for user in colleagues} if state.pending else {}
    return [_card(one, plan, reader, speaker, names, case) for one in state.pending]


def _card(
    one: Approval, plan: Plan, reader: Actor, speaker: Speaker, names: dict[int, str], case: int
) -> dict[str, Any]:
    decider = plan.pages[one.decider].ref.name_in(speaker.language) if one.decider in plan.teams else None
    allowed = one.decider in reader.departments or covers(reader.role or "", one.decider)
    page = plan.pages.get(one.page or "")
    return {
        "id": one.id,
        "key": f"{case}-{one.id}",
        "url": reverse("desk:decide", args=[case, one.id]),
        "offer": speaker.value(Offer(one.offer)),
        "amount": speaker.value(one.amount) if one.amount else "",
        "reason": one.reason,
        "asked_by": names.get(one.asked_by or 0, ""),
        "asked_at": one.asked_at,
        "decider": decider or speaker.value(Role(one.decider)),
        "due": one.due,
        "may_decide": allowed and one.asked_by != reader.id,
        "asked_by_me": one.asked_by == reader.id,
        "working": one.working,
        "working_id": f"approval-{case}-{one.id}",
        "page": page.ref.name_in(speaker.language) if page else "",
        "page_url": reverse("plan:page", args=[page.key]) if page else "",
    }
