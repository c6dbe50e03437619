"""Mailboxes: connected, tried, switched on; and how they fare."""

from datetime import timedelta

import pytest

from layan.actions import mailboxes
from layan.records.models import Mailbox
from layan.records.secret import unseal
from tests.cast import NOW


@pytest.fixture
def box(db):
    new = Mailbox(name="Care", channel="email", address="care@example.com")
    return mailboxes.save(box=new, imap_password="kopi", imap_host="imap.example.com")


def test_passwords_are_sealed_and_kept_unless_given_anew(box, settings):
    assert "kopi" not in box.secrets and unseal(box.secrets) == {"imap": "kopi", "smtp": "kopi"}
    mailboxes.save(box=box, smtp_password="senja", name="Care at Senja")
    assert unseal(box.secrets) == {"imap": "kopi", "smtp": "senja"} and box.imap_host == "imap.example.com"
    settings.SECRET_KEY = "another"
    mailboxes.save(box=box, imap_password="baru")
    assert unseal(box.secrets) == {"imap": "baru", "smtp": "baru"}


def test_switched_on_it_begins_anew(box):
    mailboxes.read_to(box=box, uid=77)
    mailboxes.failing(box=box, said="No", at=NOW)
    mailboxes.switch_on(box=box, history=timedelta(days=30), at=NOW)
    box.refresh_from_db()
    assert (box.mode, box.uid, box.uidvalidity, box.failing_since) == ("on", 0, None, None)
    assert box.since < NOW and box.since - box.oldest == timedelta(days=30)
    mailboxes.switch_on(box=box, history=None, at=NOW)
    assert box.oldest is None
    mailboxes.switch_off(box=box, at=NOW)
    assert Mailbox.objects.get().mode == "off"


def test_the_first_numbers_are_no_new_numbers(box):
    mailboxes.read_to(box=box, uid=9)
    mailboxes.renumbered(box=box, uidvalidity=1)
    assert Mailbox.objects.get().uid == 9
    mailboxes.renumbered(box=box, uidvalidity=2)
    assert (Mailbox.objects.get().uid, box.uidvalidity) == (0, 2)


def test_since_when_it_fails_is_kept_until_it_works(box):
    mailboxes.failing(box=box, said="No", at=NOW)
    mailboxes.failing(box=box, said="Still no", at=NOW + timedelta(hours=1))
    mailboxes.sending_fails(box=box, said="x" * 9000, at=NOW)
    box.refresh_from_db()
    assert (box.failing_since, box.failure, len(box.smtp_failure)) == (NOW, "Still no", 2000)
    mailboxes.healthy(box=box, on_server=12, at=NOW)
    mailboxes.sending_works(box=box)
    box.refresh_from_db()
    assert (box.failing_since, box.smtp_failing_since, box.on_server) == (None, None, 12)
    mailboxes.remove(box=box)
    assert not Mailbox.objects.exists()
