from datetime import UTC, date, datetime

import numpy as np
import pytest

from layan.simulation import lost_time
from layan.simulation.demand import Handling
from layan.simulation.fitted import Fitted, Period
from layan.simulation.history import Calls
from layan.simulation.lost_time import Draws, LostTime
from layan.simulation.patience import Patience
from layan.simulation.queue import Staff

MONDAY = datetime(2026, 3, 2, tzinfo=UTC).timestamp()
OPEN, SHUT = 9 * 3600, 17 * 3600
AGENTS = 6


def _past(lost, days=6):
    """A past made by a queue with known losses: about 110 calls an hour of 180 s, patience about 5 min."""
    random = np.random.default_rng(7)
    since = np.concatenate([MONDAY + day * 86400 + np.array([OPEN, SHUT]) for day in range(days)])
    staff = Staff(since, np.tile([AGENTS, 0], days))
    arrived = np.concatenate([
        np.sort(MONDAY + day * 86400 + random.uniform(OPEN, SHUT, random.poisson(8 * 110))) for day in range(days)
    ])  # fmt: skip
    count = len(arrived)
    handled = random.exponential(180, count)
    patience = Patience(np.array([0.0]), np.array([1.0]), 1 / 300)
    run = lost_time.run(arrived, Draws.of(random, handled, patience, staff), staff, lost)
    answered = run.served.answered
    blank = np.full(count, "")
    return Calls(
        arrived, run.served.waited, np.where(answered, handled, np.nan), answered, blank, blank
    ), staff


@pytest.mark.parametrize("lost", [LostTime(), LostTime(present=0.8), LostTime(after_call_s=30.0)])
def test_what_was_lost_between_calls_is_fitted_so_that_the_past_waits_as_it_did(lost):
    past, staff = _past(lost)
    fitted = Fitted.to(past, "UTC", staff, 60.0)
    whole = fitted.meet(past, staff, 60.0, runs=10).whole
    assert whole.of("share_waiting_over_limit").mean == pytest.approx(np.mean(past.waited > 60), abs=0.03)
    assert whole.of("share_abandoned").mean == pytest.approx(np.mean(~past.answered), abs=0.03)


def test_calls_are_drawn_for_the_days_of_the_staff_as_many_as_in_the_past():
    past, staff = _past(LostTime())
    outcome = Fitted.to(past, "UTC", None, 60.0).meet(None, staff, 60.0, runs=10)
    assert outcome.period.dates() == [date(2026, 3, day) for day in range(2, 8)]
    assert outcome.whole.of("asked").mean == pytest.approx(len(past), rel=0.05)
    assert outcome.days.of("asked", 0).mean == pytest.approx(880, rel=0.1)
    assert outcome.half_hours.of("asked", 0).mean == 0


def test_more_people_keep_fewer_waiting():
    past, staff = _past(LostTime())
    fitted = Fitted.to(past, "UTC", None, 60.0)

    def waiting(agents):
        more = Staff(staff.since, np.where(staff.agents > 0, agents, 0))
        return fitted.meet(past, more, 60.0, runs=5).whole.of("share_waiting_over_limit").mean

    assert waiting(5) > waiting(6) > waiting(8)


def test_a_staff_is_there_as_often_as_its_presence_says_and_never_nobody():
    there = np.random.default_rng(1).random(4000)
    rostered = Staff(np.arange(4000.0), np.tile([10, 1, 0, 3], 1000))
    there = LostTime(present=0.75).staff(there, rostered).agents.reshape(-1, 4)
    assert there[:, 0].mean() == pytest.approx(7.5, rel=0.02)
    assert set(there[:, 1]) == {1} and set(there[:, 2]) == {0} and set(there[:, 3]) == {2, 3}


def test_when_even_tireless_agents_make_people_wait_more_than_they_did_nothing_is_lost():
    past, staff = _past(LostTime())
    half = Staff(staff.since, staff.agents // 2)
    day = np.zeros(len(past), np.int64)
    handling, patience = Handling.fit(past), Patience.fit(past.waited, ~past.answered)
    assert lost_time.fit(past, day, handling, patience, half, 60.0, 0) == LostTime()


def test_a_period_is_of_whole_days_on_the_clock_of_the_business():
    times = np.array(
        [datetime(2026, 3, 28, 20, tzinfo=UTC).timestamp(), datetime(2026, 3, 29, 20, tzinfo=UTC).timestamp()]
    )
    period = Period.around(times, "Europe/Berlin")
    assert period.dates() == [date(2026, 3, 28), date(2026, 3, 29)]
    assert np.diff(period.midnights).tolist() == [86400, 82800]  # the night in which the clocks go forward
