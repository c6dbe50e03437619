"""Reading opening hours: days of the week, spans of a day, exceptions, lists of holidays."""

import re
from collections.abc import Container, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from layan.plan.hours import WHOLE_DAY, Hours, Span, Spans, SpecialDays
from layan.plan.nodes import Items, Node, Scalar
from layan.plan.reading.fields import (
    Failed,
    Fields,
    Findings,
    Reader,
    distinct,
    filled,
    mapping,
    one_of,
    one_or_many,
    read,
    scalar,
    table,
)
from layan.plan.reading.values import calendar, day, text
from layan.plan.say import Code, DaySpan, Say, Weekday, say
from layan.plan.source import Position
from layan.plan.units import Unreadable

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY: Final = 24 * 60

_SPAN: Final = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)", re.ASCII)
_LOOSE_TIME: Final = r"(\d{1,2})(?:[:.h](\d\d))?\s*([ap]m)?"
_LOOSE_SPAN: Final = re.compile(rf"{_LOOSE_TIME}\s*(?:-|–|—|to|until|till)\s*{_LOOSE_TIME}", re.I | re.ASCII)


def span(node: Node, findings: Findings) -> Span:
    """`09:00-12:00` as minutes from midnight; `22:00-06:00` ends on the next day."""
    written = scalar(node).strip()
    found = _SPAN.fullmatch(written)
    if not found:
        what = say("{written} is not a span of a day.", written=Code(written))
        raise Unreadable(what, "time", _such_as(_likely_span(written)))
    start, end = _minutes(found[1], found[2]), _minutes(found[3], found[4])
    if start is None or end is None or start == _DAY:
        what = say("There is no such time of the day: {written}.", written=Code(written))
        raise Unreadable(what, "time", _such_as("09:00-17:00"))
    if start == end:
        what = say("This span ends where it begins.")
        raise Unreadable(
            what, "time", say("For the whole day, write {example}.", example=Code("00:00-24:00"))
        )
    return start, end if end > start else end + _DAY


def _minutes(hours: str, minutes: str) -> int | None:
    time = int(hours) * 60 + int(minutes)
    return time if int(minutes) < 60 and time <= _DAY else None


def _likely_span(written: str) -> str:
    found = _LOOSE_SPAN.fullmatch(written)
    start, end = (_clock(*found.groups()[i : i + 3]) for i in (0, 3)) if found else ("", "")
    return f"{start}-{end}" if start and end and start != end else "09:00-17:00"


def _clock(hours: str, minutes: str | None, half: str | None) -> str:
    hour = int(hours) % 12 + 12 * (half.lower() == "pm") if half else int(hours)
    time = _minutes(str(hour), minutes or "00")
    return "" if time is None else f"{hour:02}:{minutes or '00'}"


def _such_as(example: str) -> Say:
    return say("Write it like this: {example}.", example=Code(example))


_GROUPS: Final = {
    "weekday": "mon-fri", "weekdays": "mon-fri", "workdays": "mon-fri", "weekend": "sat-sun",
    "weekends": "sat-sun", "everyday": "daily", "always": "daily",
}  # fmt: skip


class _Placed(NamedTuple):
    """A span in minutes from some midnight, and where it stands."""

    start: int
    end: int
    position: Position

    def later(self, minutes: int) -> "_Placed":
        return self._replace(start=self.start + minutes, end=self.end + minutes)


def spans(node: Node, findings: Findings) -> Spans:
    """One span of a day or several that do not overlap, in order; `closed` for none."""
    placed = _placed_spans(node, findings)
    _refuse_overlaps(placed, findings)
    return _in_order(placed)


def _in_order(placed: list[_Placed]) -> Spans:
    return tuple(sorted((each.start, each.end) for each in placed))


def _placed_spans(node: Node, findings: Findings) -> list[_Placed]:
    if isinstance(node, Scalar) and node.value == "closed":
        return []
    found = one_or_many(span)(node, findings)
    items = node.items if isinstance(node, Items) else (node,)
    return [_Placed(*each, item.position) for each, item in zip(found, items, strict=True)]


def _refuse_overlaps(placed: list[_Placed], findings: Findings) -> None:
    """Raises Failed when two spans share a minute, having reported every such pair."""
    told = set()  # `mon-fri` says the same on five days
    for earlier, later in pairwise(sorted(placed)):
        if later.start >= earlier.end:
            continue
        start = earlier.start % _DAY
        known = DaySpan(start, start + earlier.end - earlier.start)
        told.add((max(earlier.position, later.position), say("This overlaps with {span}.", span=known)))
    for position, what in sorted(told, key=lambda each: each[0]):
        findings.report(position, "overlap", what, _ONE_SPAN)
    if told:
        raise Failed


_ONE_SPAN: Final = say("Let one end before the other begins, or write one span.")


def days(node: Node, findings: Findings) -> tuple[int, ...]:
    """`mon`, `mon-fri`, `mon, wed, fri` or `daily` as numbers, Monday being 0."""
    written = scalar(node).strip()
    if written == "daily":
        return tuple(range(7))
    found: list[int] = []
    for part in re.split(r",\s*", written):
        first, dash, last = part.partition("-")
        if first not in DAYS or (dash and last not in DAYS):
            what = say("{written} is no day of the week.", written=Code(part))
            raise Unreadable(what, "time", _day_instead(part))
        length = (DAYS.index(last) - DAYS.index(first)) % 7 + 1 if dash else 1
        found += [(DAYS.index(first) + i) % 7 for i in range(length)]
    return tuple(found)


def _day_instead(written: str) -> Say:
    folded = written.casefold().replace(" ", "")
    likely = _GROUPS.get(folded) or re.sub(r"[a-z]+", lambda name: name[0][:3], folded)
    first, dash, last = likely.partition("-")
    if likely == "daily" or (first in DAYS and (last in DAYS or not dash)):
        return one_of(likely, (likely,))
    return one_of(written, (*DAYS, "mon-fri", "sat-sun", "daily"))


def week(node: Node, findings: Findings) -> tuple[Spans, ...]:
    """The spans of Monday to Sunday; `always` for day and night."""
    if isinstance(node, Scalar):
        return _always(node)
    begun: dict[int, list[_Placed]] = {}
    failed = False
    for name, value in filled(table(node)).entries:
        numbers, placed = _tried(name, days, findings), _tried(value, _placed_spans, findings)
        if numbers is None or _stand_twice(numbers, begun, name, findings) or placed is None:
            failed = True
        else:
            begun |= dict.fromkeys(numbers, placed)
    _refuse_overlaps(_through_the_week(begun), findings)
    if failed:
        raise Failed
    return tuple(_in_order(begun.get(number, [])) for number in range(7))


def _always(node: Scalar) -> tuple[Spans, ...]:
    written = scalar(node)
    if written == "always":
        return (WHOLE_DAY,) * 7
    what = say("{written} cannot stand here.", written=Code(written))
    instead = say("Write {always}, or the days with their spans.", always=Code("always"))
    raise Unreadable(what, "time", instead)


def _tried[T](node: Node, reader: Reader[T], findings: Findings) -> T | None:
    """What the reader makes of the node; None once it has been reported why it makes nothing."""
    try:
        return read(node, reader, findings)
    except Failed:
        return None


def _stand_twice(numbers: tuple[int, ...], begun: Container[int], name: Node, findings: Findings) -> bool:
    """Whether one of these days has been written before, which is reported."""
    for i, number in enumerate(numbers):
        if number in begun or number in numbers[:i]:
            what = say("{day} stands here twice.", day=Weekday(DAYS[number]))
            findings.report(name.position, "duplicate", what, say("Keep one of them."))
            return True
    return False


def _through_the_week(begun: Mapping[int, list[_Placed]]) -> list[_Placed]:
    """All spans in minutes of the week, Sunday's also before Monday."""
    placed = [each.later(number * _DAY) for number, of_day in begun.items() for each in of_day]
    return placed + [each.later(-_DAY) for each in begun.get(6, []) if each.end > _DAY]


def opening_hours(fields: Fields) -> Hours:
    """The opening hours of a page: its `hours`, `holidays` and `except`."""
    always = isinstance(fields.table.get("hours"), Scalar)
    return Hours(
        always=always,
        week=fields.need("hours", week),
        calendars=fields.take("holidays", distinct(one_or_many(calendar)), ()),
        exceptions=fields.take("except", mapping(day, spans), {}),
    )


def reachable(node: Node, findings: Findings) -> Hours:
    """Hours without holidays: when a customer must find some channel open."""
    return Hours(always=isinstance(node, Scalar), week=week(node, findings))


def special_days(node: Node, findings: Findings) -> SpecialDays:
    """The holidays a business keeps, by calendar: dates with their names."""
    return SpecialDays(mapping(calendar, mapping(day, text))(node, findings))
