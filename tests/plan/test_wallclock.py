from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from layan.plan.wallclock import WallClock, to_datetime, to_seconds


def moment(zone, day, minutes):
    return to_datetime(WallClock(zone).moment(day.toordinal(), minutes))


@pytest.mark.parametrize(
    ("zone", "day", "minutes", "expected"),
    [
        ("Asia/Jakarta", date(2026, 5, 15), 540, "2026-05-15 02:00:00"),
        ("Asia/Jakarta", date(2026, 5, 15), 540 + 1440, "2026-05-16 02:00:00"),
        ("America/New_York", date(2026, 3, 8), 119, "2026-03-08 06:59:00"),
        ("America/New_York", date(2026, 3, 8), 120, "2026-03-08 07:00:00"),
        ("America/New_York", date(2026, 3, 8), 150, "2026-03-08 07:00:00"),
        ("America/New_York", date(2026, 3, 8), 181, "2026-03-08 07:01:00"),
        ("America/New_York", date(2026, 3, 7), 150 + 1440, "2026-03-08 07:00:00"),
        ("America/New_York", date(2026, 11, 1), 60, "2026-11-01 05:00:00"),
        ("America/New_York", date(2026, 11, 1), 119, "2026-11-01 05:59:00"),
        ("America/New_York", date(2026, 11, 1), 120, "2026-11-01 07:00:00"),
        ("America/St_Johns", date(2010, 11, 7), 0, "2010-11-07 02:30:00"),  # set back at 00:01
        ("Asia/Kuala_Lumpur", date(1981, 12, 31), 1425, "1981-12-31 16:00:00"),  # the year began early
        ("Europe/Istanbul", date(2016, 3, 27), 200, "2016-03-27 01:00:00"),
        ("Pacific/Apia", date(2011, 12, 30), 600, "2011-12-30 10:00:00"),  # the day that never was
        ("Africa/Monrovia", date(1972, 1, 7), 30, "1972-01-07 00:44:30"),
    ],
)
def test_the_moment_the_wall_first_shows_a_time(zone, day, minutes, expected):
    assert f"{moment(zone, day, minutes):%Y-%m-%d %H:%M:%S}" == expected


def test_the_date_on_the_wall():
    assert WallClock("Asia/Jakarta").date(17 * 3600) == date(1970, 1, 2)
    assert WallClock("America/New_York").date(0) == date(1969, 12, 31)


def test_seconds_and_back():
    t = datetime(1969, 12, 31, 23, 59, 59, 250_000, tzinfo=UTC)
    assert to_seconds(t) == (-1, 250_000)
    assert to_datetime(-1, 250_000) == t
    twice = datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York"))
    assert to_datetime(*to_seconds(twice)) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
