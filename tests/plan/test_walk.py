from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from layan.plan.hours import Hours, SpecialDays
from layan.plan.timetable import Timetable
from tests.plan.hours_oracle import moments, oracles, utc

JAKARTA = ZoneInfo("Asia/Jakarta")
OFFICE = ((9 * 60, 17 * 60),)
HOURS = Hours(week=(OFFICE,) * 5 + ((), ()), calendars=("ID",), exceptions={date(2026, 5, 19): ((540, 720),)})
TIMETABLE = Timetable.compile(HOURS, "Asia/Jakarta", SpecialDays({"ID": {date(2026, 5, 18): "Senja day"}}))


def here(*parts):
    return datetime(*parts, tzinfo=JAKARTA).astimezone(UTC)


def told(steps):
    return [(step.seconds // 60, [f"{day:%a} {why}" for day, why in step.closed_by]) for step in steps]


def test_received_on_friday_over_a_weekend_and_a_holiday():
    steps = TIMETABLE.walk(here(2026, 5, 15, 16, 40), 4 * 3600)
    assert told(steps) == [
        (20, ["Sat week", "Sun week", "Mon holiday: Senja day", "Tue exception"]),
        (180, ["Tue exception"]),
        (40, []),
    ]
    assert steps[1].start == here(2026, 5, 19, 9)
    assert steps[1].until == here(2026, 5, 19, 12)
    assert steps[-1].until == here(2026, 5, 20, 9, 40) == TIMETABLE.add(here(2026, 5, 15, 16, 40), 4 * 3600)


def test_received_while_closed():
    night = here(2026, 5, 20, 20)
    first, second = TIMETABLE.walk(night, 60)
    assert (first.start, first.until, first.seconds, first.closed_by) == (night, night, 0, ())
    assert second.start == here(2026, 5, 21, 9)
    sunday = TIMETABLE.walk(here(2026, 5, 17, 12), 60)
    assert told(sunday)[0] == (0, ["Sun week", "Mon holiday: Senja day", "Tue exception"])


def test_days_passed():
    steps = TIMETABLE.walk_days(here(2026, 5, 15, 16, 40), 2)
    assert [(f"{step.day:%a}", step.closes) for step in steps] == [
        ("Sat", None),
        ("Sun", None),
        ("Mon", None),
        ("Tue", here(2026, 5, 19, 12)),
        ("Wed", here(2026, 5, 20, 17)),
    ]


@settings(max_examples=15)
@given(st.data(), oracles(), st.integers(1, 60 * 3600), st.integers(0, 999_999))
def test_steps_add_up_to_the_due_time(data, oracle, seconds, microseconds):
    timetable, start = (
        oracle.timetable,
        utc(data.draw(moments(oracle))) + timedelta(microseconds=microseconds),
    )
    assume(timetable.next_open(start + timedelta(days=365)))
    steps = timetable.walk(start, seconds)
    assert steps[0].start == start
    assert steps[-1].until == timetable.add(start, seconds)
    assert sum(step.seconds for step in steps) == seconds
    assert all(before.until < after.start for before, after in pairwise(steps) if before.seconds)
    assert all(timetable.between(before.until, after.start) == 0 for before, after in pairwise(steps))
    assert steps[-1].closed_by == ()
