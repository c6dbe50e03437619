"""A target running on a case: one promise, the page and version it stands on, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal

from layan.plan.say import Say
from layan.plan.units import Duration

type State = Literal["running", "paused", "kept", "missed", "cancelled"]
type Counts = Literal["open", "round"]


@dataclass(frozen=True, slots=True)
class Clock:
    """One promise with its time. A case has one at most for each `target` and `subject`, the newest.

    `due` (UTC) is None while paused; then `left` says what remained: `Duration(n, "s")` of counted time, or
    `Duration(n, "day")` of open days. `ended_at` is when the promised thing was done or called off. A clock
    that was `missed` and has no `ended_at` is still owed, and late.
    """

    target: str
    page: str
    plan: str  # digest of the version it was promised under
    channel: str
    start: datetime
    due: datetime | None
    within: Duration | None = None
    counts: Counts = "open"
    state: State = "running"
    left: Duration | None = None
    ended_at: datetime | None = None
    subject: int | None = None  # the approval an `approval` clock runs for
    share: Fraction = Fraction(1)
    runs: frozenset[str] = frozenset()
    pauses: int = 0
    working: tuple[Say, ...] = ()
    reason: Say | None = None  # why it was cancelled

    @property
    def key(self) -> tuple[str, int | None]:
        """What tells it from the other clocks of its case: target and subject."""
        return self.target, self.subject

    @property
    def running(self) -> bool:
        """Whether its time is passing now."""
        return self.state == "running"

    @property
    def live(self) -> bool:
        """Running, or paused to run again."""
        return self.state in ("running", "paused")

    @property
    def owed(self) -> bool:
        """Missed, and what was promised is still not done."""
        return self.state == "missed" and self.ended_at is None
