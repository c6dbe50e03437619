"""What may be given and why, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from layan.plan.holders import Holders
from layan.plan.limits import Fit, Standing
from layan.plan.pages.policy import Limit
from layan.plan.roles import LADDER
from layan.plan.say import Offer, Role, Say, Value, say

if TYPE_CHECKING:
    from layan.plan.plan import Plan
    from layan.plan.targets import ClockKind
    from layan.plan.units import Duration

OF_NOBODY: Final = say("Nobody may decide this.")


def of_grant(holders: Holders, holder: str) -> tuple[Say, ...]:
    """The limits of a holder and what is left of them when this has been given."""
    return tuple(_of_limits(holders, holder, holders.standings[holder]))


def of_hurdle(holders: Holders, hurdle: Standing) -> tuple[Say, ...]:
    """The limit of a holder that a wish does not fit, and by how much."""
    return (*_of_limits(holders, hurdle.limit.by, [hurdle]), _misfit(hurdle))


def of_no_authority(holders: Holders, role: str) -> tuple[Say, ...]:
    """That somebody has no authority over this, or that nobody has."""
    offer = Offer(holders.wish.offer)
    if not holders.order:
        return (say("No page here lets anybody give this: {offer}.", offer=offer),)
    return (say("No page here lets {role} give this: {offer}.", role=Role(role), offer=offer),)


def of_decider(plan: Plan, decider: str) -> Say:
    """Who decides."""
    return say("Decided by {decider}.", decider=named(plan, decider))


def of_decider_beyond(plan: Plan, decider: str) -> Say:
    """Who decides what is beyond a limit that is not reached yet."""
    return say("Beyond that, decided by {decider}.", decider=named(plan, decider))


def of_time_to_decide(plan: Plan, page: str, within: Duration, clock: ClockKind) -> Say:
    """How fast a page has it decided."""
    name = plan.pages[page].ref
    if clock == "open":
        return say("{page}: decided within {within} of open time.", page=name, within=within)
    return say("{page}: decided within {within}, round the clock.", page=name, within=within)


def named(plan: Plan, holder: str) -> Value:
    """A role, or a department by its page."""
    return Role(holder) if holder in LADDER else plan.pages[holder].ref


def _of_limits(holders: Holders, holder: str, standings: list[Standing]) -> Iterator[Say]:
    plan = holders.matter.plan
    if not standings:
        page = plan.pages[holders.pages[holder]].ref
        yield say("{page}: {by} decides what is above the others.", page=page, by=named(plan, holder))
    for standing in standings:
        yield from _rules(plan, standing)
        if standing.counted:
            yield _given(standing)
        if standing.fit is Fit.FITS and standing.left and standing.wish.amount:
            left = standing.left - standing.wish.amount
            yield say("After {amount} now, {left} is left.", amount=standing.wish.amount, left=left)
        elif standing.counted and standing.left is not None and standing.wish.amount is None:
            yield say("{left} is left.", left=standing.left)


def _rules(plan: Plan, standing: Standing) -> Iterator[Say]:
    limit = standing.limit
    by, page, offer = named(plan, limit.by), plan.pages[standing.page].ref, Offer(limit.offer)
    if limit.up_to is not None:
        yield say("{page}: {offer} by {by}, up to {limit} {per}.",
                  page=page, offer=offer, by=by, limit=limit.up_to, per=_per(limit))  # fmt: skip
    if limit.times is not None:
        yield say("{page}: {offer} by {by}, at most {times} of them {per}.",
                  page=page, offer=offer, by=by, times=limit.times, per=_per(limit))  # fmt: skip
    if limit.up_to is None and limit.times is None:
        yield say("{page}: {offer} by {by}, without limit.", page=page, offer=offer, by=by)


def _per(limit: Limit) -> Say:
    if limit.per == "case":
        return say("per case")
    if limit.period is None:
        return say("per customer")
    return say("per customer in {period}", period=limit.period)


def _given(standing: Standing) -> Say:
    count = len(standing.counted)
    if standing.limit.up_to is not None and standing.comparable and standing.fit is not Fit.TOO_OFTEN:
        return say("Given already: {given}.", given=standing.spent)
    return say("Given already: {count} of them.", count=count)


def _misfit(standing: Standing) -> Say:
    limit, asked = standing.limit, standing.wish.amount
    match standing.fit:
        case Fit.TOO_MUCH if limit.up_to is not None and asked is not None:
            over = standing.spent + asked - limit.up_to
            return say("{amount} now is {over} too much.", amount=asked, over=over)
        case Fit.OTHER_CURRENCY if limit.up_to is not None:
            currency = limit.up_to.currency
            return say("A limit in {currency} cannot be held against other money.", currency=currency)
        case Fit.NO_AMOUNT:
            return say("Whether it fits depends on the amount.")
        case _:
            return say("One more is one too many.")
