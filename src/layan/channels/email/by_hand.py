"""A mail in the tray, as a person sees it, and the case she makes of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from layan.actions import customers, messages
from layan.actions import mail as mails
from layan.records.models import Case, IncomingMail, RawMail
from layan.records.plans import Plans

from . import clean, parse
from .addresses import key
from .doors import channel_of, our_addresses
from .mail import Address, Mail, NotUnderstood
from .said import said_of
from .threading import Match

HEAD = 20_000
TEXT = 20_000
"""Characters shown of headers and of a text that could not be read."""


@dataclass(frozen=True)
class Unread:
    """What can be shown of a mail: its headers as they came, what text can be made out, whom it seems to be from."""

    head: str
    text: str
    sender: str
    name: str
    subject: str


def seen(row: IncomingMail) -> Unread:
    """Never fails: what cannot be read is shown as it is, harmless."""
    raw = _raw(row)
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    shown = clean.paragraphs(head[:HEAD].decode("utf-8", "replace"))
    mail = _read(row, raw)
    if mail is None:
        return Unread(
            shown, clean.paragraphs(body[:TEXT].decode("utf-8", "replace")), row.envelope_from, "", ""
        )
    sender = mail.sender if mail.sender.address else Address("", row.envelope_from.strip("<>"))
    return Unread(shown, mail.text[:TEXT], sender.address, sender.name, mail.subject)


def make_case(*, row: IncomingMail, sender: str, name: str, subject: str, at: datetime) -> Case | None:
    """Make a case of it, timed from when it came in; None when somebody settled it meanwhile. Raises Refused."""
    raw = _raw(row)
    mail = _read(row, raw)
    plan = Plans(row.received_at).in_force
    shown = seen(row)
    with transaction.atomic():
        current = IncomingMail.objects.select_for_update(of=("self",)).get(pk=row.pk)
        channel = _channel(row, mail, list(plan.channels))
        if current.state != "tray" or channel is None:
            return None
        customer, _ = customers.found_or_made(kind="email", address=sender, name=name, at=row.received_at)
        writer = Address(name, sender)
        said = (
            said_of(mail, Match(None, "new"), customer.language, writer, frozenset({key(sender)}))
            if mail
            else messages.Said(text=shown.text, sender=sender, sender_name=name)
        )
        said = replace(said, subject=subject, sender=sender, automatic="", idle=False, answerable=False)
        message = messages.receive(
            said=said, customer=customer, channel=channel, at=row.received_at, mail=row, history=row.history
        )
        rfc_id = mail.message_id if mail else row.rfc_id
        mails.understood(mail=row, case=message.case, at=at, rfc_id=rfc_id)
        return message.case


def _raw(row: IncomingMail) -> bytes:
    return bytes(RawMail.objects.values_list("content", flat=True).get(mail=row))


def _read(row: IncomingMail, raw: bytes) -> Mail | None:
    try:
        return parse.understand(raw, our_addresses(row), now=row.received_at)
    except NotUnderstood:
        return None


def _channel(row: IncomingMail, mail: Mail | None, channels: list[str]) -> str | None:
    if mail is not None:
        return channel_of(row, mail, Plans(row.received_at).in_force)
    if row.mailbox is not None and row.mailbox.channel in channels:
        return row.mailbox.channel
    return "email" if "email" in channels else next(iter(channels), None)
