"""Targets that can end after the one they are a part of."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from layan.plan.check.places import Places
from layan.plan.counting import effective
from layan.plan.hours import Hours
from layan.plan.say import Code, Say, TargetName, say
from layan.plan.source import Position, Problem
from layan.plan.targets import ClockKind, Stated, Target, counting
from layan.plan.timetable import NeverOpens, Timetable

if TYPE_CHECKING:
    from layan.plan.page import Page
    from layan.plan.pages.channel import Channel
    from layan.plan.plan import Plan

CONTAINS: Final = {
    "resolution": ("first_reply", "next_reply", "answer", "hold", "approval"),
    "first_reply": ("answer",),
}
"""What has to happen before something else is done."""

_INSTANT: Final = ("answer", "hold")  # the same in both clocks
_MONDAY: Final = datetime(2024, 1, 1, tzinfo=UTC)
_STARTS: Final = tuple(_MONDAY + timedelta(hours=hours) for hours in range(0, 7 * 24, 2))
"""Moments throughout a week, from which two targets of different clocks or units are compared."""


class Pair(NamedTuple):
    """Two targets for the same cases of one channel, of which `outer` contains `inner`."""

    outer: Stated
    inner: Stated


def longer_than_contained_in(plan: "Plan", places: Places) -> Iterator[Problem]:
    """One problem for every target that can be due after the one it is a part of."""
    told: set[tuple[Position, Position]] = set()
    for page in plan.channels.values():
        timetable = _ordinary(page.rules.hours, plan.business.timezone)
        for pair in _pairs(plan, page):
            where = _place(plan, pair.inner, places), _place(plan, pair.outer, places)
            if where not in told and (what := _longer(pair, timetable)):
                told.add(where)
                yield Problem(what, where[0], "longer-than-whole", _instead(where[1]), "error")


def _instead(outer: Position) -> Say:
    place = Code(f"{outer.file}:{outer.line}")
    return say("Shorten it, or lengthen the other, at {place}.", place=place)


def _ordinary(hours: Hours, timezone: str) -> Timetable:
    """The hours without holidays and exceptions."""
    return Timetable.compile(Hours(hours.always, hours.week), timezone)


def _pairs(plan: "Plan", channel: "Page[Channel]") -> Iterator[Pair]:
    """Every two targets that count for the same cases of a channel, whatever the cases are like."""
    stated = [Stated(target, channel.key) for target in channel.rules.targets]
    for page in plan.situations.values():
        stated += [Stated(target, page.key, by_situation=True) for target in page.rules.targets]
    seen = set()
    for situation, segment, priority in _matters(stated):
        own = [each for each in stated if not each.by_situation or each.page == situation]
        matter = {
            "channel": channel.key, "situation": situation, "segment": segment, "priority": priority,
        }  # fmt: skip
        for outer_name, inner_names in CONTAINS.items():
            for inner_name in inner_names:
                outer, inner = counting(own, outer_name, **matter), counting(own, inner_name, **matter)
                if outer and inner and (pair := Pair(outer[0], inner[0])) not in seen:
                    seen.add(pair)
                    yield pair


def _matters(stated: list[Stated]) -> Iterator[tuple[str | None, str | None, str]]:
    """Every combination of situation, segment and priority that some target tells from others."""
    situations: set[str | None] = {each.page for each in stated if each.by_situation}
    situations |= {key for each in stated for key in each.target.situation}
    segments: set[str | None] = {key for each in stated for key in each.target.segment}
    priorities = {key for each in stated for key in each.target.priority}
    return product(
        [None, *sorted(filter(None, situations))],
        [None, *sorted(filter(None, segments))],
        sorted(priorities | {"normal"}),
    )


def _longer(pair: Pair, timetable: Timetable) -> Say | None:
    """How the inner target is longer than the outer, if it can be."""
    inner, outer = pair.inner.target, pair.outer.target
    names = {"inner": TargetName(inner.name), "outer": TargetName(outer.name)}
    lengths = {"inner_time": inner.within, "outer_time": outer.within}
    if _measure(inner) == _measure(outer):
        if inner.within.seconds <= outer.within.seconds:
            return None
        return say("{inner_time} for {inner} is longer than {outer_time} for {outer}, of which it is a part.",
                   **names, **lengths)  # fmt: skip
    start = next((at for at in _STARTS if _ends_later(inner, outer, at, timetable)), None)
    if start is None:
        return None
    return say(
        "{inner_time} for {inner} can end after {outer_time} for {outer}, of which it is a part: "
        "for one, when it begins {start}.", start=start, **names, **lengths,
    )  # fmt: skip


def _clock(target: Target) -> ClockKind:
    return "round" if target.name in _INSTANT else effective(target.clock, target.within)


def _measure(target: Target) -> tuple[ClockKind, bool]:
    """What two targets must share for their lengths to be compared as such: open days are no hours."""
    clock = _clock(target)
    return clock, clock == "open" and target.within.unit == "day"


def _ends_later(inner: Target, outer: Target, start: datetime, timetable: Timetable) -> bool:
    try:
        return _due(inner, start, timetable) > _due(outer, start, timetable)
    except NeverOpens:
        return False


def _due(target: Target, start: datetime, timetable: Timetable) -> datetime:
    match _measure(target):
        case ("round", _):
            return target.within.after(start.astimezone(timetable.clock.zone))
        case (_, True):
            return timetable.add_days(start, target.within.count)
        case _:
            return timetable.add(start, target.within.seconds)


def _place(plan: "Plan", stated: Stated, places: Places) -> Position:
    """Where a target stands: an item of a list where its name has several."""
    page = plan.pages[stated.page]
    same = [target for target in page.rules.targets if target.name == stated.target.name]
    at = next(number for number, target in enumerate(same) if target is stated.target)
    return places.of(page.path, "targets", stated.target.name, at)
