"""What comes in at the same moment is kept in one commit, and yet each by itself."""

from datetime import UTC, datetime

import pytest

from layan.actions.mail import Arrived
from layan.channels.email.lmtp import Storing
from layan.records.models import IncomingMail

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 20


def arrived(name, sender="dewi@example.com"):
    raw = f"Message-ID: <{name}@example.com>\r\n\r\nHello".encode()
    return Arrived(raw, "lmtp", datetime(2026, 7, 20, 9, tzinfo=UTC), envelope_from=sender)


@pytest.fixture
def storing():
    """Its thread starts with the test's own word, so that what was handed over before is kept together."""
    thread = Storing()
    yield thread
    thread.stop()


def test_many_at_once_are_all_kept_and_the_same_one_once(storing):
    kept = [storing.keep(arrived(name)) for name in (*range(50), 7)]
    storing.start()
    assert [one.result(SECONDS) for one in kept] == [True] * 50 + [False]
    assert IncomingMail.objects.count() == 50


def test_one_that_cannot_be_written_fails_alone(storing):
    broken = "\udcff@example.com"  # no database takes half a character
    kept = [storing.keep(one) for one in (arrived("one"), arrived("two", broken), arrived("three"))]
    storing.start()
    assert [kept[0].result(SECONDS), kept[2].result(SECONDS)] == [True, True]
    assert isinstance(kept[1].exception(SECONDS), UnicodeEncodeError)


def test_who_hangs_up_while_waiting_takes_nobody_along(storing):
    kept = [storing.keep(arrived(name)) for name in ("one", "two", "three")]
    assert kept[1].cancel()
    storing.start()
    assert kept[2].result(SECONDS)
    assert not kept[0].cancel()
    assert storing.keep(arrived("four")).result(SECONDS)
    assert IncomingMail.objects.count() == 3
