"""What follows from a command: events, or a refusal that says why. Changes nothing and reads no clock."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from layan.desk import commands as c
from layan.desk.actor import Actor
from layan.desk.case import Case
from layan.desk.deciding import joining, messages, offers, opening, people, resting, sides, sorting
from layan.desk.due import overdue
from layan.desk.events import Event, TargetMissed
from layan.desk.matter import Matter
from layan.desk.promises import Plans, missed
from layan.desk.refusal import Refusal, Refused, refuse
from layan.plan.say import Code, say

__all__ = ["Plans", "Refusal", "decide"]

type Decide = Callable[[Matter, Any], None]


def decide(
    case: Case | None, command: c.Command, plans: Plans, at: datetime, by: Actor
) -> tuple[Event, ...] | Refusal:
    """What happens when `by` asks for `command` at `at`, under the plan in force.

    Promises broken by then are found first, so every miss is an event of its own. An empty tuple: there is
    nothing to do. Raises LookupError for a command other than OpenCase without a case.
    """
    matter = Matter(case, plans, at, by)
    try:
        _admit(case, command, by)
        if case is not None and case.status != "merged":
            _find_missed(matter)
        DECIDE[type(command)](matter, command)
    except Refused as no:
        return no.refusal
    return tuple(matter.events)


def _admit(case: Case | None, command: c.Command, by: Actor) -> None:
    """Who may ask this at all, and of which case."""
    if isinstance(command, c.OpenCase):
        if case is not None:
            refuse("already", say("This case is open already."))
        return
    if case is None:
        raise LookupError(f"{type(command).__name__} without a case")
    if by.kind == "customer" and not isinstance(command, c.ReceiveMessage):
        refuse("staff-only", say("Only our staff can do this."))
    if by.kind == "system" and isinstance(command, PERSONAL):
        refuse("nobody", say("Only a person can do this."))
    if case.status == "merged" and not isinstance(command, (c.Unmerge, c.MissClock)):
        number = Code(str(case.merged_into))
        refuse("merged", say("This case was merged into case {number} and goes on there.", number=number))


def _find_missed(matter: Matter) -> None:
    for clock in overdue(matter.case, matter.at):
        assert clock.due
        matter.then(TargetMissed(clock.target, clock.due, clock.subject, clocks=(missed(clock),)))


def _miss_clock(matter: Matter, command: c.MissClock) -> None:
    """Has been done: broken promises are looked for before every command."""


PERSONAL: Final = (c.Take, c.MakeOffer, c.AskApproval, c.Approve, c.Decline, c.WithdrawApproval)
"""What somebody must answer for."""

DECIDE: Final[Mapping[type[c.Command], Decide]] = {
    c.OpenCase: opening.open_case,
    c.ReceiveMessage: messages.receive_message,
    c.SendMessage: messages.send_message,
    c.WriteNote: messages.write_note,
    c.Take: people.take,
    c.Assign: people.assign,
    c.Transfer: people.transfer,
    c.SetSituation: sorting.set_situation,
    c.SetPriority: sorting.set_priority,
    c.SetChannel: sorting.set_channel,
    c.SetSubject: sorting.set_subject,
    c.MakeOffer: offers.make_offer,
    c.AskApproval: offers.ask_approval,
    c.Approve: offers.approve,
    c.Decline: offers.decline,
    c.WithdrawApproval: offers.withdraw_approval,
    c.WaitForCustomer: resting.wait_for_customer,
    c.Snooze: resting.snooze,
    c.Wake: resting.wake,
    c.Resolve: resting.resolve,
    c.Reopen: resting.reopen,
    c.MergeInto: joining.merge_into,
    c.TakeIn: joining.take_in,
    c.Unmerge: joining.unmerge,
    c.GiveBack: joining.give_back,
    c.SplitOff: joining.split_off,
    c.TakeOver: joining.take_over,
    c.OpenSide: sides.open_side,
    c.ReceiveSideMessage: sides.receive_side_message,
    c.SendSideMessage: sides.send_side_message,
    c.TickStep: sides.tick_step,
    c.MissClock: _miss_clock,
}
"""Every command; a test holds it complete."""
