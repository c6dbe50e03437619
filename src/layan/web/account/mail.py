"""Whatever Django or a package of it sends goes out through our outbox, with its retries and its failures in words."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation

from layan.actions import outbox


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queues each mail to all it is for; returns how many were queued."""
        queued = [
            outbox.queue(
                kind="account",
                to=message.recipients(),
                at=timezone.now(),
                subject=str(message.subject),
                text=str(message.body),
                language=translation.get_language() or "",
            )
            for message in email_messages
        ]
        return sum(mail is not None for mail in queued)
