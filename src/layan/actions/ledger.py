"""The one place where cases are written: load, decide, record, in one transaction.

`record` for a case that is there, `open_case` for one that is not yet. Events, the folded row, what live pages are
told and whatever the caller writes in the same transaction are kept together or not at all.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from layan.desk import case as desk
from layan.desk import commands
from layan.desk.actor import Actor
from layan.desk.decide import Refusal, decide
from layan.desk.events import Recorded
from layan.desk.evolve import evolve
from layan.live import tell
from layan.records import models
from layan.records.plans import Plans
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
