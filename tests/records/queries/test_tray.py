"""Mail that waits for a person."""

import pytest

from layan.actions import mail
from layan.plan.say import say
from layan.records.queries.tray import waiting
from tests.cast import NOW


@pytest.mark.django_db
def test_what_is_in_the_tray_the_newest_first():
    rows = [mail.store(raw=bytes([n]), source="lmtp", at=NOW) for n in range(3)]
    for row in rows[:2]:
        mail.to_tray(mail=row, why=say("It could not be read."), at=NOW)
    assert list(waiting()) == [rows[1], rows[0]]
