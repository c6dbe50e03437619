"""What becomes of a mail: a case, a message of one, a note, the tray."""

import pytest

from layan.records.models import Case, Message
from tests.channels.email.desk import arrives, raw

pytestmark = pytest.mark.django_db


def test_a_mail_becomes_a_case(cast):
    row = arrives(raw())
    assert (row.state, row.reason) == ("understood", {})
    assert (row.case.channel, row.case.customer, row.case.subject) == ("email", cast.budi, "A question")
    message = Message.objects.get(case=row.case, direction="in")
    assert (message.text, message.sender, message.mail_id) == (
        "My grinder is loud.",
        "budi@example.net",
        row.pk,
    )


def test_the_case_is_acknowledged(cast):
    row = arrives(raw())
    assert Message.objects.filter(case=row.case, direction="letter").count() == 1
    assert Case.objects.count() == 1
