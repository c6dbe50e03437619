"""A time read among a million means what it means alone."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layan.runtime.plan.many_moments import Clock
from layan.runtime.plan.moments import UnreadableTime, parse

ZONES = ("Asia/Jakarta", "Europe/Istanbul", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns")
CLOCKS = {zone: Clock(ZoneInfo(zone)) for zone in ZONES}  # each keeps what it learns, as in a long table
DAYS = st.sampled_from(
    ["2026-03-28", "2026-03-29", "2026-10-25", "2026-04-05", "2026-10-04", "1995-06-01", "2026-02-30"]
)
OFFSETS = st.sampled_from(["", "", "Z", "+07:00", "-03:30", "+05:45:10"])


@st.composite
def written(draw):
    """Times around the days on which clocks are set, some of them impossible."""
    hour, minute, second = draw(st.integers(0, 25)), draw(st.integers(0, 61)), draw(st.integers(0, 60))
    clock = draw(
        st.sampled_from([f"{hour:02}:{minute:02}", f"{hour:02}:{minute:02}:{second:02}", f"{hour:02}"])
    )
    return draw(DAYS) + draw(st.sampled_from(["T", " "])) + clock + draw(OFFSETS)


@given(written(), st.sampled_from(ZONES))
def test_many_are_read_as_one_is(text, zone):
    try:
        expected = int(parse(text, ZoneInfo(zone)).timestamp())
    except UnreadableTime:
        for _ in range(2):
            with pytest.raises(UnreadableTime):
                CLOCKS[zone].seconds(text)
    else:
        assert [CLOCKS[zone].seconds(text) for _ in range(2)] == [expected] * 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "12",
        "2026-03-02T",
        "2026-03-02T09:00:00:00",
        "2026-03-02_09:00",
        "2026-W10-1",
        "1899-12-31T00:00",
    ],
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(UnreadableTime):
        CLOCKS["Asia/Jakarta"].seconds(text)
