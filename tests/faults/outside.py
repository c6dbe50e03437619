"""Everybody else's mail servers: those that send until they are told that we have it, and one that takes our letters
slowly and remembers when."""

import asyncio
import smtplib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.process import free_port

CARE = "care@shop.example.com"


@dataclass(frozen=True)
class Post:
    """A mail to be sent: every fifth goes on with what its sender began before."""

    number: int

    @property
    def first(self) -> int:
        """The mail its conversation began with."""
        return self.number - 4 if self.number % 5 == 4 else self.number

    @property
    def sender(self) -> str:
        return f"customer{self.first}@example.net"

    @property
    def rfc_id(self) -> str:
        return f"mail.{self.number}@example.net"

    def raw(self) -> bytes:
        lines = [
            f"From: {self.sender}",
            f"To: {CARE}",
            f"Subject: Grinder {self.first}",
            f"Message-ID: <{self.rfc_id}>",
            *([] if self.first == self.number else [f"In-Reply-To: <mail.{self.first}@example.net>"]),
            "",
            f"My grinder number {self.number} is loud.",
            "",
        ]
        return "\r\n".join(lines).encode()


@dataclass
class Senders:
    """Other servers, each with its share of the mails: a mail is tried until it is acknowledged."""

    port: int
    count: int
    lanes: int = 4
    acknowledged: set[int] = field(default_factory=set)
    refusals: list[str] = field(default_factory=list)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        for lane in range(self.lanes):
            self._threads.append(threading.Thread(target=self._run, args=(lane,), daemon=True))
            self._threads[-1].start()

    def wait(self, seconds: float) -> None:
        """Until everything is acknowledged. Raises AssertionError after `seconds`."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0, until - time.monotonic()))
        assert len(self.acknowledged) == self.count, f"{len(self.acknowledged)} of {self.count} acknowledged"

    def stop(self) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join(30)

    def _run(self, lane: int) -> None:
        # A conversation of five mails belongs to one lane, so that what goes on comes after what it goes on with.
        for number in range(self.count):
            while number // 5 % self.lanes == lane and number not in self.acknowledged:
                if self._stopped.is_set():
                    return
                self._try(Post(number))

    def _try(self, post: Post) -> None:
        try:
            with smtplib.LMTP("127.0.0.1", self.port, timeout=60) as lmtp:
                lmtp.sendmail(post.sender, [CARE], post.raw())
            self.acknowledged.add(post.number)
        except smtplib.SMTPRecipientsRefused as error:
            self._refused(str(error.recipients))
        except smtplib.SMTPResponseException as error:
            self._refused(f"{error.smtp_code} {error.smtp_error!r}")
        except (OSError, smtplib.SMTPException):
            self._stopped.wait(0.1)

    def _refused(self, said: str) -> None:
        self.refusals.append(said)
        self._stopped.wait(0.2)


@dataclass
class SlowSink:
    """Takes mail and says so after up to `delay` seconds, as servers do that look into it first."""

    port: int
    delay: float
    random: Random
    came: list[tuple[float, str]] = field(default_factory=list)
    """When each mail had come whole, and its Message-ID."""
    confirmed: list[str] = field(default_factory=list)
    """Message-IDs of mails for which 250 was said, or was about to be."""

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        head = envelope.content.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").decode("ascii", "replace")
        line = next(line for line in head.split("\r\n") if line.lower().startswith("message-id:"))
        rfc_id = line.partition(":")[2].strip().strip("<>")
        self.came.append((time.monotonic(), rfc_id))
        await asyncio.sleep(self.random.random() * self.delay)
        self.confirmed.append(rfc_id)
        return "250 2.0.0 taken"


@contextmanager
def slow_sink(seed: int, delay: float = 0.05) -> Iterator[SlowSink]:
    sink = SlowSink(free_port(), delay, Random(seed))
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
