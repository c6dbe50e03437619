"""When a promise is due, counted minute by minute: slow, and too simple to be wrong. Whole minutes only."""

from datetime import datetime, timedelta
from functools import cache

from layan.plan.units import Duration
from tests.desk.business import JAKARTA

MINUTE = timedelta(minutes=1)

type Hours = tuple[int, int]
"""From one full hour to another, Monday to Friday; (0, 24) is day and night, every day."""


def is_open(hours: Hours, moment: datetime) -> bool:
    local = moment.astimezone(JAKARTA)
    return hours == (0, 24) or (local.weekday() < 5 and hours[0] <= local.hour < hours[1])


def open_minutes(hours: Hours, start: datetime, end: datetime) -> int:
    count, moment = 0, start
    while moment < end:
        count += is_open(hours, moment)
        moment += MINUTE
    return count


@cache
def due(hours: Hours, start: datetime, within: Duration, counts: str) -> datetime:
    if counts == "round":
        return start + timedelta(seconds=within.seconds)
    return _days(hours, start, within.count) if within.unit == "day" else _time(hours, start, within)


def _time(hours: Hours, start: datetime, within: Duration) -> datetime:
    left, moment = within.seconds // 60, start
    while left:
        left -= is_open(hours, moment)
        moment += MINUTE
    return moment


def _days(hours: Hours, start: datetime, days: int) -> datetime:
    day = start.astimezone(JAKARTA).replace(hour=0, minute=0)
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 or hours == (0, 24)
    return day + timedelta(hours=hours[1])
