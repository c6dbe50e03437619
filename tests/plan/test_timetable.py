from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from layan.plan.hours import Hours, SpecialDays
from layan.plan.timetable import NeverOpens, Timetable
from tests.plan.hours_oracle import DAY, QUARTER, Oracle, moments, oracles, utc

JAKARTA = ZoneInfo("Asia/Jakarta")
HOUR = 3600
OFFICE = ((9 * 60, 12 * 60), (13 * 60, 17 * 60))
SHOP = Hours(
    week=(*[OFFICE] * 5, ((9 * 60, 12 * 60),), ()),
    calendars=("ID",),
    exceptions={date(2026, 12, 24): ((9 * 60, 12 * 60),), date(2026, 12, 31): (), date(2026, 12, 25): OFFICE},
)
HOLIDAYS = SpecialDays({"ID": {date(2026, 5, 18): "Senja day", date(2026, 12, 25): "Natal"}})
NIGHT = Hours(week=(((22 * 60, 30 * 60),),) * 7)
ALWAYS = Hours(always=True)


def shop():
    return Timetable.compile(SHOP, "Asia/Jakarta", HOLIDAYS)


def here(*parts, zone=JAKARTA):
    return datetime(*parts, tzinfo=zone).astimezone(UTC)


# Examples that read like the page


def test_a_promise_waits_for_lunch_the_weekend_and_a_holiday():
    friday = here(2026, 5, 15, 16, 40)
    assert shop().add(friday, 20 * 60) == here(2026, 5, 15, 17)
    assert shop().add(friday, 20 * 60 + 1) == here(2026, 5, 16, 9, 0, 1)
    assert shop().add(friday, 4 * HOUR) == here(2026, 5, 19, 9, 40)


def test_it_says_when_it_opens_and_closes():
    assert shop().is_open(here(2026, 5, 15, 11, 59, 59))
    assert not shop().is_open(here(2026, 5, 15, 12))
    assert shop().closes(here(2026, 5, 15, 9)) == here(2026, 5, 15, 12)
    assert shop().closes(here(2026, 5, 15, 8, 59)) is None
    assert shop().next_open(here(2026, 5, 16, 12)) == here(2026, 5, 19, 9)
    now = here(2026, 5, 15, 10, 0, 0, 7)
    assert shop().next_open(now) == now


def test_an_exception_wins_over_the_week_and_a_holiday():
    assert shop().closes(here(2026, 12, 24, 9)) == here(2026, 12, 24, 12)
    assert shop().is_open(here(2026, 12, 25, 9))
    assert shop().next_open(here(2026, 12, 31, 9)) == here(2027, 1, 2, 9)
    assert str(shop().reason(date(2026, 12, 24))) == "exception"
    assert str(shop().reason(date(2026, 12, 25))) == "exception"
    assert str(shop().reason(date(2026, 5, 18))) == "holiday: Senja day"
    assert str(shop().reason(date(2026, 5, 19))) == "week"
    assert shop().reason(date(2026, 5, 19)).spans == OFFICE


def test_days_are_open_days_and_end_at_closing_time():
    assert shop().add_days(here(2026, 5, 15, 16, 40), 1) == here(2026, 5, 16, 12)
    assert shop().add_days(here(2026, 5, 15, 16, 40), 2) == here(2026, 5, 19, 17)
    assert shop().add_days(here(2026, 5, 16, 23), 1) == here(2026, 5, 19, 17)
    assert shop().add_days(here(2026, 12, 23, 8), 1) == here(2026, 12, 24, 12)


def test_a_night_belongs_to_the_day_on_which_it_begins():
    closed_on_monday = Hours(week=NIGHT.week, exceptions={date(2026, 5, 18): ()})
    night = Timetable.compile(closed_on_monday, "Asia/Jakarta")
    assert night.is_open(here(2026, 5, 18, 5, 59))
    assert night.next_open(here(2026, 5, 18, 6)) == here(2026, 5, 19, 22)
    assert night.add_days(here(2026, 5, 17, 12), 1) == here(2026, 5, 20, 6)


def test_hours_that_touch_at_midnight_are_one():
    halves = Timetable.compile(Hours(week=(((0, 6 * 60), (22 * 60, 24 * 60)),) * 7), "Asia/Jakarta")
    assert halves.closes(here(2026, 5, 18, 22)) == here(2026, 5, 19, 6)
    assert halves.between(here(2026, 5, 18, 12), here(2026, 5, 19, 12)) == 8 * HOUR
    assert halves.closes(here(2025, 12, 31, 23)) == here(2026, 1, 1, 6)


def test_always_less_the_holidays():
    timetable = Timetable.compile(Hours(always=True, calendars=("ID",)), "Asia/Jakarta", HOLIDAYS)
    assert timetable.closes(here(2026, 1, 1)) == here(2026, 5, 18)
    assert timetable.next_open(here(2026, 5, 18)) == here(2026, 5, 19)


def test_day_and_night():
    always = Timetable.compile(ALWAYS, "Europe/Istanbul")
    now = here(2026, 5, 15, 16, 40, 1, 5)
    assert always.is_open(now)
    assert always.closes(now) is None
    assert always.next_open(now) == now
    assert always.add(now, 30 * 365 * DAY) == now + timedelta(days=30 * 365)
    assert always.between(now, now + timedelta(days=4000)) == 4000 * DAY
    assert always.add_days(now, 2) == here(2026, 5, 18, zone=ZoneInfo("Europe/Istanbul"))


def test_night_shifts_are_an_hour_shorter_or_longer_when_the_clock_is_set():
    new_york = ZoneInfo("America/New_York")
    night = Timetable.compile(NIGHT, "America/New_York")
    for day, hours in [(date(2026, 3, 7), 7), (date(2026, 10, 31), 9), (date(2026, 5, 1), 8)]:
        opens = here(day.year, day.month, day.day, 22, zone=new_york)
        assert night.closes(opens) - opens == timedelta(hours=hours)


def test_a_time_the_clock_skips_is_the_moment_of_the_jump_and_a_repeated_one_the_first():
    new_york = ZoneInfo("America/New_York")
    early = Timetable.compile(Hours(week=(((150, 300),),) * 7), "America/New_York")
    assert early.next_open(here(2026, 3, 8, zone=new_york)) == here(2026, 3, 8, 3, zone=new_york)
    late = Timetable.compile(Hours(week=(((90, 300),),) * 7), "America/New_York")
    assert late.next_open(here(2026, 11, 1, zone=new_york)) == here(2026, 11, 1, 1, 30, zone=new_york)
    skipped = Timetable.compile(Hours(week=(((130, 170),),) * 7), "America/New_York")
    assert skipped.next_open(here(2026, 3, 8, zone=new_york)) == here(2026, 3, 9, 2, 10, zone=new_york)


def test_turkey_kept_its_summer_time_in_2016():
    istanbul = Timetable.compile(Hours(week=(OFFICE,) * 7), "Europe/Istanbul")
    assert istanbul.next_open(datetime(2015, 12, 1, tzinfo=UTC)) == datetime(2015, 12, 1, 7, tzinfo=UTC)
    assert istanbul.next_open(datetime(2016, 12, 1, tzinfo=UTC)) == datetime(2016, 12, 1, 6, tzinfo=UTC)


# What never comes


@pytest.mark.parametrize("hours", [Hours(), Hours(exceptions={date(2026, 5, 15): ()})])
def test_a_channel_that_never_opens_says_so(hours):
    never, now = Timetable.compile(hours, "Asia/Jakarta"), here(2026, 5, 15)
    assert not never.is_open(now)
    assert never.next_open(now) is None
    assert never.closes(now) is None
    assert never.between(now, here(2027, 5, 15)) == 0
    for ask in (
        lambda: never.add(now, 1),
        lambda: never.add_days(now, 1),
        lambda: never.walk(now, 1),
        lambda: never.walk_days(now, 1),
        lambda: never.resume_days(now, 1),
        lambda: never.due_many(np.array([0]), 1),
        lambda: never.due_many_days(np.array([0]), 1),
    ):
        with pytest.raises(NeverOpens):
            ask()


def test_a_channel_that_opens_once_years_from_now():
    fair = Timetable.compile(Hours(exceptions={date(2041, 5, 15): OFFICE}), "Asia/Jakarta")
    assert fair.next_open(here(2026, 1, 1)) == here(2041, 5, 15, 9)
    assert fair.add(here(2026, 1, 1), 7 * HOUR) == here(2041, 5, 15, 17)
    assert fair.next_open(here(2041, 5, 15, 17)) is None
    with pytest.raises(NeverOpens):
        fair.add(here(2026, 1, 1), 7 * HOUR + 1)


def test_always_open_until_the_one_day_that_is_written():
    nearly = Timetable.compile(Hours(always=True, exceptions={date(2041, 5, 15): ()}), "Asia/Jakarta")
    assert nearly.closes(here(2026, 1, 1)) == here(2041, 5, 15)
    assert nearly.closes(here(2041, 5, 16)) is None


def test_time_is_not_counted_backwards_and_no_time_is_up_at_once():
    sunday = here(2026, 5, 17, 3, 0, 0, 9)
    assert shop().add(sunday, 0) == sunday
    assert shop().resume_days(sunday, 0) == sunday
    assert shop().walk(sunday, 0) == ()
    assert shop().between(sunday, sunday - timedelta(days=9)) == 0
    for ask in (
        lambda: shop().add(sunday, -1),
        lambda: shop().add_days(sunday, 0),
        lambda: shop().resume_days(sunday, -1),
        lambda: shop().due_many(np.array([0]), -1),
        lambda: shop().due_many_days(np.array([0]), 0),
    ):
        with pytest.raises(ValueError, match=r"backwards|at least"):
            ask()


def test_beyond_the_calendar():
    with pytest.raises(OverflowError):
        shop().is_open(datetime(9999, 1, 1, tzinfo=UTC))
    with pytest.raises(NeverOpens):
        Timetable.compile(ALWAYS, "UTC").add(datetime(9990, 1, 1, tzinfo=UTC), 40 * 366 * DAY)


def test_a_naive_time_is_refused():
    with pytest.raises(TypeError):
        shop().is_open(datetime(2026, 5, 15))  # noqa: DTZ001


def test_an_hour_shown_twice_is_counted_twice():
    new_york = ZoneInfo("America/New_York")
    always = Timetable.compile(ALWAYS, "America/New_York")
    first = datetime(2026, 11, 1, 1, 30, tzinfo=new_york)
    assert always.between(first, first.replace(fold=1)) == HOUR
    assert always.between(first.replace(fold=1), first) == 0


# Parts of a second


def test_parts_of_a_second_are_kept():
    just_before = here(2026, 5, 15, 16, 59, 59, 250_000)
    assert shop().add(just_before, 1) == here(2026, 5, 16, 9, 0, 0, 250_000)
    assert shop().add(here(2026, 5, 15, 18, 0, 0, 250_000), 60) == here(2026, 5, 16, 9, 1)
    assert shop().between(just_before, here(2026, 5, 16, 9, 0, 0, 250_000)) == 1
    assert shop().between(just_before, here(2026, 5, 16, 9, 0, 0, 249_999)) == 0
    assert shop().between(just_before, here(2026, 5, 16, 8)) == 0


# Properties against the wall clock


@settings(max_examples=15)
@given(st.data(), oracles())
def test_open_when_the_wall_says_so(data, oracle: Oracle):
    at = data.draw(moments(oracle))
    opened = oracle.is_open(at)
    assert oracle.timetable.is_open(utc(at)) == opened
    changes = [b for (a, _), (b, _) in pairwise(oracle.wall) if oracle.is_open(a) != oracle.is_open(b)]
    upcoming = [q for q in changes if q > at]
    assume(upcoming)
    if opened:
        assert oracle.timetable.closes(utc(at)) == utc(upcoming[0])
    else:
        assert oracle.timetable.next_open(utc(at)) == utc(upcoming[0])


@settings(max_examples=15)
@given(st.data(), oracles())
def test_counts_the_open_seconds_the_wall_shows(data, oracle: Oracle):
    a, b = data.draw(moments(oracle)), data.draw(moments(oracle))
    assert oracle.timetable.between(utc(a), utc(b)) == (oracle.seconds(a, b) if a < b else 0)


@settings(max_examples=15)
@given(st.data(), oracles())
def test_the_due_time_is_the_first_by_which_the_time_has_passed(data, oracle: Oracle):
    start = data.draw(moments(oracle))
    seconds = data.draw(st.one_of(st.integers(1, 40).map(lambda n: n * QUARTER), st.integers(1, 12 * HOUR)))
    assume(oracle.seconds(start, oracle.wall[-1][0]) >= seconds)
    due = int(oracle.timetable.add(utc(start), seconds).timestamp())
    assert oracle.seconds(start, due) == seconds
    assert oracle.seconds(start, due - 1) == seconds - 1
    assert oracle.timetable.due_many(np.array([start]), seconds).tolist() == [due]


@settings(max_examples=15)
@given(st.data(), oracles(), st.integers(1, 4))
def test_days_end_when_the_wall_says_closed(data, oracle: Oracle, days):
    start = data.draw(moments(oracle))
    first = oracle.wall[0][1] // 1440
    today = max(day for day in range(first + 1, first + 14) if oracle.begins(day) <= start)
    closings = [oracle.closing(day) for day in range(today + 1, today + 12)]
    closings = [closing for closing in closings if closing is not None]
    assume(len(closings) >= days)
    assert oracle.timetable.add_days(utc(start), days) == utc(closings[days - 1])
    assert oracle.timetable.due_many_days(np.array([start]), days).tolist() == [closings[days - 1]]


@settings(max_examples=10)
@given(oracles(), st.integers(1, 30 * HOUR), st.integers(1, 5), st.integers(0, 2**32))
def test_many_at_once_are_each_alone(oracle: Oracle, seconds, days, seed):
    timetable, begin = oracle.timetable, oracle.wall[0][0]
    assume(timetable.next_open(utc(begin + 365 * DAY)))
    starts = np.random.default_rng(seed).integers(begin, begin + 300 * DAY, 50)
    starts[::2] -= starts[::2] % QUARTER
    alone = [int(timetable.add(utc(int(start)), seconds).timestamp()) for start in starts]
    assert timetable.due_many(starts, seconds).tolist() == alone
    alone = [int(timetable.add_days(utc(int(start)), days).timestamp()) for start in starts]
    assert timetable.due_many_days(starts, days).tolist() == alone


@settings(max_examples=10)
@given(st.data(), oracles(), st.integers(1, 30 * HOUR), st.sampled_from([0, 0, 1, 250_000, 999_999]))
def test_a_clock_paused_and_resumed_at_once_is_due_as_before(data, oracle: Oracle, seconds, microseconds):
    """To the second, and when the pause begins between two, never earlier and less than a second later."""
    timetable, start = oracle.timetable, utc(data.draw(moments(oracle)))
    start += timedelta(microseconds=microseconds)
    assume(timetable.next_open(start + timedelta(days=365)))
    due = timetable.add(start, seconds)
    assert timetable.between(start, due) == seconds
    pause = start + (due - start) / 3
    pause -= timedelta(microseconds=0 if microseconds else pause.microsecond)
    resumed = timetable.add(pause, seconds - timetable.between(start, pause))
    assert resumed >= due
    assert timetable.between(due, resumed) == 0
    assert microseconds or resumed == due

    closing = timetable.add_days(start, 3)
    pause = start + (closing - start) / 3
    assert timetable.resume_days(pause, timetable.days_left(pause, closing)) == closing


@settings(max_examples=10)
@given(st.data(), oracles(), st.integers(1, 10 * HOUR))
def test_what_is_compiled_first_does_not_matter(data, oracle: Oracle, seconds):
    start = utc(data.draw(moments(oracle)))
    assume(oracle.timetable.next_open(start + timedelta(days=365)))
    other = Timetable.compile(oracle.hours, oracle.zone, oracle.special_days)
    other.is_open(start + timedelta(days=data.draw(st.sampled_from([-500, 500]))))
    assert other.add(start, seconds) == oracle.timetable.add(start, seconds)
    assert other.closes(start) == oracle.timetable.closes(start)


# Arrays and threads


def test_arrays_keep_their_values_and_take_only_whole_seconds():
    timetable, starts = shop(), np.array([0, 10**9], dtype=np.int32)
    assert timetable.due_many(starts, 0).tolist() == starts.tolist()
    assert timetable.due_many(starts, HOUR).dtype == np.int64
    assert timetable.due_many(starts[:0], HOUR).tolist() == []
    assert timetable.due_many_days(starts[:0], 1).tolist() == []
    assert starts.tolist() == [0, 10**9]
    with pytest.raises(TypeError):
        timetable.due_many(np.array([0.5]), HOUR)


def test_threads_may_share_a_timetable():
    timetable = shop()
    starts = [here(year, 5, 15, 16, 40) for year in (2030, 1990, 2026, 2040) * 5]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda start: timetable.add(start, 4 * HOUR), starts))
    assert together == [shop().add(start, 4 * HOUR) for start in starts]
