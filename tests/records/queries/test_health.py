"""Counts and ages of what waits."""

from datetime import timedelta

import pytest

from layan.actions import mail as mails
from layan.plan.say import say
from layan.records.models import OutboxMail
from layan.records.queries import health
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def stored(text, at=NOW):
    return mails.store(raw=text, source="pipe", at=at)


def test_mails_are_counted_by_what_became_of_them():
    first = stored(b"one")
    stored(b"two", NOW - timedelta(minutes=3))
    mails.to_tray(mail=first, why=say("No."), at=NOW)
    found = health.incoming(NOW)
    assert (found.received, found.waiting, found.tray, found.age) == (2, 1, 1, 180)
    assert health.last_received() == NOW


def test_what_waits_to_leave_is_as_old_as_its_cause():
    for number, (state, failure) in enumerate([("waiting", "451 Later"), ("failed", "550 No"), ("sent", "")]):
        OutboxMail.objects.create(
            kind="letter", rfc_id=f"{number}@example.com", to=["budi@example.net"], state=state, failure=failure,
            created_at=NOW - timedelta(minutes=1), due_at=NOW if state == "waiting" else None,
        )  # fmt: skip
    found = health.outgoing(NOW)
    assert (found.waiting, found.failed, found.sent) == (1, 1, 1)
    assert (found.age, found.said) == (60, "451 Later")
    assert len(health.troubled()) == 2


def test_nothing_is_no_age():
    assert (health.incoming(NOW).age, health.outgoing(NOW).age, health.late_replies(NOW)) == (0, 0, 0)
