"""What happened to a case: facts in the past tense, never changed.

Every event carries in `clocks` each clock it started, stopped or moved, as it stands afterwards: with the
page and version it stands on, when it is due, and the working line by line, so that nothing is ever computed
again to be shown.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from layan.desk import codec, registry
from layan.desk.actor import Author
from layan.desk.case import BeforeMerge, Offered, SideConversation
from layan.desk.clock import Clock
from layan.plan.say import Say
from layan.plan.units import Money


@dataclass(frozen=True)
class Event:
    """The root of them all."""

    clocks: tuple[Clock, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True)
class Opened(Event):
    """`recognised`: the plan knew the situation by its words. `working` says why this team and priority."""

    channel: str
    customer: int
    subject: str
    received_at: datetime
    language: str | None = None
    situation: str | None = None
    priority: str = "normal"
    segment: str | None = None
    team: str | None = None
    recognised: bool = False
    by_hand: frozenset[str] = frozenset()
    history: bool = False
    outgoing: bool = False
    follows: int | None = None
    split_from: int | None = None
    pages: tuple[str, ...] = ()
    working: tuple[Say, ...] = ()


@dataclass(frozen=True)
class MessageReceived(Event):
    """`ends_wait`: the case was waiting for just this and is open again."""

    message: int
    automatic: bool = False
    channel: str | None = None
    history: bool = False
    ends_wait: bool = False


@dataclass(frozen=True)
class MessageSent(Event):
    """`automatic`: a letter of the desk, which keeps no promise."""

    message: int
    to: tuple[str, ...] = ()
    automatic: bool = False
    channel: str | None = None
    history: bool = False


@dataclass(frozen=True)
class NoteWritten(Event):
    """Colleagues were told something; `mentions` are the users named in it."""

    note: int
    mentions: tuple[int, ...] = ()


@dataclass(frozen=True)
class Taken(Event):
    """`before`: who had it."""

    assignee: int
    before: int | None = None


@dataclass(frozen=True)
class Assigned(Event):
    """Somebody was given the case, or nobody in particular; `before`: who had it."""

    assignee: int | None
    before: int | None = None


@dataclass(frozen=True)
class Transferred(Event):
    """Another team has the case; `before`: the team that had it."""

    team: str
    assignee: int | None = None
    reason: str = ""
    before: str | None = None


@dataclass(frozen=True)
class SituationSet(Event):
    """With the team and priority the plan gives, where no person chose them. `recognised`: by its words."""

    situation: str | None
    priority: str
    team: str | None
    before: str | None = None
    recognised: bool = False
    pages: tuple[str, ...] = ()
    working: tuple[Say, ...] = ()


@dataclass(frozen=True)
class PrioritySet(Event):
    """`working`: what it does to each promise, and that a promise once made is not taken back."""

    priority: str
    before: str
    working: tuple[Say, ...] = ()


@dataclass(frozen=True)
class ChannelSet(Event):
    """`working` as in PrioritySet."""

    channel: str
    before: str
    working: tuple[Say, ...] = ()


@dataclass(frozen=True)
class SubjectSet(Event):
    """It is called so now."""

    subject: str


@dataclass(frozen=True)
class OfferMade(Event):
    """`by`: whose offer it is, also when it needed an `approval`."""

    offer: str
    amount: Money | None
    by: int | None
    reason: str = ""
    page: str | None = None
    approval: int | None = None
    working: tuple[Say, ...] = ()


@dataclass(frozen=True)
class ApprovalAsked(Event):
    """`due`: when the plan promises the decision; its clock's `subject` is the approval."""

    approval: int
    offer: str
    amount: Money | None
    decider: str
    reason: str = ""
    page: str | None = None
    due: datetime | None = None
    working: tuple[Say, ...] = ()


@dataclass(frozen=True)
class Approved(Event):
    """The question was answered with yes; the offer follows as OfferMade."""

    approval: int
    comment: str = ""


@dataclass(frozen=True)
class Declined(Event):
    """The question was answered with no, and why."""

    approval: int
    comment: str


@dataclass(frozen=True)
class ApprovalWithdrawn(Event):
    """The one who asked asks no longer."""

    approval: int


@dataclass(frozen=True)
class WaitingForCustomer(Event):
    """It is the customer's turn."""


@dataclass(frozen=True)
class Snoozed(Event):
    """Nobody looks at it until then, unless the customer writes."""

    until: datetime


@dataclass(frozen=True)
class Woken(Event):
    """`answered`: by the customer, before its time."""

    answered: bool = False


@dataclass(frozen=True)
class Resolved(Event):
    """Done; `clocks` are the promises that ended with it."""


@dataclass(frozen=True)
class Reopened(Event):
    """`answered`: by the customer's own message; `before`: the status it had."""

    reason: str = ""
    answered: bool = False
    before: str = "resolved"


@dataclass(frozen=True)
class Merged(Event):
    """This case went into `other`; `before` is what Unmerged restores."""

    other: int
    before: BeforeMerge


@dataclass(frozen=True)
class MergedIn(Event):
    """Case `other` became part of this one; `had`: the clocks that moved, as they were."""

    other: int
    had: tuple[Clock, ...] = ()
    offers: tuple[Offered, ...] = ()
    sides: tuple[SideConversation, ...] = ()
    last_customer_at: datetime | None = None
    last_reply_at: datetime | None = None


@dataclass(frozen=True)
class Unmerged(Event):
    """It left `other` and is what it was."""

    other: int
    before: BeforeMerge


@dataclass(frozen=True)
class GivenBack(Event):
    """Case `other` is no part of this one any more."""

    other: int


@dataclass(frozen=True)
class Split(Event):
    """These messages went to case `other`."""

    messages: tuple[int, ...]
    other: int


@dataclass(frozen=True)
class TakenOver(Event):
    """These messages came from case `other`."""

    messages: tuple[int, ...]
    other: int


@dataclass(frozen=True)
class SideOpened(Event):
    """A talk with somebody who is not the customer began."""

    side: int
    address: str


@dataclass(frozen=True)
class SideMessageReceived(Event):
    """The other side said something."""

    side: int
    message: int
    automatic: bool = False


@dataclass(frozen=True)
class SideMessageSent(Event):
    """We said something to the other side."""

    side: int
    message: int


@dataclass(frozen=True)
class StepTicked(Event):
    """A step of a procedure, counted from 0, was done; or not, after all."""

    procedure: str
    step: int
    done: bool = True


@dataclass(frozen=True)
class TargetMissed(Event):
    """A promise was broken: the one in `clocks`. Found at the next act, by whomever: nobody did it."""

    target: str
    due: datetime
    subject: int | None = None


EVENTS: Final = registry.named(Event)
"""Stored name (`message_received`) -> class."""


@dataclass(frozen=True)
class Recorded:
    """An event in its place: the `seq`-th of its case, under the plan version with digest `plan`."""

    event: Event
    at: datetime
    by: Author
    plan: str
    seq: int


def name_of(event: Event) -> str:
    """The name under which it is stored: `message_received`."""
    return registry.name_of(type(event))


def to_data(event: Event) -> dict[str, Any]:
    """Its fields as JSON-able data; the name is kept beside them."""
    return codec.to_data(event)


def from_data(name: str, data: dict[str, Any]) -> Event:
    """The event that `to_data` turned into `data`. Raises KeyError for a name nobody knows."""
    return registry.read(EVENTS, name, data)
