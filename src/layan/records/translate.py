"""Rows to the pure values the desk decides on, and back."""

from datetime import UTC, datetime
from typing import Any, Final

from layan.desk import case as desk
from layan.desk import events
from layan.desk.actor import Actor, Author
from layan.desk.clock import Clock
from layan.records import models
from layan.records.access import departments_of
from layan.records.plans import version_id

NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)
"""What a case without a promise is ordered by."""


def actor_of(user: models.User) -> Actor:
    """Somebody of the staff, with the role that allows her most."""
    return Actor("staff", user.pk, user.role, departments_of(user), user.name)


def customer_actor(customer: models.Customer) -> Actor:
    return Actor("customer", customer.pk, None, frozenset(), customer.name)


def state_of(row: models.Case) -> desk.Case:
    """The case as its events have made it."""
    return desk.from_data(row.state)


def recorded_of(row: models.Event) -> events.Recorded:
    """An event as the desk knows it; needs `plan` joined."""
    author = Author(row.by_kind, row.by_id, row.by_role or None)  # type: ignore[arg-type]
    return events.Recorded(events.from_data(row.kind, row.data), row.at, author, row.plan.digest, row.seq)


def event_row(case_id: int, recorded: events.Recorded) -> models.Event:
    return models.Event(
        case_id=case_id,
        seq=recorded.seq,
        at=recorded.at,
        kind=events.name_of(recorded.event),
        data=events.to_data(recorded.event),
        by_kind=recorded.by.kind,
        by_id=recorded.by.id,
        by_role=recorded.by.role or "",
        plan_id=version_id(recorded.plan),
    )


def first_promise(case: desk.Case) -> Clock | None:
    """The promise that is due next: running, or missed and still owed."""
    owed = [clock for clock in case.clocks if clock.due and (clock.running or clock.owed)]
    return min(owed, key=lambda clock: clock.due or NEVER, default=None)


def columns(case: desk.Case) -> dict[str, Any]:
    """The folded state as columns of the case's row: what lists order, filter and show.

    Without the customer: whose case it is changes when two customers turn out to be one, which is no event of it."""
    promise = first_promise(case)
    running = [clock.due for clock in case.clocks if clock.running and clock.due]
    return {
        "subject": case.subject[:300],
        "status": case.status,
        "channel": case.channel,
        "situation": case.situation or "",
        "priority": case.priority,
        "team": case.team or "",
        "assignee_id": case.assignee,
        "language": case.language or "",
        "opened_at": case.opened_at,
        "active_at": case.last_at or case.opened_at,
        "customer_at": case.last_customer_at,
        "resolved_at": case.resolved_at,
        "snoozed_until": case.snoozed_until,
        "due_at": min(running, default=None),
        "due_target": promise.target if promise else "",
        "order_at": (promise.due if promise else None) or NEVER,
        "pending_approvals": len(case.pending),
        "unread": case.unanswered,
        "merged_into_id": case.merged_into,
        "follows_id": case.follows,
        "plan_id": version_id(case.plan),
        "seq": case.seq,
        "state": desk.to_data(case),
        "history": case.history,
    }
