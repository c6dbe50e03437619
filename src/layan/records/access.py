"""Who may see and do what: one table, asked by every view, list, count, live stream and file.

A permission is a word; a role has some of them; a user has those of all her roles. Which cases she sees
follows from `cases.all` or `cases.own`.
"""

from typing import Final, NoReturn

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from layan.records.models import Case, Event, User

PERMISSIONS: Final[dict[str, frozenset[str]]] = {
    "representative": frozenset(
        {"desk", "cases.all", "cases.work", "customers", "customers.work", "plan.read", "tray"}
    ),
    "lead": frozenset(
        {"desk", "cases.all", "cases.work", "cases.bulk", "customers", "customers.work", "plan.read", "tray"}
        | {"views.share"}
    ),
    "manager": frozenset(
        {"desk", "cases.all", "cases.work", "cases.bulk", "customers", "customers.work", "plan.read", "tray"}
        | {"views.share", "plan.publish", "letters", "people"}
    ),
    "department": frozenset({"desk", "cases.own", "cases.work", "plan.read"}),
    "trainer": frozenset({"plan.read"}),
    "reviewer": frozenset({"desk", "cases.all", "customers", "plan.read"}),
    "administrator": frozenset(
        {"plan.read", "plan.publish", "people", "mailboxes", "letters", "status", "tray", "demonstration"}
    ),
}


def permissions_of(user: User) -> frozenset[str]:
    """All that her roles allow; nothing for who has left."""
    if not user.is_active:
        return frozenset()
    return frozenset().union(*(PERMISSIONS.get(role, frozenset()) for role in user.roles))


def may(user: object, permission: str) -> bool:
    return isinstance(user, User) and permission in permissions_of(user)


def require(user: object, permission: str) -> None:
    """Raises PermissionDenied when she may not."""
    if not may(user, permission):
        refuse()


def refuse() -> NoReturn:
    raise PermissionDenied


def departments_of(user: User) -> frozenset[str]:
    """The teams she is in, by key."""
    return frozenset(user.memberships.values_list("team", flat=True))


def cases_for(user: User) -> QuerySet[Case]:
    """The cases she may see. Who only sees her own: those of her teams, hers, where she is asked or named."""
    allowed = permissions_of(user)
    if "cases.all" in allowed:
        return Case.objects.all()
    if "cases.own" in allowed:
        teams = sorted(departments_of(user))
        named = user.mentions.values("case")
        asked = Event.objects.filter(kind="approval_asked", data__decider__in=teams).values("case")
        return Case.objects.filter(Q(team__in=teams) | Q(assignee=user) | Q(id__in=named) | Q(id__in=asked))
    return Case.objects.none()


def case_for(user: User, number: int) -> Case:
    """The case of that number, or Http404 alike for one that is not there and one she may not see."""
    cases = cases_for(user).select_related("customer", "assignee", "plan")
    case = cases.prefetch_related("customer__addresses").filter(pk=number).first()
    if case is None:
        raise Http404
    return case
