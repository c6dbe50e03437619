"""The open hours of a week as a picture, with its words: `components/week.html`."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from layan.plan.formats import WEEKDAYS
from layan.plan.hours import Reason
from layan.plan.plan import Plan
from layan.plan.say import DaySpan, say
from layan.plan.wording import Speaker

DAY: Final = 24 * 60


def week(plan: Plan, channel: str, speaker: Speaker, now: datetime) -> dict[str, Any]:
    """The seven days of this week on one channel, in the business's own time zone, today marked."""
    local = now.astimezone(plan.zone)
    monday = (local - timedelta(days=local.weekday())).date()
    days = [_day(plan, channel, speaker, monday + timedelta(days=n), local) for n in range(7)]
    name = plan.channels[channel].ref.name_in(speaker.language)
    return {"label": name, "days": days, "now": local.hour * 60 + local.minute}


def _day(plan: Plan, channel: str, speaker: Speaker, date: Any, local: datetime) -> dict[str, Any]:
    begin = datetime(date.year, date.month, date.day, tzinfo=plan.zone)
    following = date + timedelta(days=1)
    end = datetime(following.year, following.month, following.day, tzinfo=plan.zone)
    spans = open_spans(plan, channel, begin, end)
    reason = plan.timetable(channel).reason(date)
    hours = [speaker.value(DaySpan(start, stop)) for start, stop in spans]
    return {
        "name": speaker.formats.weekday(WEEKDAYS[begin.weekday()]),
        "today": date == local.date(),
        "spans": [(start, stop - start) for start, stop in spans],
        "hours": hours or [speaker(say("closed"))],
        "special": reason.kind != "week",
        "why": _why(reason, speaker),
    }


def _why(reason: Reason, speaker: Speaker) -> str:
    """What makes a day unlike its weekday."""
    match reason.kind:
        case "holiday":
            return reason.name
        case "exception":
            return speaker(say("as an exception"))
        case _:
            return ""


def open_spans(plan: Plan, channel: str, begin: datetime, end: datetime) -> list[tuple[int, int]]:
    """The open spans between two moments, in minutes from `begin`."""
    timetable = plan.timetable(channel)
    found, at = [], begin.astimezone(UTC)
    while at < end:
        opens = at if timetable.is_open(at) else timetable.next_open(at)
        if opens is None or opens >= end:
            break
        closes = timetable.closes(opens) or end
        stop = min(closes, end)
        found.append((_minutes(begin, opens), _minutes(begin, stop)))
        if stop <= at:
            break
        at = stop
    return found


def _minutes(begin: datetime, at: datetime) -> int:
    return round((at - begin).total_seconds() / 60)
