"""What one may ask of a case. A command carries what `decide` must know and the case does not.

`message`, `note`, `side`, `case` and people are row ids; times are aware. `text` is only looked at (is it
empty, does it say what the matter is); what was said is kept beside the events, never in them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from layan.desk import codec, registry
from layan.desk.case import Case, Offered, SideConversation, Status
from layan.desk.clock import Clock
from layan.plan.units import Money


@dataclass(frozen=True)
class Command:
    """The root of them all."""


@dataclass(frozen=True)
class OpenCase(Command):
    """A customer comes with a matter, or we begin one (`outgoing`: nobody waits for a first reply).

    Clocks count from `received_at`. What is None the plan chooses. `history` is old mail brought in: it is
    resolved from the beginning and nothing is promised. `follows` is the case this one continues after its
    time, `split_from` the case it was split off.
    """

    channel: str
    customer: int
    subject: str
    received_at: datetime
    language: str | None = None
    text: str = ""
    situation: str | None = None
    priority: str | None = None
    segment: str | None = None
    history: bool = False
    outgoing: bool = False
    follows: int | None = None
    split_from: int | None = None


@dataclass(frozen=True)
class ReceiveMessage(Command):
    """The customer says something. `automatic`: an out-of-office or a bounce, which neither reopens nor
    counts; `history`: it was said before this desk existed. `channel`: where, if not on the case's own."""

    message: int
    text: str = ""
    automatic: bool = False
    channel: str | None = None
    history: bool = False


@dataclass(frozen=True)
class SendMessage(Command):
    """We say something. `automatic`: an acknowledgement or other letter, which keeps no promise."""

    message: int
    to: tuple[str, ...] = ()
    text: str = ""
    attachments: int = 0
    automatic: bool = False
    channel: str | None = None
    history: bool = False


@dataclass(frozen=True)
class WriteNote(Command):
    """A word among colleagues; `mentions` are the users named in it."""

    note: int
    text: str = ""
    mentions: tuple[int, ...] = ()
    attachments: int = 0


@dataclass(frozen=True)
class Take(Command):
    """I do it."""


@dataclass(frozen=True)
class Assign(Command):
    """She does it; None: nobody in particular."""

    assignee: int | None


@dataclass(frozen=True)
class Transfer(Command):
    """Another team does it, and in it perhaps a certain person."""

    team: str
    assignee: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class SetSituation(Command):
    """It is about this; None: about nothing the plan knows. Refused as `unknown-situation`."""

    situation: str | None


@dataclass(frozen=True)
class SetPriority(Command):
    """It is this urgent: low, normal, high or urgent. Refused as `unknown-priority`."""

    priority: str


@dataclass(frozen=True)
class SetChannel(Command):
    """The matter goes on through another door."""

    channel: str


@dataclass(frozen=True)
class SetSubject(Command):
    """Call it so; refused as `empty` without a word."""

    subject: str


@dataclass(frozen=True)
class MakeOffer(Command):
    """Promise the customer something. `given`: what she had in her other cases (their `offers`); what she had
    in this one the case knows."""

    offer: str
    amount: Money | None = None
    reason: str = ""
    given: tuple[Offered, ...] = ()


@dataclass(frozen=True)
class AskApproval(Command):
    """Ask whoever may, for an offer beyond one's own authority. `given` as in MakeOffer."""

    offer: str
    amount: Money | None = None
    reason: str = ""
    given: tuple[Offered, ...] = ()


@dataclass(frozen=True)
class Approve(Command):
    """Say yes, within one's own authority as it is by now. `given` as in MakeOffer."""

    approval: int
    comment: str = ""
    given: tuple[Offered, ...] = ()


@dataclass(frozen=True)
class Decline(Command):
    """Say no; the comment is for the one who asked, and required."""

    approval: int
    comment: str


@dataclass(frozen=True)
class WithdrawApproval(Command):
    """The one who asked no longer asks."""

    approval: int


@dataclass(frozen=True)
class WaitForCustomer(Command):
    """It is her turn."""


@dataclass(frozen=True)
class Snooze(Command):
    """Put it away until an aware moment; refused as `past` when that has come."""

    until: datetime


@dataclass(frozen=True)
class Wake(Command):
    """The time of a snooze has come, or somebody does not want to wait for it."""


@dataclass(frozen=True)
class Resolve(Command):
    """Done."""


@dataclass(frozen=True)
class Reopen(Command):
    """Not done after all, or not waiting any more."""

    reason: str = ""


@dataclass(frozen=True)
class MergeInto(Command):
    """This case (`case`) is the same matter as `other`, and goes on there. With TakeIn on the other."""

    case: int
    other: int


@dataclass(frozen=True)
class TakeIn(Command):
    """Case `other`, as it stood before its MergeInto, becomes part of this one."""

    other: int
    status: Status = "open"
    clocks: tuple[Clock, ...] = ()
    offers: tuple[Offered, ...] = ()
    sides: tuple[SideConversation, ...] = ()
    last_customer_at: datetime | None = None
    last_reply_at: datetime | None = None

    @classmethod
    def of(cls, other: int, case: Case) -> "TakeIn":
        """What `case` brings along."""
        return cls(
            other,
            case.status,
            case.clocks,
            case.offers,
            case.sides,
            case.last_customer_at,
            case.last_reply_at,
        )


@dataclass(frozen=True)
class Unmerge(Command):
    """Not the same matter after all: this case is again what it was. Together with GiveBack on the other."""


@dataclass(frozen=True)
class GiveBack(Command):
    """Undo TakeIn of case `other`."""

    other: int


@dataclass(frozen=True)
class SplitOff(Command):
    """Some messages are another matter and went to case `other`: opened with `split_from`, or one that was there."""

    messages: tuple[int, ...]
    other: int


@dataclass(frozen=True)
class TakeOver(Command):
    """Messages of case `other` belong here. Each is then received as any other."""

    messages: tuple[int, ...]
    other: int


@dataclass(frozen=True)
class OpenSide(Command):
    """Talk with somebody else about it: a supplier, another department."""

    side: int
    address: str


@dataclass(frozen=True)
class ReceiveSideMessage(Command):
    """The other side says something; `automatic` as in ReceiveMessage."""

    side: int
    message: int
    automatic: bool = False


@dataclass(frozen=True)
class SendSideMessage(Command):
    """We say something to the other side, which keeps no promise to the customer."""

    side: int
    message: int
    text: str = ""
    attachments: int = 0


@dataclass(frozen=True)
class TickStep(Command):
    """A step of a procedure, counted from 0, is done; or not, after all."""

    procedure: str
    step: int
    done: bool = True


@dataclass(frozen=True)
class MissClock(Command):
    """Look whether a promise has been broken. Nothing comes of it if none has."""


COMMANDS: Final = registry.named(Command)
"""Stored name (`open_case`) -> class."""


def name_of(command: Command) -> str:
    """The name under which it is stored: `open_case`."""
    return registry.name_of(type(command))


def to_data(command: Command) -> dict[str, Any]:
    """Its fields as JSON-able data; the name is kept beside them."""
    return codec.to_data(command)


def from_data(name: str, data: dict[str, Any]) -> Command:
    """The command that `to_data` turned into `data`. Raises KeyError for a name nobody knows."""
    return registry.read(COMMANDS, name, data)
