import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layan.plan.horizon import Horizon
from layan.plan.hours import Days, Hours, SpecialDays
from layan.plan.wallclock import WallClock

HOUR, DAY = 3600, 86400
HOURS = {
    "office": Hours(week=(((540, 720), (780, 1020)),) * 5 + ((), ())),
    "night": Hours(week=(((1320, 1800),),) * 7),
    "always": Hours(always=True),
    "always, less holidays": Hours(always=True, calendars=("ID",)),
    "every other minute of an hour": Hours(week=(tuple((n, n + 1) for n in range(0, 60, 2)),) + ((),) * 6),
}
HORIZONS = {
    name: Horizon(Days(hours, SpecialDays()), WallClock("Europe/Istanbul"), 2015, 2017)
    for name, hours in HOURS.items()
}


@pytest.mark.parametrize("name", HOURS)
@settings(max_examples=5)
@given(seconds=st.one_of(st.integers(1, 40 * HOUR), st.integers(1, 40).map(lambda n: n * HOUR)))
def test_every_piece_begins_where_it_should(name, seconds):
    """The table is a line of pieces, so it is right everywhere if it is right around every corner."""
    horizon = HORIZONS[name]
    corners = np.array([horizon.begin, *horizon.opens, *horizon.closes], dtype=np.int64)
    starts = np.unique(corners[:, None] + np.array([-1, 0, 1]) - np.array([0, seconds % HOUR])[:, None, None])
    alone = {int(start): horizon.due(int(start), 0, seconds) for start in starts if start >= horizon.begin}
    alone = {start: due[0] for start, due in alone.items() if due}
    due = horizon.due_table(seconds)(np.array(list(alone)))
    assert due.tolist() == list(alone.values())


@pytest.mark.parametrize("name", HOURS)
@pytest.mark.parametrize("days", [1, 2, 30])
def test_days_are_the_same_one_by_one(name, days):
    horizon = HORIZONS[name]
    starts = np.random.default_rng(days).integers(horizon.begin, horizon.end - 300 * DAY, 200)
    starts[:100] = horizon.midnights[100:200]
    starts[:50] -= 1
    assert horizon.day_table(days)(starts).tolist() == [horizon.nth_closing(int(at), days) for at in starts]


def test_more_starts_than_fit_a_chunk():
    horizon = HORIZONS["office"]
    starts = np.arange(horizon.begin, horizon.begin + 100_000)
    due = horizon.due_table(5 * HOUR)(starts)
    assert (np.diff(due) >= 0).all()
    assert due[-1] == horizon.due(int(starts[-1]), 0, 5 * HOUR)[0]
