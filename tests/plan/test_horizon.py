from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from layan.plan.horizon import Horizon, merge
from layan.plan.hours import Days, Hours, SpecialDays
from layan.plan.wallclock import WallClock

NIGHTS = Hours(week=(((22 * 60, 30 * 60),),) * 7)


def horizon(hours, first=2026, last=2026, zone="UTC"):
    return Horizon(Days(hours, SpecialDays()), WallClock(zone), first, last)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))), st.integers(5, 15), st.integers(20, 35))
def test_merged_intervals_hold_the_same_time_and_never_touch(intervals, begin, end):
    merged = merge(intervals, begin, end)
    moments = {at for start, until in intervals for at in range(start, until)}
    assert [at for start, until in merged for at in range(start, until)] == sorted(
        at for at in moments if begin <= at < end
    )
    assert all(before < after for (_, before), (after, _) in pairwise(merged))


def test_a_horizon_begins_in_the_night_of_the_year_before():
    nights = horizon(NIGHTS)
    assert nights.opens[0] == nights.begin
    assert nights.closes[0] == nights.begin + 6 * 3600
    assert nights.closes[-1] == nights.end


def test_what_lies_past_the_end_is_unknown():
    nights = horizon(NIGHTS)
    assert nights.due(nights.end - 3600, 0, 3600) == (nights.end, 0)
    assert nights.due(nights.end - 3600, 0, 3601) is None
    assert nights.due(nights.end - 3600, 1, 3600) is None
    assert nights.nth_closing(nights.end - 1, 1) is None
    assert horizon(Hours()).due(0, 0, 1) is None


def test_closings_never_run_backwards():
    """The night of Monday lasts until six; what opens at one on Tuesday closes with it, not before."""
    day = date(2026, 5, 18).toordinal()
    week = (((22 * 60, 30 * 60),), ((60, 180),), (), (), (), (), ())
    both = horizon(Hours(week=week))
    assert both.closing_of(day) == both.closing_of(day + 1)
    assert both.closing_of(day + 2) is None


def test_a_day_begins_once_even_when_the_clock_goes_back_over_midnight():
    st_johns = horizon(Hours(), 2010, 2010, "America/St_Johns")
    midnight = st_johns.midnights[date(2010, 11, 7).toordinal() - st_johns.day]
    assert date.fromordinal(st_johns.day_of(midnight - 1)) == date(2010, 11, 6)
    assert WallClock("America/St_Johns").date(midnight + 120) == date(2010, 11, 6)
    assert date.fromordinal(st_johns.day_of(midnight + 120)) == date(2010, 11, 7)
