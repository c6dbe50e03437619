"""The way in from a mailbox elsewhere: IMAP, woken by IDLE where the server can, else looking once a minute.

The cursor is UIDVALIDITY and UID, never the seen flag, and moves only after the mails before it are stored. A server
that renumbers its mails is read again from the beginning; what is here already is recognised when it is understood.
"""

import imaplib
import logging
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import close_old_connections, connections
from imap_tools import BaseMailBox, MailBox, MailboxLoginError, MailBoxStartTls, MailBoxUnencrypted

from layan.actions import mail, mailboxes
from layan.live import hub
from layan.records.models import Mailbox
from layan.records.secret import unseal
from layan.records.trouble import kept

from . import oauth
from .troubles import trouble

log = logging.getLogger(__name__)

TIMEOUT: Final = 60
IDLE: Final = 240
"""Seconds; servers hang up on a connection that idles for 30 minutes, and firewalls sooner."""
POLL: Final = 60
AT_ONCE: Final = 10
"""Mails asked for in one command."""
LOOK: Final = 2
"""Seconds between looks whether settings have changed while it fails."""
STOPPING: Final = 4
"""Seconds that all together have to end; the cursor knows how far they came."""
BACK_OFF: Final = (5, 15, 60, 180, 300)


def connect(box: Mailbox, timeout: float = TIMEOUT) -> BaseMailBox:
    """Signed in, with the folder open for reading only. Raises what imap-tools, ssl, sockets and `oauth` raise."""
    if box.provider is None:
        return _connected(box, timeout, "")
    token = oauth.bearer(box)
    try:
        return _connected(box, timeout, token)
    except MailboxLoginError:  # it may have been taken back before its time
        fresh = oauth.bearer(box, refused=token)
    try:
        return _connected(box, timeout, fresh)
    except MailboxLoginError as error:
        raise oauth.NotSignedIn(box.provider.name, str(error.command_result[1])) from error


def _connected(box: Mailbox, timeout: float, token: str) -> BaseMailBox:
    client = _opened(box, timeout)
    try:
        if token:
            _show(client, oauth.words(box.imap_user, token))
        else:
            client.login(box.imap_user, unseal(box.secrets).get("imap", ""), initial_folder=None)
        client.folder.set(box.folder, readonly=True)
    except BaseException:
        client.client.shutdown()
        raise
    return client


def _show(client: BaseMailBox, words: str) -> None:
    """XOAUTH2: a refused token is explained in a challenge, which wants an empty answer."""
    answers = iter([words.encode()])
    try:
        client.client.authenticate("XOAUTH2", lambda _challenge: next(answers, b""))
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise MailboxLoginError(("NO", [str(error)]), "OK") from error


def _opened(box: Mailbox, timeout: float) -> BaseMailBox:
    if box.imap_security not in ("tls", "starttls"):
        return MailBoxUnencrypted(box.imap_host, port=box.imap_port, timeout=timeout)
    kind = MailBox if box.imap_security == "tls" else MailBoxStartTls
    # Without a context of ours imaplib would trust whoever answers.
    return kind(box.imap_host, port=box.imap_port, timeout=timeout, ssl_context=ssl.create_default_context())


def fetch(box: Mailbox, client: BaseMailBox, now: datetime) -> int:
    """Bring in what is new since the cursor; how many mails. Mail from before `box.since` is history."""
    status = client.folder.status(box.folder)
    if box.uidvalidity != status["UIDVALIDITY"]:
        mailboxes.renumbered(box=box, uidvalidity=status["UIDVALIDITY"])
    found = 0
    wanted = sorted(int(uid) for uid in client.uids(_wanted(box)) if int(uid) > box.uid)
    for start in range(0, len(wanted), AT_ONCE):
        chunk = wanted[start : start + AT_ONCE]
        for uid, raw, arrived in fetched(client, ",".join(map(str, chunk))):
            if box.oldest is None or arrived >= box.oldest:
                found += _stored(box, uid, raw, arrived, now)
        # One that was expunged meanwhile is not coming back: the cursor passes it.
        mailboxes.read_to(box=box, uid=chunk[-1])
    mailboxes.healthy(box=box, on_server=status["MESSAGES"], at=now)
    return found


def _wanted(box: Mailbox) -> str:
    """What to search for: all behind the cursor; after a renumbering not what was left out at the beginning. Servers
    compare days in a zone of their own, hence one day more."""
    since = f" SINCE {_day(box.oldest - timedelta(days=1))}" if box.oldest else ""
    return f"UID {box.uid + 1}:*{since}"


def _day(at: datetime) -> str:
    return f"{at.day}-{_MONTHS[at.month - 1]}-{at.year}"


_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _stored(box: Mailbox, uid: int, raw: bytes, arrived: datetime, now: datetime) -> bool:
    history = box.since is not None and arrived < box.since
    key = f"imap:{box.pk}:{box.uidvalidity}:{uid}"
    at = arrived if history else now
    return mail.store(raw=raw, source="imap", at=at, key=key, mailbox=box, history=history) is not None


def fetched(
    client: BaseMailBox, which: str, what: str = "BODY.PEEK[]", *, by_uid: bool = True
) -> Iterator[tuple[int, bytes, datetime]]:
    """(UID, bytes, time of arrival) of mails by UID or by place; looking marks none as seen."""
    asked = f"(UID INTERNALDATE {what})"
    _, answers = client.client.uid("FETCH", which, asked) if by_uid else client.client.fetch(which, asked)
    for answer in answers:
        if isinstance(answer, tuple) and len(answer) >= 2:
            head, raw = answer[0], answer[1]
            yield _uid(head), raw, _arrived(head)


def _uid(head: bytes) -> int:
    words = head.replace(b"(", b" ").replace(b")", b" ").split()
    return int(words[words.index(b"UID") + 1])


def _arrived(head: bytes) -> datetime:
    from time import mktime

    parsed = imaplib.Internaldate2tuple(head)
    return datetime.fromtimestamp(mktime(parsed), UTC) if parsed else datetime.now(UTC)


class Fetcher(threading.Thread):
    """One mailbox, for as long as it is switched on."""

    def __init__(self, box_id: int) -> None:
        super().__init__(name=f"mailbox-{box_id}", daemon=True)
        self.box_id = box_id
        self.stopping = threading.Event()

    def run(self) -> None:
        failures = 0
        while not self.stopping.is_set():
            close_old_connections()
            box = Mailbox.objects.filter(pk=self.box_id, mode="on").first()
            if box is None:
                break
            try:
                self._session(box)
                failures = 0
            except Exception as error:
                log.warning("mailbox %s: %s", box.address, error)
                said = kept(trouble(error, box.imap_host, box.imap_port))
                mailboxes.failing(box=box, said=said, at=datetime.now(UTC))
                self._rest(box, BACK_OFF[min(failures, len(BACK_OFF) - 1)])
                failures += 1
        connections.close_all()

    def _rest(self, box: Mailbox, seconds: int) -> None:
        """Wait before the next attempt, but not once somebody has mended the settings."""
        before = (*_place(box), box.tokens)
        for _ in range(seconds // LOOK):
            if self.stopping.wait(LOOK):
                return
            now = Mailbox.objects.filter(pk=box.pk).first()
            if now is None or now.mode != "on" or (*_place(now), now.tokens) != before:
                return

    def _session(self, box: Mailbox) -> None:
        before = _place(box)
        with connect(box) as client:
            try:
                self._watch(box, client, before)
            except (imaplib.IMAP4.abort, OSError):
                box.refresh_from_db()
                if box.provider is None or not oauth.runs_out(box, datetime.now(UTC)):
                    raise  # else the server hung up when our hour was over: in again with a new token

    def _watch(self, box: Mailbox, client: BaseMailBox, before: tuple[object, ...]) -> None:
        can_idle = "IDLE" in client.client.capabilities
        while not self.stopping.is_set():
            box.refresh_from_db()
            if box.mode != "on" or _place(box) != before:
                return
            fetch(box, client, datetime.now(UTC))
            self._wait(client, can_idle)

    def _wait(self, client: BaseMailBox, can_idle: bool) -> None:
        if not can_idle:
            self.stopping.wait(POLL)
            client.client.noop()
            return
        with client.idle as idle:
            for _ in range(IDLE // 2):
                if self.stopping.is_set() or idle.poll(timeout=2):
                    return


def _place(box: Mailbox) -> tuple[object, ...]:
    """What makes it necessary to connect anew when it changes."""
    server = (box.imap_host, box.imap_port, box.imap_security, box.imap_user, box.folder)
    signed_in = bool(box.tokens) if box.provider_id else box.secrets
    return (*server, box.provider_id, signed_in)


class Fetchers:
    """A Fetcher for every mailbox that is switched on; looks again when something changes and every ten seconds."""

    def __init__(self) -> None:
        self.running: dict[int, Fetcher] = {}
        self.woken = threading.Event()
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._run, name="mailboxes", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.stopping.set()
        self.woken.set()
        for fetcher in self.running.values():
            fetcher.stopping.set()
        until = time.monotonic() + STOPPING
        for fetcher in self.running.values():
            fetcher.join(timeout=max(0, until - time.monotonic()))

    def _run(self) -> None:
        unsubscribe = hub.on_wake(self.woken.set)
        while not self.stopping.is_set():
            self.woken.clear()
            close_old_connections()
            try:
                self._look()
            except Exception:
                log.exception("mailboxes could not be read; trying again")
            self.woken.wait(10)
        unsubscribe()
        connections.close_all()

    def _look(self) -> None:
        self.running = {pk: fetcher for pk, fetcher in self.running.items() if fetcher.is_alive()}
        for pk in Mailbox.objects.filter(mode="on").exclude(imap_host="").values_list("pk", flat=True):
            if pk not in self.running:
                self.running[pk] = Fetcher(pk)
                self.running[pk].start()
