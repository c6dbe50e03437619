"""By when something is promised, by which target, and how that was counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from layan.plan.counting import Counted, count, effective
from layan.plan.say import Priority, Say, TargetName, Value, say
from layan.plan.targets import INSTANT, ClockKind, Stated, Target, counting
from layan.plan.timetable import NeverOpens
from layan.plan.units import Duration

if TYPE_CHECKING:
    from layan.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Promise:
    """`due` (UTC) is when `within`, counted by `clock`, is over since `start`. `page` is the key of the page
    whose target it is, `share` of how many it is promised, `runs` the states in which it never rests."""

    target: str
    channel: str
    start: datetime
    due: datetime
    page: str
    within: Duration
    clock: ClockKind
    share: Fraction
    runs: frozenset[str]
    working: tuple[Say, ...] = ()


def promise(
    plan: Plan,
    target: str,
    channel: str,
    start: datetime,
    situation: str | None,
    priority: str,
    segment: str | None,
) -> Promise | None:
    """See `Plan.promise`."""
    stated = tuple(_stated(plan, channel, situation))
    matter = {"channel": channel, "situation": situation, "priority": priority, "segment": segment}
    fitting = counting(stated, target, **matter)
    if not fitting:
        return None
    chosen = fitting[0].target
    try:
        due, lines = counted(plan, channel, chosen.clock, chosen.within, start)
    except NeverOpens:
        return None
    return Promise(
        target=target,
        channel=channel,
        start=start.astimezone(UTC),
        due=due,
        page=fitting[0].page,
        within=chosen.within,
        clock=effective(chosen.clock, chosen.within),
        share=chosen.share,
        runs=chosen.runs,
        working=(*_rule(plan, fitting), _beginning(target, start), *lines),
    )


def _stated(plan: Plan, channel: str, situation: str | None) -> Iterator[Stated]:
    """The targets of the channel's page and of the situation's, if the plan has it."""
    for target in plan.channels[channel].rules.targets:
        yield Stated(target, channel)
    page = plan.situations.get(situation or "")
    if page is not None:
        for target in page.rules.targets:
            yield Stated(target, page.key, by_situation=True)


def counted(
    plan: Plan, channel: str, clock: ClockKind, within: Duration, start: datetime, *, resumed: bool = False
) -> Counted:
    """When a time on a channel is over, and the working. Raises NeverOpens."""
    return count(plan.timetable(channel), plan.zone, clock, within, start, resumed=resumed)


def remaining(
    plan: Plan, channel: str, clock: ClockKind, within: Duration | None, due: datetime, at: datetime
) -> Duration:
    """See `Plan.remaining`."""
    if clock == "round" or (within and effective(clock, within) == "round"):
        return Duration(max(0, int((due - at).total_seconds())), "s")
    timetable = plan.timetable(channel)
    if within and within.unit == "day":
        return Duration(timetable.days_left(at, due), "day")
    return Duration(timetable.between(at, due), "s")


def _beginning(target: str, start: datetime) -> Say:
    if target in ("first_reply", "next_reply", "resolution"):
        return say("Received {start}", start=start)
    return say("Asked {start}", start=start) if target == "approval" else say("Begun {start}", start=start)


def _rule(plan: Plan, fitting: tuple[Stated, ...]) -> Iterator[Say]:
    """The target that counts, for what it counts, and why not the next best."""
    stated, target = fitting[0], fitting[0].target
    page = plan.pages[stated.page].ref
    named: dict[str, Value] = {"page": page, "target": TargetName(target.name), "within": target.within}
    if target.name in INSTANT:
        yield say("{page}: {target} within {within}.", **named)
    elif effective(target.clock, target.within) == "open":
        yield say("{page}: {target} within {within} of open time.", **named)
    else:
        yield say("{page}: {target} within {within}, round the clock.", **named)
    if target.share < 1:
        yield say("To be kept in {share} of all cases.", share=target.share)
    if target.conditions:
        yield say("It is for {conditions}.", conditions=tuple(_conditions(plan, target)))
    if len(fitting) > 1:
        yield _preferred(plan, stated, fitting[1])


def _conditions(plan: Plan, target: Target) -> Iterator[Value]:
    for key in (*target.channel, *target.situation):
        yield plan.pages[key].ref
    for segment in target.segment:
        yield plan.segment_name(segment)
    for priority in target.priority:
        yield say("priority {priority}", priority=Priority(priority))


def _preferred(plan: Plan, chosen: Stated, other: Stated) -> Say:
    page, within = plan.pages[other.page].ref, other.target.within
    if len(chosen.target.conditions) > len(other.target.conditions):
        return say("It says more of this case than {within} on {page}.", within=within, page=page)
    if chosen.by_situation and not other.by_situation:
        return say("The situation counts before the channel: {within} on {page}.", within=within, page=page)
    return say("It is no longer than {within} on {page}.", within=within, page=page)
