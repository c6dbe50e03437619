"""What every page knows: the business, how far its first day is, what the reader may do."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from layan.actions.first import steps_left
from layan.records.access import permissions_of
from layan.records.models import Business, User
from layan.records.plans import NoPlan, plan_in_force
from layan.records.queries import first_day


def page(request: HttpRequest) -> Mapping[str, object]:
    """Lazily: a page without a navigation asks the database nothing."""
    user = getattr(request, "user", None)
    can = permissions_of(user) if isinstance(user, User) else frozenset()
    row: Any = SimpleLazyObject(first_day.business)
    return {
        "can": can,
        "business": SimpleLazyObject(lambda: _business(request)),
        "demonstration": SimpleLazyObject(lambda: bool(row and row.demonstration)),
        "first_steps": SimpleLazyObject(lambda: _first_steps(row)) if "mailboxes" in can else 0,
    }


def _first_steps(business: Business | None) -> int:
    """How many steps of the first day are still to come; none for the demonstration."""
    return len(steps_left(business)) if business and not business.demonstration else 0


def _business(request: HttpRequest) -> dict[str, str]:
    try:
        plan = getattr(request, "plan", None) or plan_in_force(timezone.now())
        return {"name": plan.name}
    except NoPlan:
        return {"name": ""}
