"""Opening hours as a page says them: a week, holidays and exceptions, and why one day is as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from layan.plan.holiday_lists import library_holidays

type Span = tuple[int, int]
"""Minutes from the local midnight of the day it begins on; the end may exceed 1440, over midnight."""

type Spans = tuple[Span, ...]

WHOLE_DAY: Spans = ((0, 24 * 60),)
CLOSED: Spans = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """When a channel is open, in local time.

    `week` holds the spans of Monday to Sunday and is ignored when `always` is true. `calendars` are countries
    or regions whose holidays close the channel ("ID", "MY-14"). `exceptions` replace the spans of a date and
    win over a holiday; no spans means closed.
    """

    always: bool = False
    week: tuple[Spans, ...] = (CLOSED,) * 7
    calendars: tuple[str, ...] = ()
    exceptions: Mapping[date, Spans] = field(default_factory=dict)

    def on_weekday(self, weekday: int) -> Spans:
        """The spans of an ordinary day, Monday being 0."""
        return WHOLE_DAY if self.always else self.week[weekday]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a day is as it is, and the spans that begin on it.

    `name` is the holiday's, empty otherwise.
    """

    kind: Literal["week", "holiday", "exception"]
    spans: Spans
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}" if self.name else self.kind


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """The holidays a business keeps: its own lists, and the library's for every year it has not written.

    `written` maps a calendar to its dates and their names; one date of a year is enough for that year's list
    to replace the library's.
    """

    written: Mapping[str, Mapping[date, str]] = field(default_factory=dict)

    def holiday_names(self, calendar: str, year: int) -> dict[date, str]:
        """The holidays of a calendar in one year. Raises `UnknownCalendar` when nobody has a list for it."""
        own = {day: name for day, name in self.written.get(calendar, {}).items() if day.year == year}
        return own or dict(library_holidays(calendar, year))

    def last_year(self, calendars: tuple[str, ...]) -> int:
        """The last year any of these calendars has a list of its own for, 0 when none has."""
        return max((day.year for calendar in calendars for day in self.written.get(calendar, ())), default=0)


class Days:
    """The hours of every single date: the week, less the holidays, unless an exception says otherwise."""

    def __init__(self, hours: Hours, special_days: SpecialDays) -> None:
        self.hours = hours
        self.special_days = special_days
        self._week = [Reason("week", hours.on_weekday(weekday)) for weekday in range(7)]
        self._holidays: dict[int, dict[date, str]] = {}

    def reason(self, day: date) -> Reason:
        """The spans that begin on this day and the rule they come from."""
        if (spans := self.hours.exceptions.get(day)) is not None:
            return Reason("exception", spans)
        if name := self._holidays_of(day.year).get(day):
            return Reason("holiday", CLOSED, name)
        return self._week[day.weekday()]

    @property
    def last_written_year(self) -> int:
        """The last year for which the page or the business has written a date, 0 when none has."""
        exceptions = (day.year for day in self.hours.exceptions)
        return max(self.special_days.last_year(self.hours.calendars), *exceptions, 0)

    @property
    def longest_reach(self) -> int:
        """How many days a span may run past the day it begins on."""
        spans = [*self.hours.exceptions.values(), *self.hours.week, WHOLE_DAY]
        return max(end for day in spans for _, end in day) // (24 * 60)

    def _holidays_of(self, year: int) -> dict[date, str]:
        if (known := self._holidays.get(year)) is None:
            known = {}
            for calendar in self.hours.calendars:
                for day, name in self.special_days.holiday_names(calendar, year).items():
                    known.setdefault(day, name)
            self._holidays[year] = known
        return known
