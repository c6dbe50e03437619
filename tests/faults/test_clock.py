"""The clock jumps: a day ahead and back again. What was due meanwhile is neither forgotten nor done twice."""

from datetime import timedelta

import pytest

from layan.actions import mail as mails
from layan.actions import messages
from layan.channels import deliver
from layan.channels.email import receiving
from layan.plan.say import say
from layan.records.models import Case, IncomingMail, Message, OutboxMail
from tests.cast import NOW
from tests.channels.email.desk import CARE, arrives, mailbox, raw

pytestmark = pytest.mark.django_db
AHEAD = NOW + timedelta(days=1)
LATER = NOW + timedelta(minutes=1)


def stands_still(at):
    """Nothing is due, and nothing waits for a moment that is far away."""
    receiving.understand_due(now=at)
    messages.release_due(at=at)
    deliver.send_due(now=at)
    return not (
        IncomingMail.objects.filter(due_at__isnull=False).exists()
        or OutboxMail.objects.filter(due_at__isnull=False).exists()
        or Message.objects.filter(state__in=("held", "queued")).exists()
    )


@pytest.mark.parametrize("left", ["stored", "claimed", "put off"])
def test_mail_that_came_in_a_day_ahead_is_understood(cast, smtp_sink, left):
    mailbox(smtp_sink)
    row = mails.store(
        raw=raw(), source="lmtp", at=AHEAD, envelope_from="budi@example.net", envelope_to=[CARE]
    )
    if left != "stored":
        (row,) = mails.claim(at=AHEAD)
    if left == "put off":
        mails.put_off(mail=row, why=say("Later."), at=AHEAD)
    assert stands_still(LATER)
    assert (Case.objects.count(), len(smtp_sink.wait(1))) == (1, 1)


@pytest.mark.parametrize("left", ["held", "released", "claimed", "refused"])
def test_a_reply_sent_a_day_ahead_leaves_once(cast, smtp_sink, left):
    mailbox(smtp_sink)
    case = arrives(raw()).case
    deliver.send_due(now=NOW)
    reply = messages.Reply(text="It needs oil.", to=["budi@example.net"])
    messages.reply(case=case, reply=reply, by=cast.sari, at=AHEAD)
    if left != "held":
        messages.release_due(at=AHEAD + timedelta(minutes=1))
    if left == "claimed":  # by a process that was killed in the middle
        OutboxMail.objects.filter(kind="reply").update(due_at=AHEAD + deliver.LEASE, attempts=1)
    if left == "refused":
        smtp_sink.refusing = "451 4.7.1 Come back later"
        deliver.send_due(now=AHEAD + timedelta(minutes=2))
        smtp_sink.refusing = None
    assert stands_still(LATER)
    assert len(smtp_sink.wait(2)) == 2
    assert OutboxMail.objects.get(kind="reply").state == "sent"


def test_a_day_back_and_on_again(cast, smtp_sink):
    """What is done counts as done, whatever the clock says."""
    mailbox(smtp_sink)
    arrives(raw())
    assert stands_still(LATER)
    for at in (NOW - timedelta(days=1), NOW + timedelta(days=1), NOW):
        assert stands_still(at)
    assert (Case.objects.count(), len(smtp_sink.wait(1))) == (1, 1)


def test_a_day_ahead_is_no_reason_to_give_up(cast, smtp_sink):
    mailbox(smtp_sink)
    arrives(raw())
    smtp_sink.refusing = "451 4.7.1 Come back later"
    deliver.send_due(now=NOW + timedelta(days=30))
    smtp_sink.refusing = None
    assert stands_still(LATER)
    assert OutboxMail.objects.get().state == "sent"
