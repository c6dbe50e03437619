"""What leaves: threaded, in the customer's language, once and again under one Message-ID, and back if it must be."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from layan.actions import files, messages
from layan.channels import deliver
from layan.plan.say import Say
from layan.records.models import Case, Message, OutboxMail, SideConversation
from tests.cast import NOW
from tests.channels.email.desk import CARE, arrives, leaves, mailbox, raw

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def box(cast, smtp_sink):
    return mailbox(smtp_sink)


def replied(case, by, text="It needs oil.", **more):
    """A reply that has been released."""
    reply = messages.Reply(text=text, to=["budi@example.net"], **more)
    message = messages.reply(case=case, reply=reply, by=by, at=LATER, undo=timedelta(0))
    messages.release_due(at=LATER)
    return message


def text_of(arrival):
    return arrival.message.get_body(("plain",)).get_content()


def test_the_letter_leaves_at_once_and_says_that_nobody_wrote_it(cast, box, smtp_sink):
    case = arrives(raw()).case
    assert leaves() == 1
    (letter,) = smtp_sink.wait()
    assert (letter.sender, letter.recipients) == (CARE, ("budi@example.net",))
    assert letter.message["Auto-Submitted"] == "auto-replied"
    assert letter.message["In-Reply-To"] == "<one@example.net>"
    assert letter.message["From"] == f"Kopi Senja <{CARE}>"
    assert case.token in letter.message["Message-ID"]
    assert f"#{case.pk}" in text_of(letter)


def test_a_reply_goes_on_where_the_customer_stopped(cast, box, smtp_sink):
    case = arrives(raw()).case
    leaves()
    replied(case, cast.sari)
    leaves()
    letter, reply = smtp_sink.wait(2)
    assert reply.message["Subject"] == "Re: A question"
    assert reply.message["In-Reply-To"] == "<one@example.net>"
    assert letter.message["Message-ID"] in reply.message["References"]
    assert "Auto-Submitted" not in reply.message
    assert reply.message["Content-Language"] == case.language
    text = text_of(reply)
    assert text.startswith("It needs oil.")
    assert "Sari Rahayu" in text
    assert "> My grinder is loud." in text


def test_an_answer_to_the_reply_finds_the_case(cast, box, smtp_sink):
    case = arrives(raw()).case
    replied(case, cast.sari)
    leaves()
    reply = smtp_sink.wait(2)[1]
    answer = raw("Which oil?", message_id="<two@example.net>", in_reply_to=reply.message["Message-ID"])
    assert arrives(answer, at=LATER + timedelta(hours=1)).case == case


def test_a_mailbox_with_tags_asks_for_answers_to_the_case(cast, smtp_sink):
    mailbox(smtp_sink, plus_addressing=True)
    case = arrives(raw()).case
    leaves()
    (letter,) = smtp_sink.wait()
    assert letter.message["Reply-To"] == f"Kopi Senja <{CARE.replace('@', f'+{case.token}@')}>"


def test_files_go_along(cast, box, smtp_sink):
    case = arrives(raw()).case
    message = replied(case, cast.sari)
    files.attach(content=b"%PDF-1.7", name="Panduan.pdf", mime="application/pdf", message=message)
    leaves()
    reply = smtp_sink.wait(2)[1]
    (attached,) = reply.message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Panduan.pdf", b"%PDF-1.7")


def test_a_side_conversation_says_nothing_of_the_case(cast, box, smtp_sink):
    case = arrives(raw("My grinder is loud. My number is 0812.")).case
    leaves()
    messages.side(case=case, text="Have you the part?", by=cast.sari, at=LATER, address="parts@example.com")
    leaves()
    mail = smtp_sink.wait(2)[1]
    whole = mail.raw.decode()
    assert mail.recipients == ("parts@example.com",)
    assert SideConversation.objects.get().token in mail.message["Message-ID"]
    assert case.token not in whole
    assert "one@example.net" not in whole
    assert "0812" not in whole


def test_a_temporary_refusal_is_tried_again_under_the_same_id(cast, box, smtp_sink):
    arrives(raw())
    smtp_sink.refusing = "451 4.7.1 Greylisted, come back"
    assert leaves() == 0
    mail = OutboxMail.objects.get()
    assert (mail.state, mail.attempts) == ("waiting", 1)
    assert "451" in mail.failure
    smtp_sink.refusing = None
    assert leaves(mail.due_at) == 1
    (arrival,) = smtp_sink.wait()
    assert arrival.message["Message-ID"] == f"<{mail.rfc_id}>"
    mail.refresh_from_db()
    assert (mail.state, mail.failure) == ("sent", "")


def test_every_attempt_is_the_same_mail(cast, box, smtp_sink):
    arrives(raw())
    leaves()
    mail = OutboxMail.objects.get()
    OutboxMail.objects.update(state="waiting", due_at=mail.created_at)
    leaves()
    first, second = smtp_sink.wait(2)
    assert first.raw == second.raw


def test_a_permanent_refusal_is_shown_on_the_case(cast, box, smtp_sink):
    case = arrives(raw()).case
    leaves()
    message = replied(case, cast.sari)
    smtp_sink.refusing = "550 5.1.1 No such person"
    leaves()
    message.refresh_from_db()
    assert message.state == "failed"
    assert "550 5.1.1 No such person" in str(Say.from_json(message.warnings[-1]))
    assert OutboxMail.objects.get(kind="reply").state == "failed"


def test_four_days_are_enough(cast, box, smtp_sink):
    arrives(raw())
    smtp_sink.refusing = "451 4.7.1 Later"
    leaves(NOW + timedelta(days=4, hours=1))
    assert OutboxMail.objects.get().state == "waiting"  # tried once: the clock jumped, or the machine was off
    OutboxMail.objects.update(attempts=20, due_at=NOW)
    leaves(NOW + timedelta(days=4, hours=1))
    assert OutboxMail.objects.get().state == "failed"


def test_without_a_way_out_it_waits_as_long_as_it_takes(cast):
    arrives(raw())
    leaves(NOW + timedelta(days=9))
    mail = OutboxMail.objects.get()
    assert mail.state == "waiting"
    assert "No mailbox is switched on" in mail.failure
    assert Message.objects.get(direction="letter").state == "queued"


def test_without_a_way_out_one_finds_it_out_for_all(cast):
    arrives(raw())
    arrives(raw(sender="Lina <lina@example.net>", message_id="<other@example.net>"))
    leaves()
    assert sorted(OutboxMail.objects.values_list("attempts", flat=True)) == [0, 1]
    assert len(set(OutboxMail.objects.values_list("due_at", "failure"))) == 1


def test_a_mailbox_that_is_only_looked_into_writes_to_nobody(cast, smtp_sink):
    mailbox(smtp_sink, mode="read_only")
    arrives(raw())
    leaves()
    assert smtp_sink.attempts == 0


def test_the_operators_server_serves_all(cast, smtp_sink, monkeypatch):
    monkeypatch.setenv("LAYAN_SMTP_URL", f"smtp://{smtp_sink.host}:{smtp_sink.port}")
    monkeypatch.setenv("LAYAN_MAIL_FROM", "Help <help@example.com>")
    arrives(raw())
    leaves()
    assert smtp_sink.wait()[0].message["From"] == "Help <help@example.com>"


def test_a_server_that_is_away_is_the_mailboxs_trouble(cast, smtp_sink):
    from tests.servers.process import free_port

    box = mailbox(smtp_sink, smtp_port=free_port())
    arrives(raw())
    leaves()
    box.refresh_from_db()
    assert box.smtp_failing_since is not None
    assert "takes no connections" in box.smtp_failure
    box.smtp_port = smtp_sink.port
    box.save()
    leaves(OutboxMail.objects.get().due_at)
    box.refresh_from_db()
    assert (box.smtp_failing_since, box.smtp_failure) == (None, "")


BOUNCE = """From: MAILER-DAEMON@mx.example.net
To: {care}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@mx.example.net>
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; budi@example.net
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 No such person here

--b
Content-Type: text/rfc822-headers

Message-ID: <{original}>

--b--
"""


def bounce(original, action="failed", status="5.1.1"):
    text = BOUNCE.format(care=CARE, original=original, action=action, status=status)
    return text.replace("\n", "\r\n").encode()


def test_what_comes_back_comes_back_to_its_case(cast, box, smtp_sink):
    case = arrives(raw()).case
    leaves()
    message = replied(case, cast.sari)
    leaves()
    row = arrives(bounce(OutboxMail.objects.get(kind="reply").rfc_id), at=LATER, envelope_from="")
    message.refresh_from_db()
    assert row.case == case
    assert message.state == "failed"
    assert "No such person here" in str(Say.from_json(message.warnings[-1]))
    assert Message.objects.get(mail=row).automatic == "bounce"
    assert cast.budi.addresses.get().bounced_at == LATER
    assert Case.objects.count() == 1


def test_a_delay_is_noted_and_no_more(cast, box, smtp_sink):
    case = arrives(raw()).case
    leaves()
    message = replied(case, cast.sari)
    leaves()
    original = OutboxMail.objects.get(kind="reply").rfc_id
    row = arrives(bounce(original, "delayed", "4.4.1"), at=LATER, envelope_from="")
    message.refresh_from_db()
    assert (row.case, message.state) == (case, "sent")
    assert cast.budi.addresses.get().bounced_at is None


def test_a_bounce_of_what_we_never_sent_blocks_nobody(cast, box):
    case = arrives(raw()).case
    arrives(bounce(f"{case.token}.1.invented@example.com"), at=LATER, envelope_from="")
    assert cast.budi.addresses.get().bounced_at is None


def test_an_invitation_that_comes_back_is_seen_on_the_status_page(cast, box, smtp_sink):
    from layan.actions import outbox

    mail = outbox.queue(kind="invitation", to=["budi@example.net"], at=NOW, subject="Come", text="Come in")
    leaves()
    row = arrives(bounce(mail.rfc_id), at=LATER, envelope_from="")
    mail.refresh_from_db()
    assert (row.state, mail.state) == ("ignored", "failed")
    assert "No such person here" in mail.failure


def test_what_was_taken_is_not_given_again_though_it_could_not_be_written_down(
    cast, box, smtp_sink, monkeypatch
):
    """The database goes away between the other server's 250 and our commit."""
    arrives(raw())
    settled = deliver._settled

    def away(*args):
        raise OperationalError("the connection is lost")

    monkeypatch.setattr(deliver, "_settled", away)
    for minutes in (0, 5, 10):
        with pytest.raises(OperationalError):
            leaves(NOW + timedelta(minutes=minutes))
    monkeypatch.setattr(deliver, "_settled", settled)
    leaves(NOW + timedelta(minutes=15))
    assert OutboxMail.objects.get().state == "sent"
    assert len(smtp_sink.arrivals) == 1
