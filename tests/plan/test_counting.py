from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layan.plan.counting import count, effective
from layan.plan.hours import Hours
from layan.plan.say import Elapsed
from layan.plan.timetable import NeverOpens, Timetable
from layan.plan.units import Duration, parse_duration
from tests.plan.asked_plan import PLAN, ZONE, here, said

PHONE = PLAN.timetable("phone")


def counted(within, start, clock="open", *, resumed=False, timetable=PHONE):
    due, working = count(timetable, ZONE, clock, parse_duration(within), start, resumed=resumed)
    return due, said(working)


def test_over_a_weekend_a_holiday_and_a_break():
    assert counted("4 h", here(15, 16, 40)) == (
        here(19, 13, 40),
        [
            "+ 20 min until Fri 17:00, when it closes",
            "18 May 2026 is a holiday: Senja day.",
            "+ 3 h from Tue 09:00 to Tue 12:00",
            "+ 40 min from Tue 13:00",
            "= Tue 13:40",
        ],
    )


def test_within_the_hour():
    assert counted("30 min", here(15, 10)) == (here(15, 10, 30), ["+ 30 min", "= Fri 10:30"])


def test_while_it_is_closed_the_clock_waits():
    assert counted("1 h", here(16, 12)) == (
        here(19, 10),
        ["18 May 2026 is a holiday: Senja day.", "+ 1 h from Tue 09:00", "= Tue 10:00"],
    )


def test_exceptions_are_named_once_and_closed_weekdays_not_at_all():
    assert counted("8 h", here(20, 16))[1] == [
        "+ 1 h until Wed 17:00, when it closes",
        "21 May 2026 has other hours: 09:00–10:00.",
        "+ 1 h from Thu 09:00 to Thu 10:00",
        "22 May 2026 is closed, as an exception.",
        "+ 3 h from Mon, 25 May 2026, 09:00 to Mon, 25 May 2026, 12:00",
        "+ 3 h from Mon, 25 May 2026, 13:00",
        "= Mon, 25 May 2026, 16:00",
    ]


def test_of_many_stretches_one_reads_the_first_and_the_last():
    _, lines = counted("40 h", here(19, 9))
    assert len([line for line in lines if line.startswith("+")]) == 5
    assert "+ 29 h in between" in lines


def test_open_days():
    assert counted("2 days", here(15, 16, 40)) == (
        here(20, 17),
        [
            "The day it begins does not count.",
            "18 May 2026 is a holiday: Senja day.",
            "Open day 1 ends Tue 17:00",
            "Open day 2 ends Wed 17:00",
            "= Wed 17:00",
        ],
    )


def test_a_promise_in_days_goes_on_after_a_pause():
    assert counted("1 day", here(19, 10), resumed=True) == (
        here(19, 17), ["+ 1 day left, each until it closes", "= Tue 17:00"],
    )  # fmt: skip


def test_round_the_clock():
    lines = ["+ 1 day, round the clock", "= Sat 16:40"]
    assert counted("1 day", here(15, 16, 40), "round") == (here(16, 16, 40), lines)
    assert counted("1 week", here(15, 16, 40))[0] == here(22, 16, 40)


def test_weeks_and_longer_are_always_round_the_clock():
    counts = {
        within: effective("open", parse_duration(within))
        for within in ("59 min", "2 days", "1 week", "1 year")
    }
    assert counts == {"59 min": "open", "2 days": "open", "1 week": "round", "1 year": "round"}


@pytest.mark.parametrize("within", ["1 min", "1 day"])
def test_a_channel_that_never_opens_keeps_no_promise(within):
    with pytest.raises(NeverOpens):
        counted(within, here(15, 10), timetable=PLAN.timetable("never"))


@settings(max_examples=40)
@given(st.integers(1, 300_000), st.integers(0, 20_000))
def test_what_is_counted_adds_up(seconds, minute):
    start = here(1) + timedelta(minutes=minute)
    due, working = count(PHONE, ZONE, "open", Duration(seconds, "s"), start)
    assert sum(line.values["counted"].seconds for line in working if "counted" in line.values) == seconds
    assert isinstance(working[-2].values["counted"], Elapsed)
    assert due == PHONE.add(start, seconds) == working[-1].values["due"]


@pytest.mark.parametrize(
    ("zone", "start", "said_so"),
    [
        ("Europe/Berlin", "2026-03-28T22:00", "Meanwhile clocks are set forward by 1 h."),
        ("Europe/Berlin", "2026-10-24T22:00", "Meanwhile clocks are set back by 1 h."),
        ("Australia/Lord_Howe", "2026-04-04T22:00", "Meanwhile clocks are set back by 30 min."),
        ("Europe/Berlin", "2026-03-29T22:00", None),
    ],
)
@pytest.mark.parametrize("clock", ["open", "round"])
def test_clocks_that_are_set_are_spoken_of(zone, start, said_so, clock):
    night = Timetable.compile(Hours(week=(((22 * 60, 30 * 60),),) * 7), zone)
    _, working = count(
        night,
        ZoneInfo(zone),
        clock,
        Duration(6, "h"),
        datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)),
    )
    assert [line for line in map(str, working) if "clocks are set" in line] == ([said_so] if said_so else [])
