"""Hours of the week at which a customer should find some channel open, and finds none."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from layan.plan.check.places import Places
from layan.plan.formats import WEEKDAYS
from layan.plan.hours import Hours
from layan.plan.say import Code, DaySpan, Say, Weekday, say
from layan.plan.source import Problem

if TYPE_CHECKING:
    from layan.plan.plan import Plan

type Stretch = tuple[int, int]
"""Minutes from the midnight that begins Monday, up to but without the end."""

_DAY: Final = 24 * 60
_WEEK: Final = 7 * _DAY


def uncovered_hours(plan: "Plan", places: Places) -> Iterator[Problem]:
    """One problem for every stretch of an ordinary week that no channel covers."""
    needed = _stretches(plan.business.reachable)
    covered = [stretch for page in plan.channels.values() for stretch in _stretches(page.rules.hours)]
    where = places.of(plan.pages["business"].path, "reachable")
    for start, end in _around_the_week(_without(needed, covered)):
        yield Problem(_gap(start, end), where, "uncovered-hours", _INSTEAD, "warning")


_INSTEAD: Final = say(
    "Open a channel then, or say in {key} of the business when customers must find one open.",
    key=Code("reachable"),
)


def _gap(start: int, end: int) -> Say:
    if end - start == _WEEK:
        return say("No channel is ever open.")
    day, time = divmod(start, _DAY)
    if time + end - start <= _DAY:
        return say("No channel is open on {day}, {span}.", day=_weekday(day),
                   span=DaySpan(time, time + end - start))  # fmt: skip
    last = (end - 1) // _DAY
    return say(
        "No channel is open from {day}, {time}, to {last_day}, {last_time}.",
        day=_weekday(day), time=_clock(time), last_day=_weekday(last), last_time=_clock(end - last * _DAY),
    )  # fmt: skip


def _weekday(day: int) -> Weekday:
    return Weekday(WEEKDAYS[day % 7])


def _clock(minutes: int) -> Code:
    return Code(f"{minutes // 60:02}:{minutes % 60:02}")


def _stretches(hours: Hours) -> list[Stretch]:
    """The open stretches of an ordinary week; one over the night to Monday in two parts."""
    spans = [
        (day * _DAY + start, day * _DAY + end) for day in range(7) for start, end in hours.on_weekday(day)
    ]
    within = [(start, min(end, _WEEK)) for start, end in spans]
    return within + [(0, end - _WEEK) for _, end in spans if end > _WEEK]


def _without(needed: list[Stretch], covered: list[Stretch]) -> list[Stretch]:
    """What is left of some stretches without others, in order and joined where they meet."""
    marks = bytearray(_WEEK)
    for start, end in needed:
        marks[start:end] = b"\1" * (end - start)
    for start, end in covered:
        marks[start:end] = bytes(end - start)
    edges = [at for at in range(_WEEK) if marks[at] != (marks[at - 1] if at else 0)]
    if marks[-1]:
        edges.append(_WEEK)
    return list(zip(edges[::2], edges[1::2], strict=True))


def _around_the_week(stretches: list[Stretch]) -> list[Stretch]:
    """The same with a stretch that ends on Sunday and one that begins on Monday as one, past the end."""
    if len(stretches) > 1 and stretches[0][0] == 0 and stretches[-1][1] == _WEEK:
        joined = (stretches[-1][0], _WEEK + stretches[0][1])
        return [*stretches[1:-1], joined]
    return stretches
