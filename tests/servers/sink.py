"""A mail server that keeps what it is sent, for tests to look at. It speaks real SMTP, or LMTP."""

import base64
import email
import email.policy
import json
import ssl
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.servers.process import free_port


@dataclass(frozen=True)
class Arrival:
    """One mail as it came over the wire."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return email.message_from_bytes(self.raw, policy=email.policy.default)  # type: ignore[return-value]


@dataclass
class Sink:
    """Where it listens, what has arrived, and the answers it gives until told otherwise."""

    host: str
    port: int
    arrivals: list[Arrival] = field(default_factory=list)
    attempts: int = 0
    # The answer to the next mails instead of acceptance: "451 4.7.1 Come back later", "550 5.1.1 Unknown".
    refusing: str | None = None
    # The answers to recipients, by address.
    answers: dict[str, str] = field(default_factory=dict)
    # Of so many mails the connection is cut after they were taken and before that was said.
    cutting: int = 0
    # The tokens that let somebody in, by user, when it was started with `tokens`.
    tokens: dict[str, str] = field(default_factory=dict)
    sign_ins: list[str] = field(default_factory=list)

    def wait(self, count: int = 1, seconds: float = 20) -> list[Arrival]:
        """Returns what has arrived once it is `count` mails. Raises AssertionError after `seconds`."""
        until = time.monotonic() + seconds
        while len(self.arrivals) < count:
            assert time.monotonic() < until, f"{len(self.arrivals)} of {count} mails arrived in {seconds} s"
            time.sleep(0.02)
        return list(self.arrivals)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        """As Google and Microsoft have it: a refused token is told in a challenge first."""
        words = base64.b64decode(args[1]).decode().split("\1")
        user, token = words[0].removeprefix("user="), words[1].removeprefix("auth=Bearer ")
        self.sign_ins.append(token)
        if self.tokens.get(user) == token:
            return AuthResult(success=True, auth_data=user)
        await server.challenge_auth(json.dumps({"status": "400", "schemes": "Bearer"}))
        await server.push("535 5.7.8 Username and Password not accepted")
        return AuthResult(success=False, handled=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.attempts += 1
        if self.refusing:
            return self.refusing
        assert envelope.mail_from is not None and isinstance(envelope.content, bytes)
        self.arrivals.append(Arrival(envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content))
        if self.cutting:
            self.cutting -= 1
            server.transport.abort()
        return "250 OK"


class _Controller(Controller):
    def __init__(
        self, sink: Sink, lmtp: bool, login: tuple[str, str] | None, tls: ssl.SSLContext | None, tokens: bool
    ) -> None:
        self._class = LMTP if lmtp else SMTP
        self._options = {"enable_SMTPUTF8": True, "data_size_limit": 50 * 1024 * 1024}
        if tls:
            self._options |= {"tls_context": tls}
        if tokens:
            self._options |= {"auth_required": True, "auth_require_tls": False,
                              "auth_exclude_mechanism": ["LOGIN", "PLAIN"]}  # fmt: skip
        if login:
            given = tuple(word.encode() for word in login)
            self._options |= {
                "auth_required": True,
                "auth_require_tls": False,
                "authenticator": lambda *args: AuthResult(
                    success=(args[-1].login, args[-1].password) == given, handled=False
                ),
            }
        super().__init__(sink, hostname=sink.host, port=sink.port)

    def factory(self) -> SMTP:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS")
            return self._class(self.handler, **self._options)


@contextmanager
def running(
    *,
    lmtp: bool = False,
    login: tuple[str, str] | None = None,
    tls: ssl.SSLContext | None = None,
    tokens: bool = False,
    port: int | None = None,
) -> Iterator[Sink]:
    """A sink on a free port, or on `port`; with `login` it takes mail only from who signs in with these two words, with
    `tokens` from who has one of `sink.tokens`; `tls` is what it speaks after STARTTLS."""
    sink = Sink("127.0.0.1", port or free_port())
    controller = _Controller(sink, lmtp, login, tls, tokens)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
