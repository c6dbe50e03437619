"""What a mail says, once understood. Plain frozen values; nothing here reads bytes or a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from layan.plan.say import Say

type Automatic = Literal[
    "no", "auto-reply", "generated", "bounce", "delivered", "receipt", "complaint", "list", "calendar"
]

# What comes by itself and needs nobody: it neither reopens a case nor touches a clock.
IDLE: frozenset[Automatic] = frozenset(
    {"auto-reply", "bounce", "delivered", "receipt", "complaint", "calendar"}
)


class NotUnderstood(Exception):
    """Not even headers could be read. `reason` is shown in the tray."""

    def __init__(self, reason: Say) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox. `address` keeps the case of its local part, has a lower-case domain, may be empty."""

    name: str
    address: str

    @property
    def key(self) -> str:
        """The form in which addresses are compared and stored."""
        return self.address.casefold()

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail. `name` is safe to show and to store under; `cid` is what HTML calls it by."""

    name: str
    mime: str
    content: bytes
    cid: str | None = None
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours that did not arrive (permanent) or is late (not permanent)."""

    permanent: bool
    failed: tuple[str, ...]  # addresses, as keys
    original_id: str | None  # the Message-ID of what we sent
    status: str | None  # RFC 3463, such as 5.1.1
    said: str  # what the other server said, one line


@dataclass(frozen=True, slots=True)
class Invitation:
    """The first event of a calendar part. Times stand as written there."""

    method: str
    summary: str
    start: str
    end: str
    place: str
    organiser: str
    uid: str


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A mail carried inside this one."""

    sender: Address
    subject: str
    date: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as the desk reads it. All text is free of NUL, controls and direction overrides."""

    message_id: str  # without angle brackets; made from the content when the mail has no usable one
    made_id: bool
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]  # newest first, with in_reply_to in front, at most 100
    sender: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    ours: tuple[str, ...]  # which of our addresses the headers name, as keys, without +tag
    tags: tuple[str, ...]  # what stood behind the + of those
    subject: str
    subject_stem: str  # without Re:, Fwd: and their like, folded for comparing
    looks_like_reply: bool
    looks_like_forward: bool
    date: datetime | None  # aware UTC; what the sender claims, never a clock
    language: str | None  # what the sender's program claims
    text: str
    html: str | None
    new_text: str  # what was written now
    rest: str  # quoted history and signature
    interleaved: bool  # answers stand between quoted lines: better read whole
    new_html: str | None
    attachments: tuple[Attachment, ...]
    automatic: Automatic
    answerable: bool  # may get an automatic letter
    bounce: Bounce | None
    our_own: bool
    forwarded: tuple[Forwarded, ...]  # outermost first
    invitation: Invitation | None
    signed: str | None  # "S/MIME" or "PGP"; never verified here
    encrypted: str | None
    warnings: tuple[Say, ...]

    @property
    def idle(self) -> bool:
        """Whether it neither reopens a case nor touches a clock."""
        return self.automatic in IDLE

    @property
    def inner_sender(self) -> Address | None:
        """Who wrote the innermost forwarded mail that is not from one of the addresses it was sent to."""
        ours = set(self.ours)
        inner = [f.sender for f in self.forwarded if f.sender.address and f.sender.key not in ours]
        return inner[-1] if inner else None
