"""What somebody outside said, kept on its case: one message, or many that have nothing to do with each other.

Many are kept in as few statements as one: each is decided by itself, and all are written together, or none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from layan.actions import files, ledger, letters
from layan.actions.search import index_case, index_cases, index_messages, index_new
from layan.desk import commands
from layan.records.models import Case, Customer, IncomingMail, Message, MessageId, SideConversation
from layan.records.numbers import reserved
from layan.records.translate import customer_actor


@dataclass(frozen=True)
class File:
    """A file that came with a message."""

    name: str
    content: bytes
    mime: str = ""
    cid: str = ""
    inline: bool = False

    def __post_init__(self) -> None:
        _without_nul(self)


def _without_nul(what: object) -> None:
    """No database of ours keeps a NUL in a text, and no message is to be lost by one."""
    for name, value in vars(what).items():
        if isinstance(value, str) and "\0" in value:
            object.__setattr__(what, name, value.replace("\0", ""))


@dataclass(frozen=True)
class Said:
    """What somebody outside said, understood. `rfc_ids` are the Message-IDs it can be answered under; `automatic` says
    what machine wrote it; an `idle` one needs nobody and moves no clock; one not `answerable` gets no letter."""

    text: str
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    html: str = ""
    folded: str = ""
    to: Sequence[dict[str, str]] = ()
    cc: Sequence[dict[str, str]] = ()
    language: str = ""
    automatic: str = ""
    idle: bool = False
    answerable: bool = True
    matched_by: str = ""
    warnings: Sequence[object] = ()
    files: Sequence[File] = ()
    rfc_ids: Sequence[str] = ()
    situation: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    checks: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _without_nul(self)


@dataclass(frozen=True)
class Arriving:
    """A customer's message on its way: into `case`, or into a new one, which may follow an old one."""

    said: Said
    customer: Customer
    channel: str
    at: datetime
    case: Case | None = None
    mail: IncomingMail | None = None
    history: bool = False
    follows: Case | None = None


def receive(
    *,
    said: Said,
    customer: Customer,
    channel: str,
    at: datetime,
    case: Case | None = None,
    mail: IncomingMail | None = None,
    history: bool = False,
    follows: Case | None = None,
) -> Message:
    """A customer's message: into `case`, or into a new one, which is acknowledged as its channel's page says.

    A case that the plan does not reopen any more is followed by a new one. Raises Refused if even that is not allowed.
    """
    return receive_all([Arriving(said, customer, channel, at, case, mail, history, follows)])[0]


def receive_all(arriving: Sequence[Arriving]) -> list[Message]:
    """The same of many at once, all from different customers and into different cases. Raises Refused for the first
    that is not allowed, and then none is kept."""
    with transaction.atomic():
        book = ledger.Book()
        targets = [_final(one.case) for one in arriving]
        there = book.lock({case.pk for case in targets if case is not None})
        lines = [there[case.pk] if case is not None else None for case in targets]
        lines = [
            None if line is not None and _too_late(book, line, one) else line
            for line, one in zip(lines, arriving, strict=True)
        ]
        placed = [
            (one, line or _opened(book, one, case), line is None)
            for one, case, line in zip(arriving, targets, lines, strict=True)
        ]
        numbers = reserved(Message, len(placed))
        for (one, line, _fresh), number in zip(placed, numbers, strict=True):
            book.do(line, _command(one, number), customer_actor(one.customer), one.at)
            line.row.snippet = _snippet(one.said.text)
        book.write()
        messages = _all_kept(placed, numbers)
        index_cases([line.row for _one, line, _fresh in placed])
        index_new(messages)
        letters.acknowledge(
            letters.About(line.row, one.at, book.plans(one.at).in_force, message)
            for (one, line, is_fresh), message in zip(placed, messages, strict=True)
            if is_fresh and one.said.answerable and not one.said.automatic and not one.history
        )
        return messages


def _final(case: Case | None) -> Case | None:
    """What it was merged into, if it was."""
    while case is not None and case.merged_into is not None:
        case = case.merged_into
    return case


def _command(one: Arriving, message: int) -> commands.ReceiveMessage:
    return commands.ReceiveMessage(
        message, one.said.text, automatic=one.said.idle, channel=one.channel, history=one.history
    )


def _too_late(book: ledger.Book, line: ledger.Line, one: Arriving) -> bool:
    """Whether the plan does not reopen this case any more."""
    if line.state is None or line.state.status != "resolved":
        return False
    refusal = book.refuses(line, _command(one, 0), customer_actor(one.customer), one.at)
    return refusal is not None and refusal.code == "too-late-to-reopen"


def _opened(book: ledger.Book, one: Arriving, before: Case | None) -> ledger.Line:
    follows = before or one.follows
    command = commands.OpenCase(
        channel=one.channel,
        customer=one.customer.pk,
        subject=one.said.subject,
        received_at=one.at,
        language=one.said.language or one.customer.language or None,
        text=one.said.text,
        situation=one.said.situation,
        segment=one.customer.segment or None,
        history=one.history,
        follows=follows.pk if follows else None,
    )
    return book.open(command, one.customer, customer_actor(one.customer), one.at)


def _all_kept(placed: Sequence[tuple[Arriving, ledger.Line, bool]], numbers: Sequence[int]) -> list[Message]:
    rows = [_row(line.row, "in", one.said, one.at, one.channel, one.mail) for one, line, _fresh in placed]
    for row, number in zip(rows, numbers, strict=True):
        row.pk = number
    Message.objects.bulk_create(rows)
    for (one, _line, _fresh), message in zip(placed, rows, strict=True):
        _attach(one.said, message)
    ids = [
        each for (one, _l, _f), message in zip(placed, rows, strict=True) for each in _ids(one.said, message)
    ]
    MessageId.objects.bulk_create(ids, ignore_conflicts=True)
    return rows


def kept(
    case: Case,
    direction: str,
    said: Said,
    at: datetime,
    channel: str,
    mail: IncomingMail | None,
    side: SideConversation | None = None,
) -> Message:
    """What was said, as a row with its files and Message-IDs. Not yet an event of the case."""
    message = _row(case, direction, said, at, channel, mail, side)
    message.save()
    _attach(said, message)
    MessageId.objects.bulk_create(_ids(said, message), ignore_conflicts=True)
    return message


def _row(
    case: Case,
    direction: str,
    said: Said,
    at: datetime,
    channel: str,
    mail: IncomingMail | None,
    side: SideConversation | None = None,
) -> Message:
    return Message(
        case=case,
        side=side,
        direction=direction,
        channel=channel,
        sender_name=said.sender_name[:200],
        sender=said.sender[:254],
        to=list(said.to),
        cc=list(said.cc),
        subject=said.subject[:300],
        text=said.text,
        folded=said.folded,
        html=said.html,
        language=said.language,
        automatic=said.automatic,
        matched_by=said.matched_by,
        warnings=list(said.warnings),
        checks=said.checks,
        mail=mail,
        at=at,
    )


def _attach(said: Said, message: Message) -> None:
    for file in said.files:
        files.attach(
            content=file.content,
            name=file.name,
            mime=file.mime,
            cid=file.cid,
            inline=file.inline,
            message=message,
        )


def _ids(said: Said, message: Message) -> list[MessageId]:
    return [
        MessageId(value=value[:255], case=message.case, message=message, side=message.side)
        for value in dict.fromkeys(said.rfc_ids)
    ]


def _snippet(text: str) -> str:
    return " ".join(text.split())[:200]


def noted(case: Case, message: Message) -> None:
    """What lists show of the newest message, and the words it is found by."""
    if message.direction in ("in", "out"):
        case.snippet = _snippet(message.text)
        case.save(update_fields=["snippet"])
    if message.direction == "in":
        index_case(case)
    index_messages([message.pk])
