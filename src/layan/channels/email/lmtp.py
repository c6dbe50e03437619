"""The way in for a mail server of the business's own: LMTP. 250 is said after the commit, never before."""

import asyncio
import logging
from datetime import UTC, datetime
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import close_old_connections, connections

from layan.actions import mail
from layan.records import storage

log = logging.getLogger(__name__)

MOST = 60 * 1024 * 1024
"""Bytes of one mail; larger ones are refused before they are read."""
LATER = "451 4.3.0 not stored, please try again later"
FULL = "452 4.3.1 not stored, the disk is full, please try again later"


class Handler:
    """aiosmtpd's hooks."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return await asyncio.to_thread(self._store, envelope)

    def _store(self, envelope: Envelope) -> str:
        close_old_connections()
        try:
            stored = mail.store(
                raw=_bytes(envelope.original_content),
                source="lmtp",
                at=datetime.now(UTC),
                envelope_from=envelope.mail_from or "",
                envelope_to=envelope.rcpt_tos,
            )
        except Exception as error:
            log.exception("a mail could not be stored")
            return "\r\n".join([FULL if storage.is_full(error) else LATER] * len(envelope.rcpt_tos))
        finally:
            connections.close_all()
        answer = "250 2.0.0 stored" if stored else "250 2.0.0 here already"
        return "\r\n".join([answer] * len(envelope.rcpt_tos))  # LMTP: one answer for each recipient


def _bytes(content: Any) -> bytes:
    return content if isinstance(content, bytes) else str(content or "").encode()


class Receiver(Controller):
    """An LMTP server in a thread of its own: `start()`, `stop()`."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(Handler(), hostname=host, port=port, data_size_limit=MOST, enable_SMTPUTF8=True)

    def factory(self) -> SMTP:
        return LMTP(self.handler, ident="Layan", **self.SMTP_kwargs)
