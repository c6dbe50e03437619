"""The way in for a mail server of the business's own: LMTP. 250 is said after the commit, never before."""

import asyncio
import logging
import queue
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
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
TOGETHER = 200
"""Mails of one commit at most."""
LATER = "451 4.3.0 not stored, please try again later"
FULL = "452 4.3.1 not stored, the disk is full, please try again later"


class Storing(threading.Thread):
    """Keeps what arrives, in one commit whatever has come in while the one before was written. Who hands a mail over
    waits until it is durable."""

    def __init__(self) -> None:
        super().__init__(name="lmtp-storing", daemon=True)
        self._waiting: queue.SimpleQueue[tuple[mail.Arrived, Future[bool]] | None] = queue.SimpleQueue()

    def keep(self, arrived: mail.Arrived) -> "Future[bool]":
        """Whether it is new; raises what kept it from being stored."""
        kept: Future[bool] = Future()
        self._waiting.put((arrived, kept))
        return kept

    def run(self) -> None:
        try:
            while (first := self._waiting.get()) is not None:
                together = [first, *self._more(len(first[0].raw))]
                close_old_connections()
                # Whoever hung up meanwhile comes again; from here on nobody's hanging up reaches what is written.
                _keep([one for one in together if one is not None and one[1].set_running_or_notify_cancel()])
                if together[-1] is None:
                    return
        finally:
            connections.close_all()

    def _more(self, size: int) -> Iterator[tuple[mail.Arrived, "Future[bool]"] | None]:
        """What waits already, up to a size."""
        for _number in range(TOGETHER):
            if size > MOST:
                return
            try:
                one = self._waiting.get_nowait()
            except queue.Empty:
                return
            yield one
            if one is None:
                return
            size += len(one[0].raw)

    def stop(self) -> None:
        self._waiting.put(None)
        self.join(timeout=5)


def _keep(together: Sequence[tuple[mail.Arrived, "Future[bool]"]]) -> None:
    """One commit for all; where that fails each by itself, so that none fails for another's sake."""
    if not together:
        return
    try:
        stored = mail.store_all([arrived for arrived, _kept in together])
    except Exception as error:
        if len(together) > 1:
            for one in together:
                _keep([one])
        else:
            together[0][1].set_exception(error)
        return
    for (_arrived, kept), row in zip(together, stored, strict=True):
        kept.set_result(row is not None)


class Handler:
    """aiosmtpd's hooks."""

    def __init__(self, storing: Storing) -> None:
        self._storing = storing

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        arrived = mail.Arrived(
            raw=_bytes(envelope.original_content),
            source="lmtp",
            at=datetime.now(UTC),
            envelope_from=envelope.mail_from or "",
            envelope_to=envelope.rcpt_tos,
        )
        try:
            new = await asyncio.wrap_future(self._storing.keep(arrived))
            answer = "250 2.0.0 stored" if new else "250 2.0.0 here already"
        except Exception as error:
            log.exception("a mail could not be stored")
            answer = FULL if storage.is_full(error) else LATER
        return "\r\n".join([answer] * len(envelope.rcpt_tos))  # LMTP: one answer for each recipient


def _bytes(content: Any) -> bytes:
    return content if isinstance(content, bytes) else str(content or "").encode()


class Patient(LMTP):
    """Takes lines longer than the thousand characters it should send: programs write them, and no mail is to be lost
    by one."""

    line_length_limit = 1_000_000


class Receiver(Controller):
    """An LMTP server in a thread of its own: `start()`, `stop()`."""

    def __init__(self, host: str, port: int) -> None:
        self._storing = Storing()
        super().__init__(
            Handler(self._storing), hostname=host, port=port, data_size_limit=MOST, enable_SMTPUTF8=True
        )

    def start(self) -> None:
        self._storing.start()
        super().start()

    def stop(self, no_assert: bool = False) -> None:
        super().stop(no_assert)
        self._storing.stop()

    def factory(self) -> SMTP:
        return Patient(self.handler, ident="Layan", **self.SMTP_kwargs)
