"""A real IMAP server: what is new comes in once, nothing there is changed, and trouble is said in words."""

import imaplib
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone

from layan.actions import mailboxes
from layan.channels.email import imap, receiving, trying
from layan.records.models import Case, IncomingMail, Mailbox, Message, OutboxMail
from layan.records.trouble import Trouble
from tests.channels.email.desk import raw
from tests.runtime.business import until

pytestmark = pytest.mark.django_db


@pytest.fixture
def inbox(dovecot):
    return dovecot.inbox()


@pytest.fixture
def box(cast, dovecot, inbox):
    return mailboxes.save(
        box=Mailbox(), imap_password=inbox.password, name="Care", channel="email", address=inbox.user,
        imap_host="127.0.0.1", imap_port=dovecot.imap, imap_security="none", imap_user=inbox.user,
    )  # fmt: skip


def on(box, **more):
    mailboxes.switch_on(box=box, at=timezone.now(), history=more.pop("history", timedelta(0)))


def fetched(box):
    """One look; how many mails it brought, all of them understood."""
    now = timezone.now()
    with imap.connect(box) as client:
        found = imap.fetch(box, client, now)
    while receiving.understand_due(now=now):
        pass
    return found


def mail(number, **more):
    return raw(
        f"Question {number}", message_id=f"<{number}@example.net>", subject=f"Question {number}", **more
    )


def test_what_is_new_comes_in_once_and_stays_as_it_was(box, inbox):
    on(box)
    inbox.deliver(mail(1))
    inbox.append(mail(2), flags=r"(\Seen)")
    assert fetched(box) == 2
    assert fetched(box) == 0
    inbox.deliver(mail(3))
    assert fetched(box) == 1
    assert Case.objects.count() == 3
    assert [b"\\Seen" in flags for flags in inbox.flags()] == [False, True, False]
    box.refresh_from_db()
    assert (box.on_server, box.failing_since) == (3, None)


def test_new_numbers_make_no_duplicates(box, inbox):
    on(box)
    inbox.deliver(mail(1))
    inbox.deliver(mail(2))
    fetched(box)
    inbox.renumber()
    inbox.deliver(mail(3))
    fetched(box)
    assert Case.objects.count() == 3
    assert (
        sorted(IncomingMail.objects.values_list("state", flat=True)) == ["ignored"] * 2 + ["understood"] * 3
    )


def test_a_mail_deleted_there_stays_here(box, inbox):
    on(box)
    inbox.deliver(mail(1))
    fetched(box)
    inbox.delete(1)
    inbox.deliver(mail(2))
    assert fetched(box) == 1
    assert Case.objects.count() == 2


def test_as_much_old_mail_as_was_chosen_comes_in_as_history(box, inbox):
    now = timezone.now()
    inbox.append(mail(1), at=now - timedelta(days=400))
    inbox.append(mail(2), at=now - timedelta(days=3))
    on(box, history=timedelta(days=30))
    inbox.deliver(mail(3))
    assert fetched(box) == 2
    old, new = Case.objects.order_by("opened_at")
    assert (old.history, old.status, old.due_at) == (True, "resolved", None)
    assert (new.history, new.status) == (False, "open")
    letters = Message.objects.filter(direction="letter")
    assert [letter.case for letter in letters] == [new]


def test_what_was_left_out_stays_out_when_the_server_renumbers(box, inbox):
    inbox.append(mail(1), at=timezone.now() - timedelta(days=400))
    on(box)
    inbox.deliver(mail(2))
    fetched(box)
    inbox.renumber()
    fetched(box)
    assert Case.objects.count() == 1


def test_a_mail_expunged_while_it_is_fetched_is_passed(box, inbox, monkeypatch):
    on(box)
    for number in range(3):
        inbox.deliver(mail(number))
    ask = imap.fetched

    def expunged_meanwhile(client, which, **more):
        monkeypatch.setattr(imap, "fetched", ask)
        inbox.delete(2)
        return ask(client, which, **more)

    monkeypatch.setattr(imap, "fetched", expunged_meanwhile)
    assert fetched(box) == 2
    inbox.deliver(mail(4))
    assert fetched(box) == 1
    box.refresh_from_db()
    assert (Case.objects.count(), box.on_server, box.missing, box.failing_since) == (3, 3, 0, None)


def test_a_connection_that_breaks_between_store_and_cursor_loses_and_doubles_nothing(box, inbox, monkeypatch):
    on(box)
    for number in range(3):
        inbox.deliver(mail(number))
    with monkeypatch.context() as broken, pytest.raises(ConnectionError):
        broken.setattr(mailboxes, "read_to", raising(ConnectionError))
        fetched(box)
    box.refresh_from_db()
    assert (IncomingMail.objects.count(), box.uid) == (3, 0)
    assert fetched(box) == 0, "they are here already"
    inbox.deliver(mail(4))
    assert fetched(box) == 1
    assert (IncomingMail.objects.count(), Case.objects.count()) == (4, 4)


def raising(error):
    def raises(**more):
        raise error

    return raises


def test_a_connection_that_breaks_in_the_middle_of_a_mail_is_taken_up_again(box, dovecot, inbox, monkeypatch):
    on(box)
    for number in range(3):
        inbox.deliver(mail(number))
    store = imap._stored

    def dropped_after_one(*args):
        monkeypatch.setattr(imap, "_stored", store)
        dovecot.drop(inbox.user)
        store(*args)
        raise imaplib.IMAP4.abort("connection reset")

    monkeypatch.setattr(imap, "_stored", dropped_after_one)
    with pytest.raises(imaplib.IMAP4.abort):
        fetched(box)
    assert fetched(box) == 2
    assert (IncomingMail.objects.count(), Case.objects.count()) == (3, 3)


@contextmanager
def withheld(dovecot, inbox, number):
    """One mail lies there, and the server cannot read it."""
    folder = dovecot.home / "mail" / inbox.user / "Maildir"
    mails = (*(folder / "new").iterdir(), *(folder / "cur").iterdir())
    path = sorted(mails, key=lambda one: one.stat().st_mtime_ns)[number]
    path.chmod(0)
    yield
    path.chmod(0o600)


@pytest.mark.django_db(transaction=True)
def test_a_mail_over_which_the_server_hangs_up_holds_up_no_other(box, dovecot, inbox, monkeypatch):
    monkeypatch.setattr(imap, "BACK_OFF", (0,))
    on(box)
    for number in range(3):
        inbox.deliver(mail(number))
    with withheld(dovecot, inbox, 1), watching():
        until(lambda: IncomingMail.objects.count() == 2 and Mailbox.objects.get().missing == 1)
        inbox.deliver(mail(4))
        until(lambda: IncomingMail.objects.count() == 3)
    with watching():
        until(lambda: IncomingMail.objects.count() == 4 and Mailbox.objects.get().missing == 0)


@contextmanager
def watching():
    fetchers = imap.Fetchers()
    fetchers.start()
    try:
        yield
    finally:
        fetchers.stop()


def test_what_lies_there_is_counted_against_what_is_stored(box, inbox):
    on(box)
    inbox.deliver(mail(1))
    inbox.deliver(mail(2))
    fetched(box)
    IncomingMail.objects.filter(key__endswith=":1").delete()  # as after a restored backup
    with imap.connect(box) as client:
        assert imap.recount(box, client, timezone.now()) == 1
        assert imap.recount(box, client, timezone.now()) == 0
    assert IncomingMail.objects.count() == 2


def test_mail_since_a_date_is_fetched_again(box, inbox):
    now = timezone.now()
    for days in (400, 20, 3):
        inbox.append(mail(days), at=now - timedelta(days=days))
    on(box)
    inbox.deliver(mail(1))
    assert fetched(box) == 1
    mailboxes.fetch_again(box=box, start=now - timedelta(days=30), at=now)
    with imap.connect(box) as client:
        assert imap.recount(box, client, now) == 2
        assert imap.recount(box, client, now) == 0
    box.refresh_from_db()
    assert box.again_from is None
    while receiving.understand_due(now=now):
        pass
    assert sorted(Case.objects.values_list("history", flat=True)) == [False, True, True]


@pytest.mark.django_db(transaction=True)
def test_a_mail_shows_within_seconds_and_a_wish_is_heard(box, inbox, monkeypatch):
    monkeypatch.setattr(imap, "POLL", 3600)
    now = timezone.now()
    inbox.append(mail(1), at=now - timedelta(days=20))
    on(box)
    with watching():
        until(lambda: Mailbox.objects.filter(checked_at__isnull=False).exists())
        began = time.monotonic()
        inbox.deliver(mail(2))
        until(lambda: IncomingMail.objects.count() == 1)
        assert time.monotonic() - began < 5  # IDLE brings it within one or two; the machine is shared
        box.refresh_from_db()
        mailboxes.fetch_again(box=box, start=now - timedelta(days=30), at=now)
        until(lambda: IncomingMail.objects.count() == 2)


def test_old_mails_come_in_as_history(box, inbox):
    """In a short form; `python bench/history.py` does ten thousand."""
    count, old = 25, timezone.now() - timedelta(days=90)
    inbox.fill((mail(number) for number in range(count)), at=old)
    on(box, history=None)
    assert fetched(box) == count
    box.refresh_from_db()
    assert (box.on_server, Case.objects.filter(history=True, due_at=None, status="resolved").count()) == (
        count,
        count,
    )
    assert not OutboxMail.objects.exists() and not Message.objects.filter(direction="letter").exists()


def test_a_first_look_changes_nothing_and_says_what_would_happen(box, inbox, cast):
    for number in range(7):
        inbox.deliver(mail(number))
    notice = {"auto_submitted": "auto-replied", "authentication_results": "mx.example.com; spf=pass"}
    inbox.deliver(raw(sender="x@example.org", subject="Out of office", **notice))
    looked = trying.look(box)
    assert (looked.total, len(looked.newest), looked.checked_by) == (8, 5, "mx.example.com")
    assert "a machine wrote it" in str(looked.newest[0].becomes)
    assert str(looked.newest[1].becomes) == "A new case of Budi Hartono <budi@example.net>."
    assert not any(b"\\Seen" in flags for flags in inbox.flags())
    assert not IncomingMail.objects.exists()


def trouble(box, **more):
    for name, value in more.items():
        setattr(box, name, value)
    found = trying.look(box)
    assert isinstance(found, Trouble)
    return str(found)


def test_a_wrong_password_is_said(box):
    mailboxes.save(box=box, imap_password="wrong")
    assert "does not accept user and password" in trouble(box)


def test_a_certificate_that_nobody_signed_is_said(box, dovecot):
    said = trouble(box, imap_host="localhost", imap_port=dovecot.imaps, imap_security="tls")
    assert "The certificate of localhost cannot be trusted: self-signed certificate" in said


def test_a_port_without_tls_is_said(box, dovecot):
    assert "does not speak TLS" in trouble(box, imap_security="tls")


def test_a_folder_that_is_not_there_is_said(box):
    assert "no such folder" in trouble(box, folder="Elsewhere")


def test_a_name_without_a_server_is_said(box, monkeypatch):
    import socket

    def unknown(*args, **more):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "create_connection", unknown)
    assert "There is no server called imap.example.com." in trouble(box, imap_host="imap.example.com")
