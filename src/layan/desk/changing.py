"""What it does to the promises of a case when its channel, situation or priority changes.

A promise once made is kept: each is due at the earlier of what was promised and what the version in force
promises the changed case, counted from the same beginning. Where nothing was promised before, it counts from
now.
"""

from dataclasses import replace
from datetime import datetime

from layan.desk.case import Case
from layan.desk.clock import Clock
from layan.desk.matter import Matter
from layan.desk.promises import OF_A_CASE, promised, remaining, resumed, settled
from layan.plan.say import Say, TargetName, say
from layan.plan.units import Duration

type Change = tuple[Clock | None, Say | None]


def promises_after(matter: Matter, after: Case) -> tuple[tuple[Clock, ...], tuple[Say, ...]]:
    """The clocks that start or move when the case becomes `after`, and a line about every promise."""
    if matter.case.status in ("resolved", "merged"):
        return (), ()
    changes = [_change(matter, after, target) for target in OF_A_CASE]
    return tuple(c for c, _ in changes if c), tuple(line for _, line in changes if line)


def _change(matter: Matter, after: Case, target: str) -> Change:
    clock = matter.case.clock(target)
    if clock and clock.live:
        return _earlier(matter, after, clock)
    return _new(matter, after, target) if _awaited(after, target) else (None, None)


def _awaited(case: Case, target: str) -> bool:
    """Whether it would have been promised already, had the plan promised it."""
    if case.clock(target) or case.history:
        return False
    match target:
        case "first_reply":
            return case.last_reply_at is None and case.last_customer_at is not None
        case "next_reply":
            return case.last_reply_at is not None and case.unanswered
        case _:
            return True


def _new(matter: Matter, after: Case, target: str) -> Change:
    clock = promised(matter.plan, after, target, matter.at)
    if not clock:
        return None, None
    clock = settled(clock, after.status, matter.plans, matter.at)
    return clock, say("Promised from now on: {target}.", target=TargetName(target))


def _earlier(matter: Matter, after: Case, old: Clock) -> Change:
    new = promised(matter.plan, after, old.target, old.start)
    if not new:
        return None, _stays(old)
    if old.pauses:
        new = _less_what_passed(matter, old, new)
    was, would_be = _due(matter, old), _due(matter, new)
    if was is None or would_be is None or would_be >= was:
        return None, _stays(old)
    line = say(
        "{target}: due {due} instead of {before}, counted from {start}.",
        target=TargetName(old.target), due=would_be, before=was, start=old.start,
    )  # fmt: skip
    moved = settled(replace(new, pauses=old.pauses), after.status, matter.plans, matter.at)
    return replace(moved, working=(*moved.working, line)), line


def _stays(clock: Clock) -> Say:
    if clock.due is None:
        return say("{target}: stays as it was promised.", target=TargetName(clock.target))
    return say(
        "{target}: stays due {due}, since what has been promised is kept.",
        target=TargetName(clock.target), due=clock.due,
    )  # fmt: skip


def _due(matter: Matter, clock: Clock) -> datetime | None:
    """When it is due, or would be if it went on now."""
    return clock.due or resumed(clock, matter.plans, matter.at).due


def _less_what_passed(matter: Matter, old: Clock, new: Clock) -> Clock:
    """`new` as if it had rested whenever `old` did: what `old` has counted is gone from it, too."""
    left = remaining(old, matter.plans, matter.at)
    if not old.within or not new.within:
        return new
    if _in_days(old) != _in_days(new):
        rest = _whole(new, new.within)  # days and hours are not taken from each other
    elif _in_days(old):
        rest = Duration(max(0, left.count + new.within.count - old.within.count), "day")
    else:
        rest = Duration(max(0, left.seconds + new.within.seconds - old.within.seconds), "s")
    return replace(new, state="paused", due=None, left=rest)


def _in_days(clock: Clock) -> bool:
    return clock.counts == "open" and clock.within is not None and clock.within.unit == "day"


def _whole(clock: Clock, within: Duration) -> Duration:
    """All of it is left; of open days today's closing is one more."""
    return Duration(within.count + 1, "day") if _in_days(clock) else Duration(within.seconds, "s")
