"""The status page: what is wrong, in words, and what to do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from layan.channels.email.sender import NOBODY
from layan.plan.say import say
from layan.records.models import Mailbox, OutboxMail
from layan.records.trouble import Trouble, kept
from tests.cast import signed_in
from tests.channels.email.desk import arrives, raw

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, cast):
    return signed_in(client, cast.melati)


def waiting(**more):
    now = timezone.now()
    values = {
        "kind": "letter", "rfc_id": f"{OutboxMail.objects.count()}@example.com", "to": ["budi@example.net"],
        "subject": "Hello", "created_at": now, "due_at": now,
    }  # fmt: skip
    return OutboxMail.objects.create(**values | more)


def test_all_is_well(admin):
    text = admin.get(reverse("admin:status")).text
    assert "Nothing waits longer than it should." in text
    assert "The tray is empty." in text


def test_a_failing_mailbox_is_said_with_its_cure(admin):
    why = Trouble(say("{host} does not accept user and password: {said}", host="imap.example.com", said="NO"),
                  say("Enter both again."))  # fmt: skip
    Mailbox.objects.create(
        name="Care", channel="email", address="care@example.com", mode="on", imap_host="imap.example.com",
        failing_since=timezone.now(), failure=kept(why),
    )  # fmt: skip
    text = admin.get(reverse("admin:status")).text
    assert "imap.example.com does not accept user and password: NO" in text
    assert "Enter both again." in text


def test_work_that_nobody_takes_up(admin):
    from layan.actions import mail

    mail.store(raw=raw(), source="lmtp", at=timezone.now() - timedelta(hours=1))
    assert "What came in has been waiting for 1" in admin.get(reverse("admin:status")).text


def test_mail_that_waits_for_a_way_out_says_so(admin):
    waiting(failure=kept(NOBODY))
    assert "No mailbox is switched on" in admin.get(reverse("admin:status")).text


def test_a_failed_mail_is_tried_again(admin):
    mail = waiting(state="failed", due_at=None, failure="550 5.1.1 Unknown", attempts=3)
    assert "550 5.1.1 Unknown" in admin.get(reverse("admin:status")).text
    admin.post(reverse("admin:again", args=[mail.pk]))
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.failure) == ("waiting", 0, "")


def test_a_failed_mail_is_given_up(admin):
    mail = waiting(state="failed", due_at=None)
    admin.post(reverse("admin:cancel", args=[mail.pk]))
    mail.refresh_from_db()
    assert mail.state == "cancelled"


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_as_little_for_three_as_for_one(admin, rows, django_assert_max_num_queries):
    for number in range(rows):
        waiting(failure="451 Later")
        Mailbox.objects.create(name="x", channel="email", address=f"care{number}@example.com")
    arrives(raw())
    admin.get(reverse("admin:status"))
    with django_assert_max_num_queries(18):
        admin.get(reverse("admin:status"))
