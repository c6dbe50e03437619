"""What happened to a case, as one line each: an event in words, with its icon and the promises that moved with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from layan.desk import events
from layan.desk.clock import Clock
from layan.plan.plan import Plan
from layan.plan.say import Offer, Priority, Role, Say, TargetName, Value, say
from layan.plan.wording import to_the_minute
from layan.records.queries.timeline import Entry


@dataclass(frozen=True)
class Fact:
    """One line: the sentence, its icon, its colour's word, somebody's own words, the working behind it."""

    text: Say
    icon: str = "circle-dot"
    state: str = ""
    comment: str = ""
    working: tuple[Say, ...] = ()
    page: str | None = None
    case: int | None = None  # another case that the line leads to


type Teller = Callable[[Any, "Names"], Fact | None]


class Names:
    """The names that stand in an entry's sentence."""

    def __init__(self, entry: Entry, plan: Plan) -> None:
        self.entry = entry
        self.plan = plan

    @property
    def who(self) -> Value:
        if self.entry.by is not None:
            return self.entry.by.name
        return say("The customer") if self.entry.by_kind == "customer" else say("Layan")

    def person(self, pk: int | None) -> Value:
        user = self.entry.people.get(pk or 0)
        return user.name if user else say("nobody")

    def page(self, key: str | None) -> Value:
        """A page's name, or its key when the plan has no such page any more."""
        page = self.plan.pages.get(key or "")
        return page.ref if page else (key or say("none"))

    def decider(self, key: str) -> Value:
        return self.page(key) if key in self.plan.teams else Role(key)


def fact(entry: Entry, plan: Plan) -> Fact | None:
    """The line for an entry that is no message; None for what needs no line."""
    if entry.event is None:
        return None
    return TELLERS.get(type(entry.event), _nothing)(entry.event, Names(entry, plan))


def promise_facts(clocks: tuple[Clock, ...]) -> list[Fact]:
    """What was promised, kept or missed with an entry, a line each."""
    return [told for clock in clocks if (told := _promise(clock)) is not None]


def _promise(clock: Clock) -> Fact | None:
    target = TargetName(clock.target)
    match clock.state:
        case "running" if clock.due:
            text = say("Promised: {target} by {due}.", target=target, due=to_the_minute(clock.due))
            return Fact(text, "clock", "", "", clock.working, clock.page)
        case "kept":
            return Fact(
                say("Kept: {target}.", target=target), "circle-check", "kept", "", clock.working, clock.page
            )
        case "missed" if clock.ended_at:
            text = say("Done too late: {target}.", target=target)
            return Fact(text, "circle-alert", "late", "", clock.working, clock.page)
        case "paused":
            return Fact(say("The time stands still: {target}.", target=target), "pause")
        case _:
            return None


def _nothing(event: events.Event, names: Names) -> None:
    return None


def _opened(event: events.Opened, names: Names) -> Fact:
    if event.split_from:
        text = say("Split off from case #{number}.", number=str(event.split_from))
    elif event.follows:
        text = say(
            "Follows case #{number}, which was settled too long ago to be reopened.",
            number=str(event.follows),
        )
    elif event.history:
        text = say("Brought in as history: nothing is promised or timed.")
    elif event.situation and event.recognised:
        text = say("Recognised as {situation}.", situation=names.page(event.situation))
    else:
        text = say("Opened by {channel}.", channel=names.page(event.channel))
    other = event.split_from or event.follows
    return Fact(
        text, "inbox", working=event.working, page=event.pages[0] if event.pages else None, case=other
    )


def _assigned(event: events.Assigned, names: Names) -> Fact:
    if event.assignee is None:
        return Fact(say("{who} gave it back to all.", who=names.who), "user-x")
    return Fact(
        say("{who} gave it to {person}.", who=names.who, person=names.person(event.assignee)), "user-round"
    )


def _transferred(event: events.Transferred, names: Names) -> Fact:
    text = say("{who} transferred it to {team}.", who=names.who, team=names.page(event.team))
    return Fact(text, "arrow-right", comment=event.reason)


def _situation(event: events.SituationSet, names: Names) -> Fact:
    text = say(
        "{who} set the situation to {situation}.", who=names.who, situation=names.page(event.situation)
    )
    if event.recognised:
        text = say("Recognised as {situation}.", situation=names.page(event.situation))
    return Fact(text, "tag", working=event.working, page=event.pages[0] if event.pages else None)


def _priority(event: events.PrioritySet, names: Names) -> Fact:
    text = say("{who} set the priority to {priority}.", who=names.who, priority=Priority(event.priority))
    return Fact(text, "flag")


def _offer(event: events.OfferMade, names: Names) -> Fact:
    offer = Offer(event.offer)
    text = (
        say(
            "{person} gave {offer}: {amount}.",
            person=names.person(event.by),
            offer=offer,
            amount=event.amount,
        )
        if event.amount
        else say("{person} gave {offer}.", person=names.person(event.by), offer=offer)
    )
    return Fact(text, "gift", "kept", event.reason, event.working, event.page)


def _asked(event: events.ApprovalAsked, names: Names) -> Fact:
    values: dict[str, Value] = {
        "who": names.who,
        "decider": names.decider(event.decider),
        "offer": Offer(event.offer),
    }
    text = (
        say("{who} asks {decider} to approve {offer}: {amount}.", **values, amount=event.amount)
        if event.amount
        else say("{who} asks {decider} to approve {offer}.", **values)
    )
    return Fact(text, "badge-check", "soon", event.reason, event.working, event.page)


def _approved(event: events.Approved, names: Names) -> Fact:
    return Fact(say("{who} approved it.", who=names.who), "circle-check", "kept", event.comment)


def _declined(event: events.Declined, names: Names) -> Fact:
    return Fact(say("{who} declined it.", who=names.who), "circle-x", "late", event.comment)


def _reopened(event: events.Reopened, names: Names) -> Fact:
    if event.answered:
        return Fact(say("The customer answered, and the case is open again."), "rotate-ccw")
    return Fact(say("{who} reopened it.", who=names.who), "rotate-ccw", comment=event.reason)


def _missed(event: events.TargetMissed, names: Names) -> Fact:
    text = say(
        "Missed: {target}, promised by {due}.", target=TargetName(event.target), due=to_the_minute(event.due)
    )
    working = tuple(line for clock in event.clocks for line in clock.working)
    return Fact(
        text, "circle-alert", "late", working=working, page=event.clocks[0].page if event.clocks else None
    )


def _woken(event: events.Woken, names: Names) -> Fact:
    return Fact(
        say("The customer answered before its time.") if event.answered else say("Its time has come."), "sun"
    )


def _line(sentence: Say, icon: str, **values: str) -> Teller:
    """A teller for an event whose line only needs who did it and numbers of other cases."""

    def told(event: Any, names: Names) -> Fact:
        found: dict[str, Value] = {name: str(getattr(event, field)) for name, field in values.items()}
        return Fact(Say(sentence.text, {"who": names.who, **found}), icon, case=getattr(event, "other", None))

    return told


TELLERS: Final[Mapping[type[events.Event], Teller]] = {
    events.Opened: _opened,
    events.Taken: _line(say("{who} took it."), "user-check"),
    events.Assigned: _assigned,
    events.Transferred: _transferred,
    events.SituationSet: _situation,
    events.PrioritySet: _priority,
    events.SubjectSet: _line(say("{who} renamed it: {subject}"), "pencil", subject="subject"),
    events.OfferMade: _offer,
    events.ApprovalAsked: _asked,
    events.Approved: _approved,
    events.Declined: _declined,
    events.ApprovalWithdrawn: _line(say("{who} no longer asks."), "undo-2"),
    events.WaitingForCustomer: _line(say("{who} waits for the customer."), "hourglass"),
    events.Snoozed: lambda event, names: Fact(
        say("{who} put it off until {until}.", who=names.who, until=event.until), "moon"
    ),
    events.Woken: _woken,
    events.Resolved: _line(say("{who} resolved it."), "circle-check"),
    events.Reopened: _reopened,
    events.Merged: _line(say("{who} merged it into case #{number}."), "merge", number="other"),
    events.MergedIn: _line(say("{who} merged case #{number} into this one."), "merge", number="other"),
    events.Unmerged: _line(say("{who} took it out of case #{number} again."), "split", number="other"),
    events.GivenBack: _line(say("{who} took case #{number} out again."), "split", number="other"),
    events.Split: _line(say("{who} split messages off into case #{number}."), "split", number="other"),
    events.TakenOver: _line(say("{who} moved messages here from case #{number}."), "split", number="other"),
    events.SideOpened: _line(
        say("{who} began a side conversation with {address}."), "messages-square", address="address"
    ),
    events.TargetMissed: _missed,
}
