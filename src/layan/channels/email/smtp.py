"""Out through SMTP: the mailbox's own server, or the one the operator gives for all (`LAYAN_SMTP_URL`)."""

import os
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from layan.channels.base import DeliveryError
from layan.records.models import Mailbox
from layan.records.secret import KeyChanged, unseal

from . import oauth
from .troubles import trouble

TIMEOUT = 30
"""Seconds a server may take to answer."""


@dataclass(frozen=True)
class Server:
    """How to reach a server; security is tls, starttls or none."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""
    patience: float = TIMEOUT
    bearer: Callable[[str], str] | None = (
        None  # a token in the place of the password; another than the one given
    )


def server_of(mailbox: Mailbox | None, patience: float = TIMEOUT) -> Server | None:
    """Where mail of a mailbox goes out; None when nobody has said. Raises DeliveryError."""
    if mailbox is not None and mailbox.smtp_host:
        if mailbox.provider is not None:
            return _provided(mailbox, patience)
        try:
            password = unseal(mailbox.secrets).get("smtp", "")
        except KeyChanged as error:
            raise DeliveryError(trouble(error, mailbox.smtp_host, 0), permanent=False, ours=True) from error
        host, port, security = mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security
        return Server(host, port, security, mailbox.smtp_user, password, patience)
    url = os.environ.get("LAYAN_SMTP_URL", "")
    if not url:
        return None
    parts = urlsplit(url)
    security = {"smtps": "tls", "smtp+starttls": "starttls"}.get(parts.scheme, "none")
    port = parts.port or {"tls": 465, "starttls": 587}.get(security, 25)
    return Server(
        parts.hostname or "", port, security, unquote(parts.username or ""), unquote(parts.password or "")
    )


def _provided(box: Mailbox, patience: float) -> Server:
    user = box.smtp_user or box.imap_user or box.address
    return Server(box.smtp_host, box.smtp_port, box.smtp_security, user, "", patience,
                  lambda refused: oauth.bearer(box, refused))  # fmt: skip


def connect(server: Server) -> smtplib.SMTP:
    """An open and authenticated connection. Raises what smtplib, ssl and `oauth` raise."""
    if server.bearer is None:
        return _connected(server, "")
    token = server.bearer("")
    try:
        return _connected(server, token)
    except smtplib.SMTPAuthenticationError:  # it may have been taken back before its time
        fresh = server.bearer(token)
    try:
        return _connected(server, fresh)
    except smtplib.SMTPAuthenticationError as error:
        raise oauth.NotSignedIn(server.host, _answer(error.smtp_code, error.smtp_error)) from error


def _connected(server: Server, token: str) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=server.patience, context=context
        )
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=server.patience)
    try:
        if server.security == "starttls":
            client.starttls(context=context)
        if token:
            client.ehlo_or_helo_if_needed()
            answers = iter([oauth.words(server.user, token)])
            client.auth("XOAUTH2", lambda _challenge=None: next(answers, ""))
        elif server.user:
            client.login(server.user, server.password)
    except BaseException:
        client.close()
        raise
    return client


def send(server: Server, sender: str, recipients: list[str], content: bytes) -> None:
    """Hand over one mail. Raises DeliveryError, naming those it was not taken for."""
    try:
        client = connect(server)
        try:
            options = ["SMTPUTF8"] if not all(a.isascii() for a in (sender, *recipients)) else []
            refused = client.sendmail(sender, recipients, content, options)
        finally:
            _leave(client)
    except smtplib.SMTPRecipientsRefused as error:
        raise _recipients(error.recipients, recipients) from error
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(_answer(error.smtp_code, error.smtp_error), permanent=_for_good(error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(trouble(error, server.host, server.port), permanent=False) from error
    except (oauth.NotSignedIn, KeyChanged) as error:
        raise DeliveryError(trouble(error, server.host, server.port), permanent=False, ours=True) from error
    if refused:
        raise _recipients(refused, list(refused))


def _leave(client: smtplib.SMTP) -> None:
    """Part politely. What goes wrong here says nothing about the mail: it has been taken, or not, before."""
    try:
        client.quit()
    except (smtplib.SMTPException, OSError):
        client.close()


def _for_good(error: smtplib.SMTPResponseException) -> bool:
    """Whether the mail itself was refused, or is too large; a refused sign-in or sender is mended in the settings."""
    too_large = error.smtp_code == 552
    return too_large or (isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500)


def _recipients(answers: dict[str, tuple[int, bytes]], unserved: list[str]) -> DeliveryError:
    """`answers` for those that were refused; whoever of `unserved` was not even named comes along at the next try."""
    told = {address: _answer(code, text) for address, (code, text) in answers.items()}
    refused = {address: told[address] for address, (code, _) in answers.items() if code >= 500}
    failed = tuple(one for one in unserved if one not in refused)
    said = "; ".join(f"{address}: {answer}" for address, answer in told.items())
    return DeliveryError(said, permanent=not failed, failed=failed, refused=refused)


def _answer(code: int, text: bytes | str) -> str:
    return f"{code} {_text(text)}"


def _text(said: bytes | str) -> str:
    return (said.decode("utf-8", "replace") if isinstance(said, bytes) else said).replace("\n", " ")
