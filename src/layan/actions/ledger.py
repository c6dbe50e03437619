"""The one place where cases are written: load, decide, record, in one transaction.

`record` for a case that is there, `open_case` for one that is not yet, `Book` for many at once. Events, the folded
row, what live pages are told and whatever the caller writes in the same transaction are kept together or not at all.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction

from layan.desk import case as desk
from layan.desk import commands
from layan.desk.actor import Actor
from layan.desk.decide import Refusal, decide
from layan.desk.events import Recorded
from layan.desk.evolve import evolve
from layan.live import tell, tell_of_cases
from layan.records import models
from layan.records.plans import Plans, versions
from layan.records.translate import columns, event_row, state_of


@dataclass(frozen=True)
class Outcome:
    """What became of a command: the case's row as it is now and its new events, or the refusal alone."""

    case: models.Case | None
    events: tuple[Recorded, ...] = ()
    refusal: Refusal | None = None

    @property
    def row(self) -> models.Case:
        """The case's row; for those who know that it was not refused."""
        assert self.case is not None
        return self.case


class Refused(Exception):
    """Raised by actions of several steps, so that the transaction takes all of them back."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal.say))
        self.refusal = refusal


def open_case(*, command: commands.OpenCase, by: Actor, at: datetime) -> Outcome:
    """A new case; its number is its id."""
    with transaction.atomic():
        plans = Plans(at)
        state, recorded, refusal = _decided(None, command, plans, at, by)
        if refusal or state is None:
            return Outcome(None, (), refusal)
        row = models.Case.objects.create(customer_id=state.customer, **columns(state))
        _write(row, recorded)
        return Outcome(row, recorded)


def record(*, case: models.Case | int, command: commands.Command, by: Actor, at: datetime) -> Outcome:
    """Do `command` to a case. The row is locked, so that two who act at once act one after the other."""
    pk = case if isinstance(case, int) else case.pk
    with transaction.atomic():
        row = models.Case.objects.select_for_update(of=("self",)).get(pk=pk)
        state, recorded, refusal = _decided(state_of(row), command, Plans(at), at, by)
        if refusal or state is None:
            return Outcome(row, (), refusal)
        if recorded:
            for name, value in columns(state).items():
                setattr(row, name, value)
            row.save(update_fields=[name.removesuffix("_id") for name in columns(state)])
            _write(row, recorded)
        return Outcome(row, recorded)


def do(*, case: models.Case | int, command: commands.Command, by: Actor, at: datetime) -> Outcome:
    """`record`, for one step of several: a refusal is raised as Refused."""
    outcome = record(case=case, command=command, by=by, at=at)
    if outcome.refusal:
        raise Refused(outcome.refusal)
    return outcome


type _Decided = tuple[desk.Case | None, tuple[Recorded, ...], Refusal | None]


def _decided(
    state: desk.Case | None, command: commands.Command, plans: Plans, at: datetime, by: Actor
) -> _Decided:
    decided = decide(state, command, plans, at, by)
    if isinstance(decided, Refusal):
        return state, (), decided
    seq = state.seq if state else 0
    recorded = []
    for number, event in enumerate(decided, start=seq + 1):
        recorded.append(Recorded(event, at, by.author, plans.in_force.digest, number))
        state = evolve(state, recorded[-1])
    return state, tuple(recorded), None


def _write(row: models.Case, recorded: tuple[Recorded, ...]) -> None:
    models.Event.objects.bulk_create([event_row(row.pk, one) for one in recorded])
    tell(what="case", case=row.pk, at=recorded[-1].at)


@dataclass
class Line:
    """One case in a `Book`: its row, what it has become, and what is not written yet."""

    row: models.Case
    state: desk.Case | None
    recorded: list[Recorded] = field(default_factory=list)


FOLDED: Final = (
    "subject", "status", "channel", "situation", "priority", "team", "assignee", "language", "opened_at",
    "active_at", "customer_at", "resolved_at", "snoozed_until", "due_at", "due_target", "order_at",
    "pending_approvals", "unread", "merged_into", "follows", "plan", "seq", "state", "history", "snippet",
)  # fmt: skip
"""The columns of a case's row that its events and messages make."""


class Book:
    """Cases on which something happens at the same time: each decided by itself, all written in a few statements.
    Within a transaction, which takes everything back if one of them fails."""

    def __init__(self) -> None:
        self._versions = versions()
        self._lines: list[Line] = []

    def plans(self, at: datetime) -> Plans:
        """What is asked at that moment. Raises NoPlan."""
        return Plans(at, self._versions)

    def lock(self, numbers: Collection[int]) -> dict[int, Line]:
        """Cases that are there, by their numbers; nobody else changes them until the transaction ends."""
        if not numbers:
            return {}
        rows = models.Case.objects.select_for_update(of=("self",)).select_related("customer")
        found = {row.pk: Line(row, state_of(row)) for row in rows.filter(pk__in=numbers).order_by("pk")}
        self._lines += found.values()
        return found

    def open(self, command: commands.OpenCase, customer: models.Customer, by: Actor, at: datetime) -> Line:
        """A new case, which gets its number as it is written. Raises Refused."""
        line = Line(models.Case(customer=customer), None)
        self.do(line, command, by, at)
        self._lines.append(line)
        return line

    def refuses(self, line: Line, command: commands.Command, by: Actor, at: datetime) -> Refusal | None:
        """What the case would say to it, which is not done."""
        return _decided(line.state, command, self.plans(at), at, by)[2]

    def do(self, line: Line, command: commands.Command, by: Actor, at: datetime) -> None:
        """Do it to one of the cases. Raises Refused."""
        state, recorded, refusal = _decided(line.state, command, self.plans(at), at, by)
        if refusal:
            raise Refused(refusal)
        line.state = state
        line.recorded += recorded

    def write(self) -> None:
        """Everything that has happened since."""
        changed = [line for line in self._lines if line.recorded]
        for line in changed:
            assert line.state is not None
            for name, value in columns(line.state).items():
                setattr(line.row, name, value)
        models.Case.objects.bulk_create([line.row for line in changed if line.row.pk is None])
        models.Case.objects.bulk_create(
            [line.row for line in changed if line.recorded[0].seq > 1],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=FOLDED,
        )
        models.Event.objects.bulk_create(
            [event_row(line.row.pk, one) for line in changed for one in line.recorded]
        )
        tell_of_cases([(line.row.pk, line.recorded[-1].at) for line in changed])
        for line in changed:
            line.recorded = []
