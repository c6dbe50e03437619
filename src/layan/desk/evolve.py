"""How each event changes a case. Knows no rule and asks no plan: what was decided stands in the event."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from layan.desk import events as e
from layan.desk.case import Approval, Case, Decision, Offered, SideConversation, TakenIn
from layan.desk.clock import Clock

type Changes = Mapping[str, Any]
type Apply = Callable[[Case, Any, e.Recorded], Changes]


def evolve(case: Case | None, recorded: e.Recorded) -> Case:
    """The case after `recorded`; only Opened may come to no case. Raises LookupError when another does."""
    event = recorded.event
    if isinstance(event, e.Opened):
        return _opened(event, recorded)
    if case is None:
        raise LookupError(f"{type(event).__name__} before Opened")
    changes = {
        "seq": recorded.seq, "last_at": recorded.at, "clocks": with_clocks(case.clocks, event.clocks),
        **APPLY[type(event)](case, event, recorded),
    }  # fmt: skip
    return replace(case, **changes)


def fold(recorded: Iterable[e.Recorded], case: Case | None = None) -> Case | None:
    """The case that these events in their order have made, beginning from `case`."""
    for each in recorded:
        case = evolve(case, each)
    return case


def with_clocks(clocks: tuple[Clock, ...], changed: tuple[Clock, ...]) -> tuple[Clock, ...]:
    """`clocks` with those of the same target and subject as one in `changed` replaced by it."""
    if not changed:
        return clocks
    return tuple(({c.key: c for c in clocks} | {c.key: c for c in changed}).values())


def _opened(event: e.Opened, recorded: e.Recorded) -> Case:
    return Case(
        status="resolved" if event.history else "open",
        channel=event.channel,
        customer=event.customer,
        language=event.language,
        subject=event.subject,
        opened_at=event.received_at,
        plan=recorded.plan,
        seq=recorded.seq,
        situation=event.situation,
        priority=event.priority,
        segment=event.segment,
        team=event.team,
        clocks=event.clocks,
        by_hand=event.by_hand,
        resolved_at=event.received_at if event.history else None,
        last_customer_at=None if event.outgoing else event.received_at,
        last_at=recorded.at,
        history=event.history,
        follows=event.follows,
        split_from=event.split_from,
    )


def _nothing(case: Case, event: e.Event, recorded: e.Recorded) -> Changes:
    return {}


def _message_received(case: Case, event: e.MessageReceived, recorded: e.Recorded) -> Changes:
    if event.automatic:
        return {}
    changes = {"last_customer_at": recorded.at} | _old(case, event.history, recorded.at)
    return changes | {"status": "open"} if event.ends_wait else changes


def _message_sent(case: Case, event: e.MessageSent, recorded: e.Recorded) -> Changes:
    if event.automatic:
        return {}
    return {"last_reply_at": recorded.at} | _old(case, event.history, recorded.at)


def _old(case: Case, history: bool, at: datetime) -> dict[str, Any]:
    """An imported case was resolved when its last message was written."""
    return {"resolved_at": max(case.resolved_at, at)} if history and case.resolved_at else {}


def _assigned(case: Case, event: e.Taken | e.Assigned, recorded: e.Recorded) -> Changes:
    return {"assignee": event.assignee}


def _transferred(case: Case, event: e.Transferred, recorded: e.Recorded) -> Changes:
    return {"team": event.team, "assignee": event.assignee, "by_hand": case.by_hand | {"team"}}


def _situation_set(case: Case, event: e.SituationSet, recorded: e.Recorded) -> Changes:
    by_hand = case.by_hand if event.recognised else case.by_hand | {"situation"}
    return {
        "situation": event.situation, "priority": event.priority, "team": event.team, "by_hand": by_hand,
    }  # fmt: skip


def _priority_set(case: Case, event: e.PrioritySet, recorded: e.Recorded) -> Changes:
    return {"priority": event.priority, "by_hand": case.by_hand | {"priority"}}


def _channel_set(case: Case, event: e.ChannelSet, recorded: e.Recorded) -> Changes:
    return {"channel": event.channel}


def _subject_set(case: Case, event: e.SubjectSet, recorded: e.Recorded) -> Changes:
    return {"subject": event.subject}


def _offer_made(case: Case, event: e.OfferMade, recorded: e.Recorded) -> Changes:
    made = Offered(event.offer, event.amount, recorded.at, event.by, event.page, event.approval)
    return {"offers": (*case.offers, made)}


def _approval_asked(case: Case, event: e.ApprovalAsked, recorded: e.Recorded) -> Changes:
    asked = Approval(
        event.approval, event.offer, event.amount, event.reason, recorded.by.id, recorded.at,
        event.decider, event.page, event.due, working=event.working,
    )  # fmt: skip
    return {"approvals": (*case.approvals, asked)}


def _decided(decision: Decision) -> Apply:
    def apply(case: Case, event: e.Approved | e.Declined, recorded: e.Recorded) -> Changes:
        def after(approval: Approval) -> Approval:
            if approval.id != event.approval:
                return approval
            return replace(
                approval, decision=decision, decided_by=recorded.by.id, decided_at=recorded.at,
                comment=getattr(event, "comment", ""),
            )  # fmt: skip

        return {"approvals": tuple(after(approval) for approval in case.approvals)}

    return apply


def _waiting(case: Case, event: e.WaitingForCustomer, recorded: e.Recorded) -> Changes:
    return {"status": "waiting", "snoozed_until": None}


def _snoozed(case: Case, event: e.Snoozed, recorded: e.Recorded) -> Changes:
    return {"status": "snoozed", "snoozed_until": event.until}


def _opens(case: Case, event: e.Woken | e.Reopened, recorded: e.Recorded) -> Changes:
    return {"status": "open", "snoozed_until": None, "resolved_at": None}


def _resolved(case: Case, event: e.Resolved, recorded: e.Recorded) -> Changes:
    return {"status": "resolved", "snoozed_until": None, "resolved_at": recorded.at}


def _merged(case: Case, event: e.Merged, recorded: e.Recorded) -> Changes:
    return {
        "status": "merged", "merged_into": event.other, "before_merge": event.before, "snoozed_until": None,
    }  # fmt: skip


def _unmerged(case: Case, event: e.Unmerged, recorded: e.Recorded) -> Changes:
    before = event.before
    return {
        "status": before.status, "snoozed_until": before.snoozed_until,
        "merged_into": None, "before_merge": None,
    }  # fmt: skip


def _merged_in(case: Case, event: e.MergedIn, recorded: e.Recorded) -> Changes:
    taken = TakenIn(
        event.other, recorded.at, event.had, event.clocks, case.last_customer_at, case.last_reply_at
    )
    return {
        "taken_in": (*case.taken_in, taken),
        "offers": case.offers + tuple(replace(o, case=event.other) for o in event.offers),
        "sides": case.sides + tuple(replace(s, case=event.other) for s in event.sides),
        "last_customer_at": _later(case.last_customer_at, event.last_customer_at),
        "last_reply_at": _later(case.last_reply_at, event.last_reply_at),
    }


def _given_back(case: Case, event: e.GivenBack, recorded: e.Recorded) -> Changes:
    taken = next((t for t in case.taken_in if t.case == event.other), None)
    if taken is None:
        return {}
    return {
        "taken_in": tuple(t for t in case.taken_in if t is not taken),
        "offers": tuple(o for o in case.offers if o.case != event.other),
        "sides": tuple(s for s in case.sides if s.case != event.other),
        "last_customer_at": _since(taken.at, case.last_customer_at, taken.had_customer_at),
        "last_reply_at": _since(taken.at, case.last_reply_at, taken.had_reply_at),
    }


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((t for t in (one, other) if t), default=None)


def _since(moment: datetime, now: datetime | None, had: datetime | None) -> datetime | None:
    """What it is now if that came after `moment`, else what it had been."""
    return now if now and now > moment else had


def _side_opened(case: Case, event: e.SideOpened, recorded: e.Recorded) -> Changes:
    opened = SideConversation(event.side, event.address, recorded.at, recorded.at)
    return {"sides": (*case.sides, opened)}


def _side_message(awaited: bool) -> Apply:
    def apply(case: Case, event: e.SideMessageReceived | e.SideMessageSent, recorded: e.Recorded) -> Changes:
        def after(side: SideConversation) -> SideConversation:
            if side.id != event.side or getattr(event, "automatic", False):
                return side
            return replace(side, last_at=recorded.at, awaited=awaited)

        return {"sides": tuple(after(side) for side in case.sides)}

    return apply


def _step_ticked(case: Case, event: e.StepTicked, recorded: e.Recorded) -> Changes:
    step = frozenset({f"{event.procedure}:{event.step}"})
    return {"steps_done": case.steps_done | step if event.done else case.steps_done - step}


APPLY: Final[Mapping[type[e.Event], Apply]] = {
    e.MessageReceived: _message_received,
    e.MessageSent: _message_sent,
    e.NoteWritten: _nothing,
    e.Taken: _assigned,
    e.Assigned: _assigned,
    e.Transferred: _transferred,
    e.SituationSet: _situation_set,
    e.PrioritySet: _priority_set,
    e.ChannelSet: _channel_set,
    e.SubjectSet: _subject_set,
    e.OfferMade: _offer_made,
    e.ApprovalAsked: _approval_asked,
    e.Approved: _decided("approved"),
    e.Declined: _decided("declined"),
    e.ApprovalWithdrawn: _decided("withdrawn"),
    e.WaitingForCustomer: _waiting,
    e.Snoozed: _snoozed,
    e.Woken: _opens,
    e.Resolved: _resolved,
    e.Reopened: _opens,
    e.Merged: _merged,
    e.MergedIn: _merged_in,
    e.Unmerged: _unmerged,
    e.GivenBack: _given_back,
    e.Split: _nothing,
    e.TakenOver: _nothing,
    e.SideOpened: _side_opened,
    e.SideMessageReceived: _side_message(awaited=False),
    e.SideMessageSent: _side_message(awaited=True),
    e.StepTicked: _step_ticked,
    e.TargetMissed: _nothing,
}
"""Every event but Opened; a test holds it complete."""
