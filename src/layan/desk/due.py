"""Which promises run on a case, and when the next one is due."""

from datetime import datetime

from layan.desk.case import Case
from layan.desk.clock import Clock


def due(case: Case) -> tuple[Clock, ...]:
    """The running clocks, soonest first."""
    return tuple(clock for _, _, clock in sorted(_running(case)))


def next_due_at(case: Case) -> datetime | None:
    """When the next promise is due; None when none runs. Once this has passed, MissClock finds it broken."""
    return min((at for at, _, _ in _running(case)), default=None)


def late(case: Case) -> tuple[Clock, ...]:
    """The promises already broken whose thing is still to be done, longest broken first."""
    owed = [(c.due, i, c) for i, c in enumerate(case.clocks) if c.owed and c.due]
    return tuple(clock for _, _, clock in sorted(owed))


def overdue(case: Case, at: datetime) -> tuple[Clock, ...]:
    """The running clocks whose time had passed before `at`, soonest first. At its very due time a promise can
    still be kept."""
    return tuple(clock for moment, _, clock in sorted(_running(case)) if moment < at)


def _running(case: Case) -> list[tuple[datetime, int, Clock]]:
    """With the place in the case between, so that clocks themselves are never compared."""
    return [(c.due, i, c) for i, c in enumerate(case.clocks) if c.running and c.due]
