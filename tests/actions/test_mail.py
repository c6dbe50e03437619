"""Mail as it comes in: kept before anything else, understood by one worker, lost by none."""

from datetime import timedelta

import pytest

from layan.actions import mail
from layan.plan.say import say
from layan.records.models import IncomingMail, LiveEvent
from tests.cast import NOW, a_case

WHY = say("It could not be read.")


def _store(raw=b"From: a@example.net\r\n\r\nHello", **more):
    return mail.store(
        **{"raw": raw, "source": "lmtp", "at": NOW, "envelope_to": ["care@example.com"], **more}
    )


@pytest.mark.django_db
def test_byte_by_byte_and_once():
    row = _store(b"\x00\xff raw")
    assert bytes(row.raw.content) == b"\x00\xff raw" and row.size == 6 and row.due_at == NOW
    assert _store(b"\x00\xff raw") is None, "delivered twice by one who lost our answer"
    assert _store(b"\x00\xff raw", envelope_to=["other@example.com"]) is not None
    assert (
        _store(key="1:2:3", source="imap") is not None
        and _store(b"another", key="1:2:3", source="imap") is None
    )


@pytest.mark.django_db
def test_one_worker_at_a_time_and_another_when_it_died():
    row = _store()
    assert [one.pk for one in mail.claim(at=NOW)] == [row.pk]
    assert mail.claim(at=NOW + timedelta(seconds=1)) == []
    (again,) = mail.claim(at=NOW + mail.LEASE)
    assert again.attempts == 2


@pytest.mark.django_db
def test_put_off_longer_each_time_and_at_last_to_a_person():
    row, waits, at = _store(), [], NOW
    while (row := IncomingMail.objects.get()).state == "stored":
        (claimed,) = mail.claim(at=row.due_at)
        at = row.due_at
        mail.put_off(mail=claimed, why=WHY, at=at)
        claimed.refresh_from_db()
        waits.append(claimed.due_at and claimed.due_at - at)
    assert len(waits) == mail.ATTEMPTS and waits[-1] is None and waits[:-1] == sorted(waits[:-1])
    assert row.state == "tray" and row.reason == WHY.to_json()
    assert LiveEvent.objects.filter(what="tray").exists()
    mail.retry(mail=row, at=at)
    assert len(mail.claim(at=at)) == 1


def test_what_became_of_it_is_said(cast):
    case = a_case(cast)
    one, two = _store(), _store(b"two")
    mail.understood(mail=one, case=case, at=NOW, rfc_id="x" * 300)
    mail.ignore(mail=two, why=WHY, at=NOW)
    assert (one.state, one.case, one.due_at, len(one.rfc_id)) == ("understood", case, None, 255)
    assert (two.state, two.case, two.due_at) == ("ignored", None, None)
    assert mail.claim(at=NOW + timedelta(days=1)) == []
