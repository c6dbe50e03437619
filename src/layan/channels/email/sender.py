"""Under which address a mail leaves, and through which server."""

import os
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from layan.channels.base import DeliveryError
from layan.plan.plan import Plan
from layan.plan.say import say
from layan.records.models import Mailbox, OutboxMail
from layan.records.trouble import Trouble

from .mail import Address
from .smtp import Server, server_of

NOBODY: Final = Trouble(
    say("No mailbox is switched on and no server for outgoing mail is set, so the mail waits."),
    say("Switch a mailbox on, or set LAYAN_SMTP_URL and start again."),
)


@dataclass(frozen=True)
class Sender:
    """`address` stands in From; `tagged` says whether its mailbox takes +tags."""

    address: Address
    server: Server
    mailbox: Mailbox | None = None

    @property
    def tagged(self) -> bool:
        return self.mailbox is not None and self.mailbox.plus_addressing


def own_address() -> str:
    """The address the operator gives for mail without a mailbox: LAYAN_MAIL_FROM, else noreply at our host."""
    given = parseaddr(os.environ.get("LAYAN_MAIL_FROM", ""))[1]
    return given or f"noreply@{urlsplit(settings.LAYAN_URL).hostname or 'localhost'}"


def sender_of(mail: OutboxMail, plan: Plan) -> Sender:
    """Who sends `mail`. Raises DeliveryError when there is no way out yet."""
    box = _mailbox(mail)
    server = server_of(box)
    if server is None:
        raise DeliveryError(NOBODY, permanent=False, ours=True, nowhere=True)
    if box is not None:
        return Sender(Address(box.sender_name or plan.name, box.address), server, box)
    name = parseaddr(os.environ.get("LAYAN_MAIL_FROM", ""))[0]
    return Sender(Address(name or plan.name, own_address()), server)


def _mailbox(mail: OutboxMail) -> Mailbox | None:
    """The mailbox of the mail itself, that of its case's channel, else any that is switched on."""
    on = {box.pk: box for box in Mailbox.objects.filter(mode="on").order_by("pk")}
    if mail.mailbox_id in on:
        return on[mail.mailbox_id]
    channel = mail.message.case.channel if mail.message else ""
    return next((box for box in on.values() if box.channel == channel), next(iter(on.values()), None))
