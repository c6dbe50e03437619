"""Targets that can end after the one they are a part of."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

from layan.plan.check.places import Places
from layan.plan.counting import effective
from layan.plan.formats import WEEKDAYS
from layan.plan.hours import Hours
from layan.plan.say import Code, Say, TargetName, Weekday, say
from layan.plan.source import Position, Problem
from layan.plan.targets import INSTANT, ClockKind, Stated, Target, counting
from layan.plan.timetable import NeverOpens, Timetable
from layan.plan.units import Duration

if TYPE_CHECKING:
    from layan.plan.page import Page
    from layan.plan.pages.channel import Channel
    from layan.plan.plan import Plan

CONTAINS: Final = {
    "resolution": ("first_reply", "next_reply", "answer", "hold", "approval"),
    "first_reply": ("answer",),
}
"""What has to happen before something else is done."""

_MONDAY: Final = datetime(2024, 1, 1, tzinfo=UTC)
_STARTS: Final = tuple(_MONDAY + timedelta(hours=hours) for hours in range(0, 7 * 24, 2))
"""Moments throughout a week, from which two targets of different clocks or units are compared."""


type Measure = tuple[ClockKind, bool]
"""By which clock something is counted, and whether in days."""


class Pair(NamedTuple):
    """Two targets for the same cases of one channel, of which `outer` contains `inner`."""

    outer: Stated
    inner: Stated


def longer_than_contained_in(plan: "Plan", places: Places) -> Iterator[Problem]:
    """One problem for every target that can be due after the one it is a part of."""
    told: set[tuple[Position, Position]] = set()
    for page in plan.channels.values():
        week = _Week(page.rules.hours, plan.business.timezone)
        for pair in _pairs(plan, page):
            if what := _longer(pair, week):
                where = _place(plan, pair.inner, places), _place(plan, pair.outer, places)
                if where not in told:
                    told.add(where)
                    yield Problem(what, where[0], "longer-than-whole", _instead(where[1]), "error")


def _instead(outer: Position) -> Say:
    place = Code(f"{outer.file}:{outer.line}")
    return say("Shorten it, or lengthen the other, at {place}.", place=place)


class _Week:
    """A week of the hours of a channel, without holidays and exceptions: what is due when begun throughout it."""

    def __init__(self, hours: Hours, timezone: str) -> None:
        self._timetable = Timetable.compile(Hours(hours.always, hours.week), timezone)
        self._known: dict[tuple[Measure, Duration], list[datetime | None]] = {}

    @property
    def zone(self) -> ZoneInfo:
        """The clock of the business."""
        return self._timetable.clock.zone

    def due(self, target: Target) -> list[datetime | None]:
        """When a target is due from each of _STARTS; None for never."""
        key = _measure(target), target.within
        if key not in self._known:
            self._known[key] = [self._due(*key, start) for start in _STARTS]
        return self._known[key]

    def _due(self, measure: Measure, within: Duration, start: datetime) -> datetime | None:
        try:
            match measure:
                case ("round", _):
                    return within.after(start.astimezone(self.zone))
                case (_, True):
                    return self._timetable.add_days(start, within.count)
                case _:
                    return self._timetable.add(start, within.seconds)
        except NeverOpens:
            return None


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


def _longer(pair: Pair, week: _Week) -> Say | None:
    """How the inner target is longer than the outer, if it can be."""
    inner, outer = pair.inner.target, pair.outer.target
    names = {"inner": TargetName(inner.name), "outer": TargetName(outer.name)}
    lengths = {"inner_time": inner.within, "outer_time": outer.within}
    if _measure(inner) == _measure(outer):
        if inner.within.seconds <= outer.within.seconds:
            return None
        return say("{inner_time} for {inner} is longer than {outer_time} for {outer}, of which it is a part.",
                   **names, **lengths)  # fmt: skip
    due = zip(_STARTS, week.due(inner), week.due(outer), strict=True)
    start = next((start for start, part, whole in due if part and whole and part > whole), None)
    if start is None:
        return None
    begins = start.astimezone(week.zone)
    return say(
        "{inner_time} for {inner} can end after {outer_time} for {outer}, of which it is a part: "
        "for one, when it begins on {day}, {time}.", day=Weekday(WEEKDAYS[begins.weekday()]),
        time=Code(f"{begins:%H:%M}"), **names, **lengths,
    )  # fmt: skip


def _clock(target: Target) -> ClockKind:
    return "round" if target.name in INSTANT else effective(target.clock, target.within)


def _measure(target: Target) -> Measure:
    """What two targets must share for their lengths to be compared as such: open days are no hours."""
    clock = _clock(target)
    return clock, clock == "open" and target.within.unit == "day"


def _place(plan: "Plan", stated: Stated, places: Places) -> Position:
    """Where a target stands: an item of a list where its name has several."""
    page = plan.pages[stated.page]
    same = [target for target in page.rules.targets if target.name == stated.target.name]
    at = next(number for number, target in enumerate(same) if target is stated.target)
    return places.of(page.path, "targets", stated.target.name, at)
