"""A real IMAP server: what is new comes in once, nothing there is changed, and trouble is said in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from layan.actions import mailboxes
from layan.channels.email import imap, receiving, trying
from layan.records.models import Case, IncomingMail, Mailbox, Message
from layan.records.trouble import Trouble
from tests.channels.email.desk import raw

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
