"""Clocks under the plan: started, paused, gone on with, kept and called off."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final, Protocol

from layan.desk.case import Case, Status
from layan.desk.clock import Clock
from layan.plan.plan import Plan, Promise
from layan.plan.say import Elapsed, Say, say
from layan.plan.timetable import NeverOpens
from layan.plan.units import Duration

REPLIES: Final = ("first_reply", "next_reply")
"""What a word of ours keeps."""

OF_A_CASE: Final = ("first_reply", "next_reply", "resolution")
"""What is promised to the customer and therefore follows the case's channel, situation and priority."""

_RESTING: Final[Collection[Status]] = ("waiting", "snoozed")


class Plans(Protocol):
    """Every version there has been, by digest, and the one in force. KeyError for a digest nobody knows."""

    @property
    def in_force(self) -> Plan:
        """The version that holds now."""
        ...

    def __getitem__(self, digest: str, /) -> Plan: ...


def promised(
    plan: Plan, case: Case, target: str, start: datetime, channel: str | None = None
) -> Clock | None:
    """A clock for what `plan` promises this case, counted from `start`; None when it promises nothing."""
    where = channel or case.channel
    if where not in plan.channels:
        return None
    made = plan.promise(
        target, channel=where, start=start, situation=case.situation, priority=case.priority,
        segment=case.segment,
    )  # fmt: skip
    return clock_of(made, plan.digest) if made else None


def clock_of(promise: Promise, digest: str, subject: int | None = None) -> Clock:
    """The clock that runs for a promise of the version with this digest."""
    return Clock(
        target=promise.target,
        page=promise.page,
        plan=digest,
        channel=promise.channel,
        start=promise.start,
        due=promise.due,
        within=promise.within,
        counts=promise.clock,
        subject=subject,
        share=promise.share,
        runs=promise.runs,
        working=promise.working,
    )


def done(clock: Clock, at: datetime) -> Clock:
    """What was promised has been done: kept while it ran or rested, else late but owed no longer."""
    if clock.live:
        return replace(clock, state="kept", ended_at=at)
    return replace(clock, ended_at=at) if clock.owed else clock


def missed(clock: Clock) -> Clock:
    """Its time has passed; what it promised is still owed."""
    return replace(clock, state="missed")


def called_off(clock: Clock, at: datetime, why: Say) -> Clock:
    """Nothing is promised any more: cancelled, or no longer owed where it was broken already."""
    if clock.live:
        return replace(clock, state="cancelled", ended_at=at, reason=why)
    return replace(clock, ended_at=at, reason=why) if clock.owed else clock


def settled(clock: Clock, status: Status, plans: Plans, at: datetime) -> Clock:
    """The clock as it is in a case of that status: a resolution rests while the case does, unless its target
    runs on then."""
    rests = clock.target == "resolution" and status in _RESTING and status not in clock.runs
    if clock.running and rests:
        return paused(clock, plans, at)
    if clock.state == "paused" and not rests:
        return resumed(clock, plans, at)
    return clock


def paused(clock: Clock, plans: Plans, at: datetime) -> Clock:
    """Stopped, remembering what is left of it."""
    left = remaining(clock, plans, at)
    return replace(clock, state="paused", due=None, left=left, pauses=clock.pauses + 1)


def remaining(clock: Clock, plans: Plans, at: datetime) -> Duration:
    """What is left at `at` in whole counted seconds or open days; what it stands at while it is paused."""
    if clock.due is None:
        return clock.left or Duration(0, "s")
    return plans[clock.plan].remaining(
        channel=clock.channel, clock=clock.counts, within=clock.within, due=clock.due, at=at
    )


def resumed(clock: Clock, plans: Plans, at: datetime) -> Clock:
    """Running again with what was left, under the version it began with. Of its working the first line stays,
    which says what was promised."""
    left = clock.left or Duration(0, "s")
    try:
        due, working = plans[clock.plan].resume(
            channel=clock.channel, clock=clock.counts, remaining=left, at=at
        )
    except NeverOpens:
        return called_off(clock, at, say("The channel does not open again."))
    line = say("Went on at {at}; left: {left}.", at=at, left=_counted(left))
    return replace(clock, state="running", due=due, left=None, working=(*clock.working[:1], line, *working))


def _counted(left: Duration) -> Duration | Elapsed:
    return Elapsed(left.seconds) if left.unit == "s" else left
