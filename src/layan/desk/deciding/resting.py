"""A case waits, sleeps, ends and begins again."""

from dataclasses import replace

from layan.desk.clock import Clock
from layan.desk.commands import Reopen, Resolve, Snooze, WaitForCustomer, Wake
from layan.desk.events import Reopened, Resolved, Snoozed, WaitingForCustomer, Woken
from layan.desk.matter import Matter
from layan.desk.promises import called_off, done, promised, resumed
from layan.desk.refusal import refuse
from layan.plan.say import Offer, say


def wait_for_customer(matter: Matter, command: WaitForCustomer) -> None:
    """It is her turn: the resolution rests, unless its target runs on."""
    _not_resolved(matter)
    if matter.case.status == "waiting":
        refuse("already", say("This case is waiting for the customer already."))
    matter.then(WaitingForCustomer(clocks=matter.clocks_when("waiting")))


def snooze(matter: Matter, command: Snooze) -> None:
    """Until a time to come; another snooze replaces the first."""
    _not_resolved(matter)
    if command.until <= matter.at:
        refuse("past", say("{until} has passed already.", until=command.until))
    matter.then(Snoozed(command.until, clocks=matter.clocks_when("snoozed")))


def wake(matter: Matter, command: Wake) -> None:
    if matter.case.status != "snoozed":
        refuse("not-snoozed", say("This case is not snoozed."))
    matter.then(Woken(clocks=matter.clocks_when("open")))


def resolve(matter: Matter, command: Resolve) -> None:
    """Ends every promise: the resolution is given, an answer nobody gave is called off."""
    if matter.case.status == "resolved":
        refuse("already", say("This case is resolved already."))
    nothing_pending(matter)
    ended = ((clock, _ended(matter, clock)) for clock in matter.case.clocks)
    matter.then(Resolved(clocks=tuple(new for old, new in ended if new is not old)))


def nothing_pending(matter: Matter) -> None:
    """Refuses while an approval is being decided."""
    pending = matter.case.pending
    if not pending:
        return
    lines = tuple(
        say("Approval {number}, {offer}, asked {when}.",
            number=approval.id, offer=Offer(approval.offer), when=approval.asked_at)
        for approval in pending
    )  # fmt: skip
    why = say("An approval is still to be decided: {offers}.", offers=tuple(Offer(a.offer) for a in pending))
    refuse("approval-pending", why, page=pending[0].page, working=lines)


def _ended(matter: Matter, clock: Clock) -> Clock:
    if clock.target == "resolution":
        return done(clock, matter.at)
    if clock.live and "resolved" in clock.runs:
        return clock
    return called_off(clock, matter.at, say("The case was resolved without an answer."))


def reopen(matter: Matter, command: Reopen) -> None:
    """By hand, from any rest."""
    before = matter.case.status
    if before == "open":
        refuse("already", say("This case is open already."))
    if before == "resolved":
        clocks = (*reopen_clocks(matter), *_answer_owed_again(matter))
    else:
        clocks = matter.clocks_when("open")
    matter.then(Reopened(command.reason, before=before, clocks=clocks))


def _answer_owed_again(matter: Matter) -> tuple[Clock, ...]:
    """The answer that was called off when the case was resolved, while the customer still has the last word:
    as it was while its time lasts, else promised anew."""
    case = matter.case
    old = case.clock("next_reply" if case.last_reply_at else "first_reply")
    if not case.unanswered or old is None or old.reason is None or old.ended_at != case.resolved_at:
        return ()
    if old.state == "missed" or (old.due and old.due >= matter.at):
        return (_unended(matter, old),)
    clock = promised(matter.plan, case, old.target, matter.at)
    return (clock,) if clock else ()


def reopen_clocks(matter: Matter) -> tuple[Clock, ...]:
    """The resolution of a case that was resolved: promised anew, or going on as if it had never been, where
    its target runs while resolved."""
    old = matter.case.clock("resolution")
    if old and old.ended_at and "resolved" in old.runs:
        return (_unended(matter, old),)
    clock = promised(matter.plan, matter.case, "resolution", matter.at)
    return (clock,) if clock else ()


def _unended(matter: Matter, clock: Clock) -> Clock:
    if clock.state == "missed":
        return replace(clock, ended_at=None, reason=None)
    if clock.due is None:
        return resumed(replace(clock, state="paused", ended_at=None), matter.plans, matter.at)
    return replace(clock, state="running", ended_at=None, reason=None)


def _not_resolved(matter: Matter) -> None:
    if matter.case.status == "resolved":
        refuse("resolved", say("This case is resolved. Reopen it first."))
