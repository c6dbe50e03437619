"""What went wrong on the way to a mail server, in words, with what to do about it."""

import imaplib
import smtplib
import socket
import ssl

from imap_tools import MailboxFolderSelectError, MailboxLoginError

from layan.plan.say import say
from layan.records.secret import KeyChanged
from layan.records.trouble import Trouble

from .oauth import NotSignedIn, ProviderFailed

WANTS_SIGN_IN = 530
"""What SMTP says to who sends without having signed in."""


def trouble(error: BaseException, host: str, port: int) -> Trouble:
    """`error` as imap-tools, smtplib, ssl or sockets raised it while we talked to `host`."""
    for kinds, words in _KNOWN:
        if isinstance(error, kinds):
            return words(error, host, port)
    return Trouble(say("The connection to {host} failed: {said}", host=host, said=_said(error)))


def _unknown_name(error: BaseException, host: str, port: int) -> Trouble:
    return Trouble(
        say("There is no server called {host}.", host=host or "?"),
        say("Check how it is written; the provider names it in its help, often as “IMAP” or “SMTP server”."),
    )


def _refused(error: BaseException, host: str, port: int) -> Trouble:
    return Trouble(
        say("{host} takes no connections on port {port}.", host=host, port=str(port)),
        say("Check the port: usually {tls} with TLS, {starttls} with STARTTLS.", tls="993 / 465",
            starttls="143 / 587"),
    )  # fmt: skip


def _silent(error: BaseException, host: str, port: int) -> Trouble:
    return Trouble(
        say("{host} does not answer on port {port}.", host=host, port=str(port)),
        say(
            "Check host, port and kind of security. If they are right, a firewall stands between: ask who looks after "
            "the network."
        ),
    )


def _hung_up(error: BaseException, host: str, port: int) -> Trouble:
    return Trouble(
        say("{host} closed the connection before it said whether it takes the mail.", host=host),
        say("Nothing needs to be done: it is sent again, as the same mail, until the server says yes or no."),
    )


def _distrusted(error: BaseException, host: str, port: int) -> Trouble:
    return Trouble(
        say("The certificate of {host} cannot be trusted: {said}", host=host, said=_said(error)),
        say("Write the host as its certificate names it, or have the certificate renewed."),
    )


def _no_tls(error: BaseException, host: str, port: int) -> Trouble:
    return Trouble(
        say(
            "{host} does not speak TLS on port {port} ({said}).", host=host, port=str(port), said=_said(error)
        ),
        say("Choose STARTTLS instead of TLS or the other way round, or another port."),
    )


def _no_starttls(error: BaseException, host: str, port: int) -> Trouble:
    return Trouble(
        say("{host} does not offer what was asked of it: {said}", host=host, said=_said(error)),
        say("Choose another kind of security; a server that asks for no password needs no user."),
    )


def _wrong_password(error: BaseException, host: str, port: int) -> Trouble:
    return Trouble(
        say("{host} does not accept user and password: {said}", host=host, said=_said(error)),
        say(
            "Enter both again. Many providers want a password made for programs, and IMAP switched on first."
        ),
    )


def _no_folder(error: BaseException, host: str, port: int) -> Trouble:
    return Trouble(
        say("The mailbox has no such folder: {said}", said=_said(error)),
        say("Incoming mail usually lies in INBOX."),
    )


def _other_service(error: BaseException, host: str, port: int) -> Trouble:
    return Trouble(
        say(
            "On port {port} of {host} something else answers: {said}", host=host, port=str(port), said=_said(error)
        ),
        say("Check the port: usually {tls} with TLS, {starttls} with STARTTLS.", tls="993 / 465",
            starttls="143 / 587"),
    )  # fmt: skip


def _refuses_mail(error: BaseException, host: str, port: int) -> Trouble:
    if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code == WANTS_SIGN_IN:
        return Trouble(
            say("{host} asks for a user and a password: {said}", host=host, said=_said(error)),
            say("Write the user for sending, and save the password."),
        )
    return Trouble(
        say("{host} does not take the mail: {said}", host=host, said=_said(error)),
        say("Usually the address of the sender must be the account's own."),
    )


def _lost_key(error: BaseException, host: str, port: int) -> Trouble:
    return Trouble(
        say("The password kept here cannot be read any more: the key of this installation has changed."),
        say("Enter the password again."),
    )


def _sign_in_again(error: BaseException, host: str, port: int) -> Trouble:
    assert isinstance(error, NotSignedIn)
    name = error.provider or host
    return Trouble(
        say("{provider} does not let us into the mailbox any more: {said}", provider=name, said=error.said),
        say(
            "Open the page of the mailbox and sign in there once more. Nothing is lost meanwhile: mail waits."
        ),
    )


def _provider_failed(error: BaseException, host: str, port: int) -> Trouble:
    assert isinstance(error, NotSignedIn)
    return Trouble(
        say(
            "{provider}, which signs us in, does not answer: {said}", provider=error.provider, said=error.said
        ),
        say("It is tried again by itself. If it lasts, look at the addresses of the provider."),
    )


_KNOWN = (
    ((KeyChanged,), _lost_key),
    ((ProviderFailed,), _provider_failed),
    ((NotSignedIn,), _sign_in_again),
    ((socket.gaierror, UnicodeError), _unknown_name),
    ((ssl.SSLCertVerificationError,), _distrusted),
    ((ssl.SSLError,), _no_tls),
    ((ConnectionRefusedError,), _refused),
    ((smtplib.SMTPServerDisconnected,), _hung_up),
    ((TimeoutError,), _silent),
    ((MailboxLoginError, smtplib.SMTPAuthenticationError), _wrong_password),
    ((MailboxFolderSelectError,), _no_folder),
    ((smtplib.SMTPNotSupportedError,), _no_starttls),
    ((smtplib.SMTPConnectError, imaplib.IMAP4.abort), _other_service),
    ((smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused), _refuses_mail),
)


def _said(error: BaseException) -> str:
    """In the other side's own words, one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(said)}" for code, said in error.recipients.values())
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    answer = getattr(error, "command_result", None)
    if isinstance(answer, tuple) and len(answer) == 2:
        return " ".join(_text(one) for one in answer[1] if one) or str(answer[0])
    if isinstance(error, imaplib.IMAP4.error) and error.args:
        return _text(error.args[0])
    return " ".join(str(error).split())[:500] or type(error).__name__


def _text(said: object) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return " ".join(text.split())[:500]
