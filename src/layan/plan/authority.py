"""Who may give what: within one's limits, else by whom and by when it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from layan.plan import authority_lines as lines
from layan.plan.counting import effective
from layan.plan.holders import Holders, Matter
from layan.plan.limits import Given, Standing, reach, tightest
from layan.plan.promising import counted, promise
from layan.plan.say import Say, say
from layan.plan.timetable import NeverOpens
from layan.plan.units import Money

__all__ = ["Authority", "Given", "Matter", "limits", "may"]

type Verdict = Literal["yes", "ask", "no"]


@dataclass(frozen=True, slots=True)
class Authority:
    """Whether somebody may give `offer`: `yes`, `ask` the `decider` (a role or the key of a department), who
    decides by `due` (UTC), or `no`. `limit`, `left` and `times_left` are those of the tightest limit, before
    this is given; None without one. `page` is the key of the page it follows."""

    verdict: Verdict
    offer: str
    page: str | None = None
    limit: Money | None = None
    left: Money | None = None
    times_left: int | None = None
    decider: str | None = None
    due: datetime | None = None
    working: tuple[Say, ...] = ()


def may(
    matter: Matter, role: str, departments: frozenset[str], offer: str, amount: Money | None
) -> Authority:
    """See `Plan.may`."""
    holders = Holders(matter, offer, amount)
    own = holders.of(role, departments)
    granted = next((holder for holder in own if holders.hurdle(holder) is None), None)
    if granted is not None:
        return _answer("yes", holders, granted, lines.of_grant(holders, granted))
    beyond = own[-1] if own else None
    hurdle = holders.hurdle(beyond) if beyond else None
    told = lines.of_hurdle(holders, hurdle) if hurdle else lines.of_no_authority(holders, role)
    decider = holders.above(hurdle, own)
    if decider is None:
        nobody = (lines.OF_NOBODY,) if holders.order else ()
        return _answer("no", holders, beyond, (*told, *nobody))
    due, how = _decision(matter, hurdle)
    told = (*told, lines.of_decider(matter.plan, decider), *how)
    return _answer("ask", holders, beyond or decider, told, decider, due)


def limits(matter: Matter, role: str, departments: frozenset[str]) -> tuple[Authority, ...]:
    """See `Plan.limits`."""
    offers = dict.fromkeys(limit.offer for _, limit in matter.limits())
    return tuple(_reach(Holders(matter, offer, None), role, departments) for offer in offers)


def _reach(holders: Holders, role: str, departments: frozenset[str]) -> Authority:
    """How far somebody may go with one offer, and who decides beyond that."""
    own = holders.of(role, departments)
    furthest = max(own, key=lambda holder: reach(holders.standings[holder]), default=None)
    decider = holders.next_above(furthest, own)
    if furthest is None:
        told, used_up, unlimited = lines.of_no_authority(holders, role), True, False
    else:
        standings = holders.standings[furthest]
        told = lines.of_grant(holders, furthest)
        used_up = any(each.used_up for each in standings)
        unlimited = all(each.limit.up_to is None and each.limit.times is None for each in standings)
    if decider is None or unlimited:
        return _answer("no" if used_up else "yes", holders, furthest, told)
    if used_up:
        told = (*told, lines.of_decider(holders.matter.plan, decider))
        return _answer("ask", holders, furthest or decider, told, decider)
    told = (*told, lines.of_decider_beyond(holders.matter.plan, decider))
    return _answer("yes", holders, furthest, told, decider)


def _answer(
    verdict: Verdict,
    holders: Holders,
    holder: str | None,
    working: tuple[Say, ...],
    decider: str | None = None,
    due: datetime | None = None,
) -> Authority:
    """The answer with the tightest limit of the one whose authority it stands on."""
    standings = holders.standings.get(holder or "", [])
    tight = tightest(standings) if standings else None
    return Authority(
        verdict=verdict,
        offer=holders.wish.offer,
        page=tight.page if tight else holders.pages.get(holder or ""),
        limit=tight.limit.up_to if tight else None,
        left=tight.left if tight else None,
        times_left=tight.times_left if tight else None,
        decider=decider,
        due=due,
        working=working,
    )


def _decision(matter: Matter, hurdle: Standing | None) -> tuple[datetime | None, tuple[Say, ...]]:
    """By when it is decided: as the limit says, else as the channel promises for approvals."""
    plan, channel = matter.plan, matter.channel if matter.channel in matter.plan.channels else None
    within = hurdle.limit.within if hurdle else None
    if hurdle and within:
        clock = effective(hurdle.limit.clock, within)
        rule = lines.of_time_to_decide(plan, hurdle.page, within, clock)
        if channel is None:
            due = within.after(matter.at) if clock == "round" else None
            return due, (rule,)
        try:
            due, how = counted(plan, channel, clock, within, matter.at)
        except NeverOpens:
            return None, (rule,)
        return due, (rule, say("Asked {start}", start=matter.at), *how)
    if channel is None:
        return None, ()
    made = promise(plan, "approval", channel, matter.at, matter.situation, matter.priority, matter.segment)
    return (made.due, made.working) if made else (None, ())
