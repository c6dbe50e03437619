"""What every page knows: the business's name, whether it is the demonstration, the reader's permissions."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from layan.records.access import permissions_of
from layan.records.models import Business, User
from layan.records.plans import NoPlan, plan_in_force


def page(request: HttpRequest) -> Mapping[str, object]:
    """Lazily: a page without a navigation asks the database nothing."""
    user = getattr(request, "user", None)
    return {
        "can": permissions_of(user) if isinstance(user, User) else frozenset(),
        "business": SimpleLazyObject(_business),
        "demonstration": SimpleLazyObject(Business.objects.filter(demonstration=True).exists),
    }


def _business() -> dict[str, str]:
    try:
        return {"name": plan_in_force(timezone.now()).name}
    except NoPlan:
        return {"name": ""}
