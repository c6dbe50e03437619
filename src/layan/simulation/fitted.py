"""A channel as its past shows it, and how it would fare with other calls or another staff."""

from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Self

import numpy as np
from numpy.typing import NDArray

from layan.plan.wallclock import WallClock
from layan.simulation import lost_time
from layan.simulation.demand import HALF_HOUR, Arrivals, Handling
from layan.simulation.history import Calls, local_day
from layan.simulation.lost_time import Draws, LostTime
from layan.simulation.patience import Patience
from layan.simulation.queue import Floats, Staff
from layan.simulation.trial import Measures, Run, every, measure


@dataclass(frozen=True, slots=True)
class Period:
    """The days that are simulated: their ordinals, and when they and their half hours begin, in seconds of
    Unix time; the last of `midnights` and of `half_hours` ends the period."""

    days: NDArray[np.int64]
    midnights: Floats
    half_hours: Floats

    @classmethod
    def around(cls, times: Floats, timezone: str) -> Self:
        """Whole days on the clocks of `timezone`, from the first of the times to the last."""
        clock = WallClock(timezone)
        ends, _ = local_day(np.array([times.min(), times.max()]), clock.zone)
        days = np.arange(ends[0], ends[1] + 1)
        midnights = np.array([clock.moment(int(day)) for day in (*days, ends[1] + 1)], float)
        return cls(
            days, midnights, np.append(np.arange(midnights[0], midnights[-1], HALF_HOUR), midnights[-1])
        )

    @property
    def whole(self) -> Floats:
        return self.midnights[[0, -1]]

    def dates(self) -> list[date]:
        return [date.fromordinal(int(day)) for day in self.days]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a trial measured of the whole period, of each of its days and of each half hour."""

    period: Period
    whole: Measures
    days: Measures
    half_hours: Measures


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a channel's past tells: who calls, for how long they need somebody, how long they wait, and the
    time lost between calls (nothing, where the past's staff is unknown)."""

    timezone: str
    handling: Handling
    patience: Patience
    arrivals: Arrivals
    lost: LostTime
    seed: int = 0

    @classmethod
    def to(cls, past: Calls, timezone: str, staff: Staff | None, limit_s: float, seed: int = 0) -> Self:
        """Fits on past calls, and on the staff there was, if it is known. Raises ValueError for a past in
        which nobody called or nobody was answered."""
        zone: tzinfo = WallClock(timezone).zone
        handling, patience = Handling.fit(past), Patience.fit(past.waited, ~past.answered)
        lost = LostTime()
        if staff is not None:
            day, _ = local_day(past.arrived, zone)
            lost = lost_time.fit(past, day, handling, patience, staff, limit_s, seed)
        return cls(timezone, handling, patience, Arrivals.fit(past.arrived, zone), lost, seed)

    def meet(self, to_come: Calls | None, staff: Staff, limit_s: float, runs: int) -> Outcome:
        """Runs the calls to come against a staff. Without calls, they are drawn for the days of the staff;
        handling times that are not known are drawn as well."""
        period = Period.around(
            staff.since[staff.agents > 0] if to_come is None else to_come.arrived, self.timezone
        )
        weekdays = (period.days + 6) % 7

        def run(random: np.random.Generator) -> Run:
            if to_come is None:
                arrived = self.arrivals.draw(random, period.midnights[:-1], weekdays)
                handled = self.handling.draw(random, np.full(len(arrived), ""))
            else:
                arrived, drawn = to_come.arrived, self.handling.draw(random, to_come.situation)
                handled = np.where(np.isnan(to_come.handled), drawn, to_come.handled)
            return lost_time.run(arrived, Draws.of(random, handled, self.patience, staff), staff, self.lost)

        partings = [period.whole, period.midnights, period.half_hours]
        whole, days, half_hours = measure(every(run, runs, self.seed), partings, limit_s)
        return Outcome(period, whole, days, half_hours)
