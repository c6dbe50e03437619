"""A case while something is being decided about it."""

from datetime import datetime

from layan.desk.actor import Actor
from layan.desk.case import Case, Status
from layan.desk.clock import Clock
from layan.desk.events import Event, Recorded
from layan.desk.evolve import evolve
from layan.desk.promises import Plans, settled
from layan.plan.plan import Plan


class Matter:
    """What has been decided so far, and the case as it is with that. Lives for one `decide`."""

    def __init__(self, case: Case | None, plans: Plans, at: datetime, by: Actor) -> None:
        self._case, self.plans, self.at, self.by = case, plans, at, by
        self.events: list[Event] = []

    @property
    def case(self) -> Case:
        assert self._case is not None
        return self._case

    @property
    def plan(self) -> Plan:
        """The version in force."""
        return self.plans.in_force

    def then(self, event: Event) -> None:
        """This happens."""
        seq = (self._case.seq if self._case else 0) + 1
        recorded = Recorded(event, self.at, self.by.author, self.plan.digest, seq)
        self._case = evolve(self._case, recorded)
        self.events.append(event)

    def clocks_when(self, status: Status) -> tuple[Clock, ...]:
        """The clocks that stop or go on when the case comes into this status."""
        after = ((clock, settled(clock, status, self.plans, self.at)) for clock in self.case.clocks)
        return tuple(new for old, new in after if new is not old)
