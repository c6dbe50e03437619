"""Opening hours as sentences."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from layan.plan.formats import WEEKDAYS
from layan.plan.hours import Hours, Spans
from layan.plan.say import DaySpan, Say, say

if TYPE_CHECKING:
    from layan.plan.wording import Speaker


def opening(hours: Hours, speaker: "Speaker") -> list[str]:
    """When a channel is open, and the dates on which it is open otherwise."""
    return [speaker(_in_a_week(hours, speaker)), *_exceptions(hours, speaker)]


def week(hours: Hours, speaker: "Speaker") -> str:
    """`Monday to Friday 09:00–12:00 and 13:00–17:00, Saturday 09:00–12:00`."""
    days_of: dict[Spans, list[int]] = {}
    for number, spans in enumerate(hours.week):
        if spans:
            days_of.setdefault(spans, []).append(number)
    groups = [
        speaker(say("{days} {spans}", days=_days(days, speaker), spans=_spans(spans, speaker)))
        for spans, days in days_of.items()
    ]
    return _after_each_other(groups, speaker)


def holidays(calendars: Iterable[str], speaker: "Speaker") -> str:
    """`Indonesia and Malaysia, region 14`: whose public holidays are meant."""
    return speaker.formats.all_of([place(calendar, speaker) for calendar in calendars])


def place(calendar: str, speaker: "Speaker") -> str:
    """The name of a country, with the code of a region of it."""
    country, _, region = calendar.partition("-")
    name = speaker.formats.country(country)
    return speaker(say("{country}, region {region}", country=name, region=region)) if region else name


def _in_a_week(hours: Hours, speaker: "Speaker") -> Say:
    if hours.calendars:
        places = holidays(hours.calendars, speaker)
        if hours.always:
            return say("Open day and night; closed on public holidays of {places}.", places=places)
        if any(hours.week):
            shown = week(hours, speaker)
            return say("Open {hours}; closed on public holidays of {places}.", hours=shown, places=places)
    if hours.always:
        return say("Open day and night.")
    if any(hours.week):
        return say("Open {hours}.", hours=week(hours, speaker))
    return say("Not open in an ordinary week.")


def _exceptions(hours: Hours, speaker: "Speaker") -> list[str]:
    open_days = [
        speaker(say("On {date} open {spans}.", date=day, spans=_spans(spans, speaker)))
        for day, spans in sorted(hours.exceptions.items())
        if spans
    ]
    closed: tuple[date, ...] = tuple(sorted(day for day, spans in hours.exceptions.items() if not spans))
    return open_days + ([speaker(say("Closed on {dates}.", dates=closed))] if closed else [])


def _spans(spans: Spans, speaker: "Speaker") -> str:
    return speaker.formats.all_of([speaker.value(DaySpan(*span)) for span in spans])


def _days(days: Sequence[int], speaker: "Speaker") -> str:
    """`Monday to Friday`, `Monday, Wednesday and Friday`, `every day`; the days in order."""
    if len(days) == len(WEEKDAYS):
        return speaker(say("every day"))
    shown: list[str] = []
    for run in _runs(days):
        names = [speaker.formats.weekday(WEEKDAYS[day]) for day in run]
        several = len(names) > 2
        shown += [speaker(say("{first} to {last}", first=names[0], last=names[-1]))] if several else names
    return speaker.formats.all_of(shown)


def _runs(days: Sequence[int]) -> list[list[int]]:
    """Days divided where one is left out."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _after_each_other(parts: Sequence[str], speaker: "Speaker") -> str:
    """Parts with commas only, since an `and` stands in them already."""
    return reduce(lambda first, rest: speaker(say("{first}, {rest}", first=first, rest=rest)), parts)
