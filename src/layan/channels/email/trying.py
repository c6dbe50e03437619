"""Trying a mailbox before it is switched on: looks, and writes one test mail to who asks for it. Changes nothing."""

import smtplib
from dataclasses import dataclass
from datetime import UTC, datetime

from imap_tools import BaseMailBox

from layan.channels.base import DeliveryError
from layan.plan.say import Say, say
from layan.records.models import Case, Mailbox, User
from layan.records.secret import KeyChanged
from layan.records.trouble import Trouble

from . import authentication, imap, parse, signing, smtp
from .addresses import key
from .ids import new
from .lookups import Records
from .mail import Address, Mail, NotUnderstood
from .oauth import NotSignedIn
from .placing import author
from .render import Outgoing, render
from .threading import match
from .troubles import trouble

PATIENCE = 12
"""Seconds: somebody is waiting at the page."""
NEWEST = 5
READ = 200_000
"""Bytes of each mail that are fetched to look at it."""


@dataclass(frozen=True)
class Seen:
    """One mail that lies there, and what would become of it."""

    sender: str
    subject: str
    at: datetime
    becomes: Say


@dataclass(frozen=True)
class Looked:
    """How many mails lie in the mailbox, the newest, and under which name their senders were checked."""

    total: int
    newest: tuple[Seen, ...]
    checked_by: str = ""


def look(box: Mailbox) -> Looked | Trouble:
    """Sign in and look, for reading only."""
    if not box.imap_host:
        return Trouble(say("No server for incoming mail is given."), say("Write its name under “Receiving”."))
    try:
        with imap.connect(box, timeout=PATIENCE) as client:
            total = int(client.folder.status(box.folder)["MESSAGES"])
            newest = _newest(client, total)
            names = (authentication.names(raw) for raw, _ in newest)
            checked_by = next((name for name in names if name), "")
            return Looked(total, tuple(_seen(raw, at, box) for raw, at in newest), checked_by)
    except Exception as error:
        return trouble(error, box.imap_host, box.imap_port)


def _newest(client: BaseMailBox, total: int) -> list[tuple[bytes, datetime]]:
    if not total:
        return []
    first = max(1, total - NEWEST + 1)
    found = imap.fetched(client, f"{first}:{total}", f"BODY.PEEK[]<0.{READ}>", by_uid=False)
    return [(raw, arrived) for _, raw, arrived in reversed(list(found))]


def _seen(raw: bytes, at: datetime, box: Mailbox) -> Seen:
    ours = frozenset({key(box.address), *map(key, Mailbox.objects.values_list("address", flat=True))})
    try:
        mail = parse.understand(raw, ours, now=at)
    except NotUnderstood as error:
        return Seen("", "", at, say("It would wait to be looked at: {reason}", reason=error.reason))
    return Seen(str(mail.sender), mail.subject, at, _becomes(mail, ours))


def _becomes(mail: Mail, ours: frozenset[str]) -> Say:
    if mail.our_own:
        return say("Nothing: it is a mail of our own.")
    found = match(mail, Records())
    if found.place is not None:
        case = Case.objects.get(pk=found.place.case)
        return say("A message of case #{number}, {subject}.", number=str(case.pk), subject=case.subject)
    if mail.idle:
        return say("It would wait to be looked at: a machine wrote it, and it belongs to no case.")
    return say("A new case of {customer}.", customer=str(author(mail, ours)))


def send(box: Mailbox, to: User, subject: str, text: str) -> Trouble | None:
    """Send a test mail from the mailbox to a colleague; None when its server has taken it."""
    try:
        server = smtp.server_of(box, patience=PATIENCE)
    except DeliveryError:
        return trouble(KeyChanged(), box.smtp_host, box.smtp_port)
    if server is None:
        return Trouble(say("No server for outgoing mail is given."), say("Write its name under “Sending”."))
    now = datetime.now(UTC)
    mail = Outgoing(
        sender=Address(box.sender_name or box.name, box.address),
        to=(Address(to.name, to.email),),
        subject=subject,
        text=text,
        message_id=new("test", 0, box.address.partition("@")[2]),
        date=now,
        language=to.language,
        kind="letter",
    )
    try:
        content = signing.signed(render(mail), box.address)
        with smtp.connect(server) as client:
            client.sendmail(box.address, [to.email], content)
    except DeliveryError as error:
        return error.said if isinstance(error.said, Trouble) else trouble(error, server.host, server.port)
    except (smtplib.SMTPException, OSError, UnicodeError, NotSignedIn, KeyChanged) as error:
        return trouble(error, server.host, server.port)
    return None
