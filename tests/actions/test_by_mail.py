"""What comes by mail and is no word of a customer."""

from datetime import timedelta

from layan.actions import by_mail, messages
from layan.records.models import Message, OutboxMail
from layan.records.translate import state_of
from tests.cast import NOW, a_case

LATER = NOW + timedelta(minutes=10)


def _said(text="We send a new one", **more):
    return messages.Said(text, sender="sari@example.com", **more)


def test_a_colleague_s_own_answer_keeps_the_promise(cast):
    case = a_case(cast)
    said = _said(to=[{"address": "budi@example.net"}])
    message = by_mail.answered(case=case, said=said, by=cast.sari, at=LATER)
    case.refresh_from_db()
    assert (message.direction, message.state, message.by) == ("out", "sent", cast.sari)
    assert state_of(case).clock("first_reply").state == "kept" and not case.unread
    assert not OutboxMail.objects.filter(kind="reply").exists(), "it has left already"


def test_what_she_writes_to_the_case_alone_is_a_note(cast):
    case = a_case(cast)
    message = by_mail.remarked(case=case, said=_said(text=" ", subject=""), by=cast.sari, at=LATER)
    case.refresh_from_db()
    assert message.direction == "note" and state_of(case).clock("first_reply").running


def test_mail_that_came_back_says_so_and_is_sent_there_no_more(cast):
    case = a_case(cast)
    mail = OutboxMail.objects.get()
    by_mail.came_back(original=mail, failed=(), reason="Full for a while", permanent=False, at=LATER)
    assert OutboxMail.objects.get().state == "waiting"
    for _ in range(2):
        by_mail.came_back(
            original=mail, failed=["BUDI@example.net"], reason="No such user", permanent=True, at=LATER
        )
    letter = Message.objects.get(case=case, direction="letter")
    assert (OutboxMail.objects.get().state, letter.state, len(letter.warnings)) == ("failed", "failed", 1)
    assert cast.budi.addresses.get().bounced_at == LATER
    assert cast.lina.addresses.get().bounced_at is None


def test_nobody_else_s_address_is_marked_by_a_report(cast):
    """Anybody can write a report; it counts for those the mail was sent to alone."""
    a_case(cast)
    mail = OutboxMail.objects.get()
    by_mail.came_back(original=mail, failed=["lina@example.org"], reason="No", permanent=True, at=LATER)
    assert cast.lina.addresses.get().bounced_at is None
