"""Why a day has the hours it has, in a line."""

from datetime import date

from layan.plan.hours import Reason, Spans
from layan.plan.say import DaySpan, Say, Weekday, say

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def special_day(day: date, reason: Reason) -> Say | None:
    """What makes a day unlike its weekday; None for nothing."""
    match reason:
        case Reason("holiday", _, name):
            return say("{date} is a holiday: {name}.", date=day, name=name)
        case Reason("exception", ()):
            return say("{date} is closed, as an exception.", date=day)
        case Reason("exception", spans):
            return say("{date} has other hours: {spans}.", date=day, spans=_said(spans))
    return None


def any_day(day: date, reason: Reason) -> Say:
    """The rule a day follows."""
    weekday = Weekday(_WEEKDAYS[day.weekday()])
    if (special := special_day(day, reason)) is not None:
        return special
    if not reason.spans:
        return say("{day} is closed.", day=weekday)
    return say("{day} is open {spans}.", day=weekday, spans=_said(reason.spans))


def _said(spans: Spans) -> tuple[DaySpan, ...]:
    return tuple(DaySpan(start, end) for start, end in spans)
