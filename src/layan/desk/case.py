"""A case as its events have made it. Times are aware UTC; ids are those of the rows beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from layan.desk import codec
from layan.desk.clock import Clock
from layan.plan.say import Say
from layan.plan.units import Money

type Status = Literal["open", "waiting", "snoozed", "resolved", "merged"]
type Decision = Literal["pending", "approved", "declined", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Offered:
    """Something given to the customer. `by` is whose offer it is; `approval` the one it needed, if any."""

    offer: str
    amount: Money | None
    at: datetime
    by: int | None
    page: str | None = None
    approval: int | None = None
    case: int | None = None  # the merged case it was made in; None: this one


@dataclass(frozen=True, slots=True)
class Approval:
    """A question to somebody who may decide it. `id` counts from 1 within the case; `decider` is a role or
    the key of a department; `due` is when the plan promises the decision, if it does."""

    id: int
    offer: str
    amount: Money | None
    reason: str
    asked_by: int | None
    asked_at: datetime
    decider: str
    page: str | None = None
    due: datetime | None = None
    decision: Decision = "pending"
    decided_by: int | None = None
    decided_at: datetime | None = None
    comment: str = ""
    working: tuple[Say, ...] = ()

    @property
    def pending(self) -> bool:
        """Whether it is still to be decided."""
        return self.decision == "pending"


@dataclass(frozen=True, slots=True)
class SideConversation:
    """A talk about the case with somebody who is not its customer. `awaited`: the last word was ours."""

    id: int
    address: str
    opened_at: datetime
    last_at: datetime
    awaited: bool = False
    case: int | None = None  # the merged case it came with


@dataclass(frozen=True, slots=True)
class BeforeMerge:
    """What a merged case was, to be again when it is unmerged."""

    status: Status
    clocks: tuple[Clock, ...] = ()
    snoozed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A case merged into this one: what this one was before (`had`) and which clocks it has (`has`) since."""

    case: int
    at: datetime
    had: tuple[Clock, ...] = ()
    has: tuple[Clock, ...] = ()
    had_customer_at: datetime | None = None
    had_reply_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The folded state. `plan` is the digest in force when it was opened; each clock names its own.

    `by_hand` holds what a person chose and a rule therefore no longer changes: `team`, `priority`,
    `situation`.
    `steps_done` are `procedure:step`, steps counted from 0.
    """

    status: Status
    channel: str
    customer: int
    language: str | None
    subject: str
    opened_at: datetime
    plan: str
    seq: int
    situation: str | None = None
    priority: str = "normal"
    segment: str | None = None
    team: str | None = None
    assignee: int | None = None
    clocks: tuple[Clock, ...] = ()
    offers: tuple[Offered, ...] = ()
    approvals: tuple[Approval, ...] = ()
    sides: tuple[SideConversation, ...] = ()
    steps_done: frozenset[str] = frozenset()
    by_hand: frozenset[str] = frozenset()
    snoozed_until: datetime | None = None
    resolved_at: datetime | None = None
    last_customer_at: datetime | None = None
    last_reply_at: datetime | None = None
    last_at: datetime | None = None  # the last event, whatever it was
    history: bool = False
    follows: int | None = None
    split_from: int | None = None
    merged_into: int | None = None
    before_merge: BeforeMerge | None = None
    taken_in: tuple[TakenIn, ...] = ()

    def clock(self, target: str, subject: int | None = None) -> Clock | None:
        """The newest clock of a target, whatever became of it."""
        return next((c for c in self.clocks if c.key == (target, subject)), None)

    def approval(self, number: int) -> Approval | None:
        """The approval of this number, None when there is none."""
        return next((a for a in self.approvals if a.id == number), None)

    def side(self, number: int) -> SideConversation | None:
        """The side conversation of this row id, None when there is none."""
        return next((s for s in self.sides if s.id == number), None)

    @property
    def pending(self) -> tuple[Approval, ...]:
        """Approvals asked and not decided yet, oldest first."""
        return tuple(a for a in self.approvals if a.pending)

    @property
    def unanswered(self) -> bool:
        """The customer had the last word."""
        if self.last_customer_at is None:
            return False
        return self.last_reply_at is None or self.last_reply_at < self.last_customer_at


def to_data(case: Case) -> dict[str, Any]:
    """The case as JSON-able data."""
    return codec.to_data(case)


def from_data(data: dict[str, Any]) -> Case:
    """The case that `to_data` turned into `data`."""
    return codec.from_data(Case, data)
