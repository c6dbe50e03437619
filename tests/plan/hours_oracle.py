"""Open hours the slow and obvious way: look at the clock on the wall every quarter of an hour.

All spans asked here begin and end on quarters, and so do the changes of the clocks in `ZONES`.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from layan.plan.hours import Hours, SpecialDays, library_holidays
from layan.plan.timetable import Timetable

QUARTER = 900
DAY = 86400
ZONES = (
    "Europe/Istanbul",
    "America/New_York",
    "Asia/Jakarta",
    "Asia/Kuala_Lumpur",
    "Australia/Lord_Howe",  # its summer time is half an hour
    "Pacific/Apia",  # had no 30 December 2011
    "Asia/Beirut",  # sets its clocks at midnight
)
WINDOW_DAYS = 20


def utc(at: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at)


@cache
def weeks_the_clock_is_set(zone_name: str) -> list[date]:
    zone = ZoneInfo(zone_name)
    noons = [datetime(1960, 1, 3, 12, tzinfo=zone) + timedelta(weeks=n) for n in range(52 * 75)]
    return [before.date() for before, after in pairwise(noons) if before.utcoffset() != after.utcoffset()]


@cache
def wall(zone_name: str, middle: date) -> tuple[tuple[int, int], ...]:
    """Each quarter of a window around a day, in UTC seconds, and the latest minute the wall has shown so far.

    Minutes are counted from the beginning of the calendar.
    """
    zone = ZoneInfo(zone_name)
    first = (middle.toordinal() - date(1970, 1, 1).toordinal() - 4) * DAY
    latest, shown = 0, []
    for at in range(first, first + WINDOW_DAYS * DAY, QUARTER):
        local = datetime.fromtimestamp(at, zone)
        latest = max(latest, local.toordinal() * 1440 + local.hour * 60 + local.minute)
        shown.append((at, latest))
    return tuple(shown)


class Oracle:
    """One channel, seen during some days around `middle`."""

    def __init__(self, hours: Hours, zone: str, special_days: SpecialDays, middle: date) -> None:
        self.hours, self.zone, self.special_days, self.middle = hours, zone, special_days, middle
        self.timetable = Timetable.compile(hours, zone, special_days)
        self.wall = wall(zone, middle)
        self.open_minutes: dict[int, set[int]] = {}
        self.quarters: set[int] = set()
        self.closings: dict[int, int] = {}
        for at, minute in self.wall:
            self._look(at, *divmod(minute, 1440))

    def __repr__(self) -> str:
        return f"Oracle({self.hours!r}, {self.zone!r}, {self.special_days!r}, {self.middle!r})"

    def _spans_of(self, day: date) -> tuple[tuple[int, int], ...]:
        if day in self.hours.exceptions:
            return self.hours.exceptions[day]
        for calendar in self.hours.calendars:
            own = {d for d in self.special_days.written.get(calendar, {}) if d.year == day.year}
            if day in (own or library_holidays(calendar, day.year)):
                return ()
        return ((0, 1440),) if self.hours.always else self.hours.week[day.weekday()]

    def _look(self, at: int, today: int, minute: int) -> None:
        """A quarter is open by the spans that began on this day or one of the two before."""
        for ago in (0, 1, 2):
            day = today - ago
            if day not in self.open_minutes:
                spans = self._spans_of(date.fromordinal(day))
                self.open_minutes[day] = {minute for span in spans for minute in range(*span, 15)}
            if minute + ago * 1440 in self.open_minutes[day]:
                self.quarters.add(at)
                self.closings[day] = at + QUARTER

    def is_open(self, at: int) -> bool:
        return at - at % QUARTER in self.quarters

    def seconds(self, a: float, b: float) -> float:
        """Open seconds between two UTC times of the window."""
        return sum(max(0, min(b, at + QUARTER) - max(a, at)) for at in self.quarters)

    def begins(self, day: int) -> int:
        """When the wall first shows a day, given as its ordinal."""
        return next(at for at, minute in self.wall if minute // 1440 >= day)

    def closing(self, day: int) -> int | None:
        """When it closes on a day, given as its ordinal; what began on the days before may last longer."""
        if day not in self.closings:
            return None
        return max(self.closings.get(before, self.closings[day]) for before in (day, day - 1, day - 2))


def spans_of_a_day() -> st.SearchStrategy[tuple[tuple[int, int], ...]]:
    """None to three spans on quarters, in any order, touching, overlapping or over midnight."""
    start = st.integers(0, 95)
    span = st.tuples(start, st.integers(1, 72)).map(lambda s: (s[0] * 15, (s[0] + s[1]) * 15))
    return st.lists(st.one_of(span, st.just((0, 1440)), st.just((1320, 1800))), max_size=3).map(tuple)


@st.composite
def oracles(draw: st.DrawFn) -> Oracle:
    zone = draw(st.sampled_from(ZONES))
    set_weeks = weeks_the_clock_is_set(zone)
    any_day = st.dates(date(1960, 2, 1), date(2034, 11, 30))
    middle = draw(st.one_of(st.sampled_from(set_weeks), any_day) if set_weeks else any_day)
    day_shapes = st.lists(spans_of_a_day(), min_size=1, max_size=3)
    near = st.integers(-6, 14).map(lambda n: middle + timedelta(days=n))
    hours = Hours(
        always=draw(st.booleans()) and draw(st.booleans()),
        week=tuple(draw(st.lists(st.sampled_from(draw(day_shapes)), min_size=7, max_size=7))),
        calendars=draw(st.sampled_from([(), (), ("ID",), ("TR", "MY-14")])),
        exceptions=draw(st.dictionaries(near, spans_of_a_day(), max_size=4)),
    )
    names = st.just("Founder's day")
    written = draw(st.dictionaries(st.sampled_from(["ID", "TR"]), st.dictionaries(near, names, max_size=4)))
    return Oracle(hours, zone, SpecialDays(written), middle)


@st.composite
def moments(draw: st.DrawFn, oracle: Oracle) -> int:
    """A UTC second within a day or so of the middle, often on the edge of something."""
    quarter = oracle.wall[0][0] + draw(st.integers(2 * 96, 8 * 96)) * QUARTER
    return quarter + draw(st.one_of(st.sampled_from([0, 0, 1, -1]), st.integers(0, QUARTER)))
