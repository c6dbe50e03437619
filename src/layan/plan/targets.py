"""Targets: promises with a time, as a channel or a situation states them, and which of them counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from layan.plan.units import Duration

type ClockKind = Literal["open", "round"]

TARGETS: Final = ("first_reply", "next_reply", "resolution", "answer", "hold", "approval")
INSTANT: Final = ("answer", "hold")
"""Targets that are the same in open hours and round the clock."""
CONDITIONS: Final = ("channel", "situation", "segment", "priority")
PAUSES: Final = ("waiting", "snoozed", "resolved")
"""States of a case in which its clocks stand still, unless the target `runs`."""


@dataclass(frozen=True, slots=True)
class Target:
    """How soon something is promised, to how many, and for which cases; no condition means for all.

    `open` counts the channel's open hours, `round` runs round the clock. `runs` are the states of PAUSES in
    which it runs on.
    """

    name: str
    within: Duration
    clock: ClockKind = "open"
    share: Fraction = Fraction(1)
    priority: tuple[str, ...] = ()
    situation: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    runs: frozenset[str] = frozenset()

    @property
    def conditions(self) -> dict[str, tuple[str, ...]]:
        """What it is limited to, by the key on the page."""
        every = {key: getattr(self, key) for key in CONDITIONS}
        return {key: values for key, values in every.items() if values}

    def fits(self, **matter: str | None) -> bool:
        """Whether it holds for a matter of this `channel`, `situation`, `segment` and `priority`."""
        return all(matter[key] in values for key, values in self.conditions.items())


@dataclass(frozen=True, slots=True)
class Stated:
    """A target with the key of the page it stands on; `by_situation` when that is a situation's."""

    target: Target
    page: str
    by_situation: bool = False

    @property
    def rank(self) -> tuple[int, bool, int]:
        """Smaller counts first: more conditions, then a situation's page, then the shorter time."""
        return -len(self.target.conditions), not self.by_situation, self.target.within.seconds


def counting(stated: Iterable[Stated], name: str, **matter: str | None) -> tuple[Stated, ...]:
    """The targets of this name that fit, the one that counts first."""
    fitting = [each for each in stated if each.target.name == name and each.target.fits(**matter)]
    return tuple(sorted(fitting, key=lambda each: each.rank))
