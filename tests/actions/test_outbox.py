"""Mail that must leave: written with what causes it."""

import pytest

from layan.actions import outbox
from layan.records.models import Mailbox, Message, MessageId, OutboxMail
from tests.cast import NOW, a_case


def test_each_address_once_and_nobody_is_nothing(cast):
    assert outbox.queue(kind="test", to=["", ""], at=NOW) is None
    mail = outbox.queue(kind="test", to=["a@example.net", "", "b@example.net", "a@example.net"], at=NOW)
    assert mail.to == ["a@example.net", "b@example.net"] and mail.due_at == NOW


def test_an_answer_to_it_finds_its_case(cast):
    case = a_case(cast)
    mail = outbox.queue(kind="reply", to=["a@example.net"], at=NOW, case=case)
    assert mail.rfc_id.startswith(f"{case.token}.") and mail.rfc_id.endswith("@localhost")
    assert MessageId.objects.get(value=mail.rfc_id).case == case
    Mailbox.objects.create(name="Care", channel="email", address="care@shop.example.com", mode="on")
    assert outbox.new_rfc_id("t", 1).endswith("@shop.example.com")


@pytest.mark.parametrize(
    ("state", "after"), [("failed", "waiting"), ("waiting", "waiting"), ("sent", "sent"), ("cancelled",) * 2]
)
def test_tried_again_unless_it_is_done_with(cast, state, after):
    mail = outbox.queue(kind="letter", to=["a@example.net"], at=NOW, message=None)
    OutboxMail.objects.update(state=state, due_at=None, failure="No", attempts=4)
    outbox.again(mail=mail, at=NOW)
    mail.refresh_from_db()
    assert mail.state == after and (mail.due_at == NOW) is (after == "waiting")


def test_a_message_that_failed_is_on_its_way_again_or_never(cast):
    case = a_case(cast)
    letter = Message.objects.get(case=case, direction="letter")
    mail = OutboxMail.objects.get(message=letter)
    Message.objects.filter(pk=letter.pk).update(state="failed", warnings=["x"])
    OutboxMail.objects.update(state="failed")
    outbox.again(mail=mail, at=NOW)
    letter.refresh_from_db()
    assert (letter.state, letter.warnings) == ("queued", [])
    outbox.cancel(mail=mail)
    mail.refresh_from_db()
    assert (mail.state, mail.due_at) == ("cancelled", None)
