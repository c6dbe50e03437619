"""Public mails by the hundred, through the whole way in: each becomes a case, a message or an entry of the tray."""

from time import process_time

import pytest

from layan.actions import mail as mails
from layan.channels.email import doors, parse, receiving
from layan.plan.say import Say
from layan.records.models import Attachment, Case, IncomingMail, Message, RawMail
from tests.cast import NOW
from tests.channels.email import corpora

pytestmark = pytest.mark.django_db
SECONDS = 5
REASONS = (
    "The mail is empty.",
    "This is no mail: it has no headers.",
    "The mail names no sender and has no content.",
    "The mail names no sender.",
    "It belongs to no case we know.",
)


@pytest.mark.parametrize("family", corpora.MAILS)
def test_no_mail_is_lost_and_none_is_too_much(cast, caplog, family):
    stored = {}
    for name, content in corpora.members(family):
        row = mails.store(raw=content, source="pipe", at=NOW)
        if row is not None:  # else the same bytes came before
            stored[row.pk] = name
    understood_in_time()
    rows = IncomingMail.objects.select_related("case").in_bulk(stored)
    for pk, row in rows.items():
        assert_settled(row, stored[pk])
    understood = [row for row in rows.values() if row.state == "understood"]
    assert Case.objects.filter(pk__in={row.case_id for row in understood}).count() > len(stored) // 4
    assert not caplog.records


def understood_in_time():
    """The worker's own task, a few mails at a time."""
    more = True
    while more:
        start = process_time()
        more = receiving.understand_due(now=NOW)
        assert process_time() - start < SECONDS


def assert_settled(row, name):
    """In its place, with everything the mail says; or out of the way, with a reason."""
    if row.state != "understood":
        assert row.state in ("tray", "ignored"), (name, row.state, row.reason)
        reason = str(Say.from_json(row.reason))
        assert row.state == "ignored" or reason.endswith(REASONS), (name, reason)
        return
    message = Message.objects.get(mail=row)
    mail = parse.understand(bytes(RawMail.objects.get(mail=row).content), doors.our_addresses(row), now=NOW)
    assert (message.case_id, message.subject) == (row.case_id, mail.subject[:300]), name
    shown = mail.text if mail.interleaved else mail.new_text
    assert message.text.split() == shown.split(), name
    assert message.sender in {one.address for one in (mail.sender, *mail.reply_to)}, name
    kept = Attachment.objects.filter(message=message).select_related("file").order_by("pk")
    assert [(one.name, one.file.size) for one in kept] == [
        (a.name, len(a.content)) for a in mail.attachments
    ], name
