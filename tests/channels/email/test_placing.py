"""What a mail proves about the address it came from."""

from datetime import timedelta

import pytest

from layan.actions import customers
from tests.cast import NOW
from tests.channels.email.desk import arrives, raw

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(cast):
    customers.unreachable(addresses=["Budi@example.net"], reason="550 Unknown", at=NOW - timedelta(days=1))
    return cast.budi.addresses.get()


def test_who_writes_can_be_written_to(address):
    assert address.bounced_at is not None
    arrives(raw())
    address.refresh_from_db()
    assert (address.bounced_at, address.bounce) == (None, "")


def test_another_s_mail_proves_nothing(address):
    arrives(raw(sender="x@example.org"))
    address.refresh_from_db()
    assert address.bounced_at is not None


def test_a_machine_at_the_address_is_nobody(address):
    arrives(raw(subject="Out of office", auto_submitted="auto-replied"))
    address.refresh_from_db()
    assert address.bounced_at is not None
