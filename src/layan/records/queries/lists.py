"""The desk's lists: which cases stand in each, narrowed by filters, a page at a time by keyset.

A page is fetched by one query on an index that matches it, and nothing is counted that is not shown: the numbers
beside the lists stop at `MANY`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from layan.records.access import cases_for
from layan.records.models import Case, User

PAGE: Final = 50
BESIDE: Final = 25
"""Rows of a list that stands beside a case."""
MANY: Final = 100

type Narrow = Callable[[QuerySet[Case], User], QuerySet[Case]]


@dataclass(frozen=True)
class List:
    """A list by its key. `newest`: ordered by the last thing that happened, else by what is due next."""

    key: str
    narrow: Narrow
    newest: bool = False


def _approvals(cases: QuerySet[Case], user: User) -> QuerySet[Case]:
    return cases.filter(pending_approvals__gt=0)


LISTS: Final[Mapping[str, List]] = {
    one.key: one
    for one in (
        List("due", lambda cases, user: cases.filter(status="open")),
        List("mine", lambda cases, user: cases.filter(status="open", assignee=user)),
        List("unassigned", lambda cases, user: cases.filter(status="open", assignee=None)),
        List("approvals", _approvals),
        List(
            "mentions",
            lambda cases, user: cases.filter(pk__in=user.mentions.values("case")),
            newest=True,
        ),
        List("waiting", lambda cases, user: cases.filter(status="waiting"), newest=True),
        List("snoozed", lambda cases, user: cases.filter(status="snoozed"), newest=True),
        List("resolved", lambda cases, user: cases.filter(status="resolved"), newest=True),
    )
}
COUNTED: Final = ("due", "mine", "unassigned", "approvals", "mentions", "waiting", "snoozed")

FILTERS: Final = ("situation", "channel", "priority", "team", "language")
"""Columns a list may be narrowed by, as they stand in its address."""


SHOWN: Final = (
    "subject", "snippet", "channel", "situation", "priority", "language", "unread", "pending_approvals",
    "due_target", "order_at", "active_at", "customer__name", "assignee__name",
)  # fmt: skip
"""What a row of a list shows or is ordered by; the rest of a case is not read for it."""


@dataclass(frozen=True)
class Asked:
    """A list as its address asks for it. `after` is the last row's cursor of the page before."""

    list: str = "due"
    filters: tuple[tuple[str, str], ...] = ()
    assignee: str = ""  # an id, `none`, or nothing
    after: str = ""


@dataclass(frozen=True)
class Page:
    cases: tuple[Case, ...]
    following: str  # cursor of the next page; empty when this is the last


def page_of(user: User, asked: Asked, size: int = PAGE) -> Page:
    """One page of a list, of so many rows; an unknown list is the first, an unreadable cursor the beginning."""
    kind = LISTS.get(asked.list, LISTS["due"])
    cases = kind.narrow(cases_for(user), user)
    for name, value in asked.filters:
        cases = cases.filter(**{name: value.replace("\0", "")})
    if asked.assignee:
        cases = cases.filter(assignee=None if asked.assignee == "none" else int(asked.assignee))
    cases = _after(cases, asked.after, kind.newest)
    order = ("-active_at", "-id") if kind.newest else ("order_at", "id")
    cases = cases.only(*SHOWN, *(["state"] if kind.key == "approvals" else []))  # which shows what is asked
    rows = list(cases.select_related("customer", "assignee").order_by(*order)[: size + 1])
    following = _cursor(rows[size - 1], kind.newest) if len(rows) > size else ""
    return Page(tuple(rows[:size]), following)


def _cursor(case: Case, newest: bool) -> str:
    return f"{(case.active_at if newest else case.order_at).timestamp():.6f}-{case.pk}"


def _after(cases: QuerySet[Case], cursor: str, newest: bool) -> QuerySet[Case]:
    stamp, _, number = cursor.partition("-")
    try:
        at, pk = datetime.fromtimestamp(float(stamp), UTC), int(number)
    except (ValueError, OverflowError, OSError):
        return cases
    if newest:
        return cases.filter(Q(active_at__lt=at) | Q(active_at=at, id__lt=pk))
    return cases.filter(Q(order_at__gt=at) | Q(order_at=at, id__gt=pk))


def counts(user: User, now: datetime) -> dict[str, int]:
    """How many stand in each list, up to MANY, and how many of those that are due are `late`; of mentions,
    those she has not seen. In one query."""
    cases = cases_for(user)
    asked = {key: LISTS[key].narrow(cases, user) for key in COUNTED}
    asked["mentions"] = cases.filter(pk__in=user.mentions.filter(seen_at=None).values("case"))
    asked["late"] = asked["due"].filter(order_at__lt=now)
    parts: list[str] = []
    values: list[Any] = []
    for rows in asked.values():
        try:
            sql, params = rows.order_by().values("pk")[:MANY].query.sql_with_params()
        except EmptyResultSet:
            sql, params = "SELECT 1 WHERE 1 = 0", ()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")
        values += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return dict(zip(asked, cursor.fetchone(), strict=True))
