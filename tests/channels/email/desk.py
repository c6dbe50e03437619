"""A desk that mail goes through: mails to write, and the two steps of the worker."""

from datetime import timedelta

from layan.actions import mail as mails
from layan.channels import deliver
from layan.channels.email import receiving
from layan.records.models import IncomingMail, Mailbox
from tests.cast import NOW

CARE = "care@shop.example.com"


def raw(
    text="My grinder is loud.",
    *,
    sender="Budi Hartono <budi@example.net>",
    to=CARE,
    subject="A question",
    message_id="<one@example.net>",
    **headers,
):
    """A mail as bytes; `in_reply_to="…"` and the like become headers."""
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}"]
    if message_id:
        lines.append(f"Message-ID: {message_id}")
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", text, ""]).encode()


def arrives(content, *, at=NOW, **more):
    """Store a mail and understand it; its row, read again."""
    more = {"source": "lmtp", "envelope_from": "someone@example.net", "envelope_to": [CARE]} | more
    row = mails.store(raw=content, at=at, **more)
    assert row is not None, "it was here already"
    receiving.understand_due(now=at)
    return IncomingMail.objects.select_related("case").get(pk=row.pk)


def leaves(at=NOW + timedelta(minutes=10)):
    """Send what is due."""
    return deliver.send_due(now=at)


def mailbox(sink=None, **more):
    """A mailbox that is switched on, sending through `sink`."""
    values = {"name": "Care", "channel": "email", "address": CARE, "mode": "on", "sender_name": "Kopi Senja"}
    if sink is not None:
        values |= {"smtp_host": sink.host, "smtp_port": sink.port, "smtp_security": "none"}
    return Mailbox.objects.create(**values | more)
