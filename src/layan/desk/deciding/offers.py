"""What is given to a customer, within one's own authority or with the approval of whoever has it."""

from dataclasses import replace
from typing import NoReturn

from layan.desk.case import Approval, Offered
from layan.desk.clock import Clock
from layan.desk.commands import Approve, AskApproval, Decline, MakeOffer, WithdrawApproval
from layan.desk.events import ApprovalAsked, ApprovalWithdrawn, Approved, Declined, OfferMade
from layan.desk.matter import Matter
from layan.desk.promises import called_off, done
from layan.desk.refusal import Refusal, Refused, refuse
from layan.plan.authority import Authority, Given
from layan.plan.roles import ROLES, covers
from layan.plan.say import Offer, Role, Say, Value, say

type Wish = MakeOffer | AskApproval


def make_offer(matter: Matter, command: MakeOffer) -> None:
    """Within one's authority it is made; beyond it the refusal says whom one may ask."""
    authority = _authority(matter, command)
    if authority.verdict != "yes":
        _beyond(matter, command, authority)
    matter.then(
        OfferMade(
            command.offer, command.amount, matter.by.id, command.reason, authority.page,
            working=authority.working,
        )
    )  # fmt: skip


def ask_approval(matter: Matter, command: AskApproval) -> None:
    """A question to whoever decides, with the time in which the plan promises the decision."""
    if matter.case.status == "resolved":
        refuse("resolved", say("This case is resolved. Reopen it first."))
    authority = _authority(matter, command)
    if authority.verdict == "yes":
        refuse("within-authority", say("You may offer this yourself."), page=authority.page)
    if authority.verdict == "no" or authority.decider is None:
        _beyond(matter, command, authority)
    if any((a.offer, a.amount) == (command.offer, command.amount) for a in matter.case.pending):
        refuse("already", say("This has been asked already."), page=authority.page)
    number = len(matter.case.approvals) + 1
    clock = _decision_clock(matter, authority, number)
    matter.then(
        ApprovalAsked(
            number, command.offer, command.amount, authority.decider, command.reason, authority.page,
            authority.due, authority.working, clocks=(clock,) if clock else (),
        )
    )  # fmt: skip


def _authority(matter: Matter, command: Wish) -> Authority:
    case, by = matter.case, matter.by
    if command.amount is not None and command.amount.amount <= 0:
        refuse("amount", say("An amount is more than nothing."))
    return matter.plan.may(
        by.role or "", command.offer, command.amount, departments=by.departments, situation=case.situation,
        channel=case.channel, given=_given(matter, command.given), at=matter.at,
        priority=case.priority, segment=case.segment,
    )  # fmt: skip


def _given(matter: Matter, elsewhere: tuple[Offered, ...]) -> tuple[Given, ...]:
    """What came here with a merged case was given once, though that case remembers it, too."""
    here = {replace(offered, case=None) for offered in matter.case.offers}
    others = (offered for offered in elsewhere if replace(offered, case=None) not in here)
    return (
        *(Given(o.amount, o.offer, o.at, per_case=True) for o in matter.case.offers),
        *(Given(o.amount, o.offer, o.at, per_case=False) for o in others),
    )


def _beyond(matter: Matter, command: Wish, authority: Authority) -> NoReturn:
    what: Value = command.amount or Offer(command.offer)
    if authority.verdict == "ask" and authority.decider:
        why = say(
            "Beyond your own authority: {what}. This is decided by: {decider}.",
            what=what, decider=_named(matter, authority.decider),
        )  # fmt: skip
        raise Refused(Refusal(why, "beyond-authority", authority.page, authority.working, authority))
    why = say("The plan lets nobody offer this here: {what}.", what=what)
    raise Refused(Refusal(why, "nobody-may", authority.page, authority.working))


def _named(matter: Matter, decider: str) -> Value:
    if decider in ROLES:
        return Role(decider)
    page = matter.plan.teams.get(decider)
    return page.ref if page else decider


def _decision_clock(matter: Matter, authority: Authority, number: int) -> Clock | None:
    if authority.due is None:
        return None
    return Clock(
        target="approval", page=authority.page or "", plan=matter.plan.digest, channel=matter.case.channel,
        start=matter.at, due=authority.due, subject=number, working=authority.working,
    )  # fmt: skip


def approve(matter: Matter, command: Approve) -> None:
    """The offer is made then and there, in the name of the one who asked."""
    approval = _to_decide(matter, command.approval)
    _within_her_authority(matter, approval, command.given)
    matter.then(Approved(approval.id, command.comment, clocks=_decided(matter, approval)))
    matter.then(
        OfferMade(
            approval.offer, approval.amount, approval.asked_by, approval.reason, approval.page, approval.id,
            approval.working,
        )
    )  # fmt: skip


def _within_her_authority(matter: Matter, approval: Approval, given: tuple[Offered, ...]) -> None:
    """What was given since it was asked, or another version of the plan, may have taken it beyond her, too."""
    wish = MakeOffer(approval.offer, approval.amount, given=given)
    authority = _authority(matter, wish)
    if authority.verdict != "yes":
        _beyond(matter, wish, authority)


def decline(matter: Matter, command: Decline) -> None:
    approval = _to_decide(matter, command.approval)
    if not command.comment.strip():
        refuse("empty", say("Say why, so that a colleague can tell the customer."), page=approval.page)
    matter.then(Declined(approval.id, command.comment, clocks=_decided(matter, approval)))


def withdraw_approval(matter: Matter, command: WithdrawApproval) -> None:
    """Only by the one who asked."""
    approval = _pending(matter, command.approval)
    if matter.by.id is None or matter.by.id != approval.asked_by:
        refuse("not-yours", say("Only the one who asked can withdraw the question."), page=approval.page)
    clock = matter.case.clock("approval", approval.id)
    why = say("The question was withdrawn.")
    clocks = (called_off(clock, matter.at, why),) if clock else ()
    matter.then(ApprovalWithdrawn(approval.id, clocks=clocks))


def _pending(matter: Matter, number: int) -> Approval:
    approval = matter.case.approval(number)
    if approval is None:
        refuse("unknown-approval", say("This case has no approval {number}.", number=number))
    if not approval.pending:
        refuse("already", _was_decided(approval), page=approval.page)
    return approval


def _was_decided(approval: Approval) -> Say:
    match approval.decision:
        case "approved":
            return say("This was approved already.")
        case "declined":
            return say("This was declined already.")
        case _:
            return say("This question was withdrawn.")


def _to_decide(matter: Matter, number: int) -> Approval:
    """The approval, if this person may decide it: by her role or department, and never what she asked."""
    approval = _pending(matter, number)
    if matter.by.id == approval.asked_by:
        refuse("own-question", say("Nobody approves what she asked for herself."), page=approval.page)
    if not _may_decide(matter, approval.decider):
        refuse(
            "not-the-decider",
            say("This is decided by: {decider}.", decider=_named(matter, approval.decider)),
            page=approval.page, working=approval.working,
        )  # fmt: skip
    return approval


def _may_decide(matter: Matter, decider: str) -> bool:
    if decider in matter.by.departments:
        return True
    return decider in ROLES and covers(matter.by.role or "", decider)


def _decided(matter: Matter, approval: Approval) -> tuple[Clock, ...]:
    clock = matter.case.clock("approval", approval.id)
    return (done(clock, matter.at),) if clock else ()
