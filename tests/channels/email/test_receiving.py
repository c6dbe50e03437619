"""What becomes of a mail: a case, a message of one, a note, the tray."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from layan.actions import mail as mails
from layan.actions import messages
from layan.channels.email import receiving
from layan.plan.say import Say
from layan.records.models import Address, Case, Customer, IncomingMail, Message, OutboxMail, SideConversation
from tests.cast import NOW, a_case
from tests.channels.email.desk import CARE, arrives, mailbox, raw

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=30)


def reason(row):
    return str(Say.from_json(row.reason))


def id_of_letter(case):
    """The Message-ID under which the case's acknowledgement left."""
    return OutboxMail.objects.get(message__case=case, kind="letter").rfc_id


def test_a_mail_becomes_a_case(cast):
    row = arrives(raw())
    assert (row.state, row.reason, row.rfc_id) == ("understood", {}, "one@example.net")
    assert (row.case.channel, row.case.customer, row.case.subject) == ("email", cast.budi, "A question")
    message = Message.objects.get(case=row.case, direction="in")
    assert (message.text, message.sender, message.mail_id) == (
        "My grinder is loud.",
        "budi@example.net",
        row.pk,
    )


def test_a_stranger_becomes_a_customer(cast):
    row = arrives(raw(sender="Wati <wati@example.org>"))
    assert (row.case.customer.name, row.case.customer.language) == ("Wati", row.case.language)
    assert Address.objects.get(value="wati@example.org").customer == row.case.customer


def test_the_language_is_that_of_the_words(cast):
    text = "Merhaba, kahve makinem bozuldu. Param ne zaman geri verilir?"
    assert arrives(raw(text, sender="Can <can@example.org>")).case.language == "tr"


def test_few_words_are_taken_for_the_customers_own_language(cast):
    assert arrives(raw("OK!")).case.language == "id"


def test_the_clock_runs_from_the_time_of_receipt(cast):
    row = arrives(raw(date="Mon, 01 Jan 2001 00:00:00 +0000"), at=NOW)
    assert row.case.opened_at == NOW


def test_an_answer_by_token_joins_its_case(cast):
    case = arrives(raw()).case
    row = arrives(
        raw("Thank you.", message_id="<two@example.net>", in_reply_to=f"<{id_of_letter(case)}>"), at=LATER
    )
    assert row.case == case
    assert Message.objects.get(mail=row).matched_by == "token"
    assert Case.objects.count() == 1


def test_a_stranger_with_our_token_opens_a_case_of_his_own(cast):
    case = arrives(raw()).case
    row = arrives(
        raw(
            "Me too!",
            sender="x@example.org",
            message_id="<x@example.org>",
            in_reply_to=f"<{id_of_letter(case)}>",
        )
    )
    assert row.case != case
    message = Message.objects.get(mail=row)
    assert message.matched_by == "stranger"
    assert "does not belong" in str(Say.from_json(message.warnings[-1]))


def test_a_number_in_the_subject_is_no_proof(cast):
    case = arrives(raw()).case
    stranger = raw(
        sender="x@example.org", subject=f"Re: [#{case.pk}] A question", message_id="<x@example.org>"
    )
    assert arrives(stranger).case != case
    known = raw(subject=f"Re: something [#{case.pk}]", message_id="<y@example.net>")
    assert arrives(known, at=LATER).case == case


def test_a_tag_in_the_envelope_alone_leads_to_its_case(cast):
    mailbox()
    case = arrives(raw()).case
    tagged = CARE.replace("@", f"+{case.token}@")
    row = arrives(
        raw("A blind copy", to="undisclosed", message_id="<b@example.net>"), at=LATER, envelope_to=[tagged]
    )
    assert row.case == case


def test_the_answer_in_a_side_conversation_stays_there(cast):
    case = a_case(cast)
    messages.side(case=case, text="Have you the part?", by=cast.sari, at=NOW, address="parts@example.com")
    side = SideConversation.objects.get()
    asked = OutboxMail.objects.get(kind="side")
    row = arrives(
        raw(
            "Yes.", sender="parts@example.com", message_id="<p@example.com>", in_reply_to=f"<{asked.rfc_id}>"
        ),
        at=LATER,
    )
    message = Message.objects.get(mail=row)
    assert (message.direction, message.side, row.case) == ("side_in", side, case)


def test_its_partner_has_no_way_into_the_case(cast):
    case = a_case(cast)
    messages.side(case=case, text="Have you the part?", by=cast.sari, at=NOW, address="parts@example.com")
    row = arrives(
        raw(sender="parts@example.com", subject=f"[#{case.pk}]", message_id="<p@example.com>"), at=LATER
    )
    assert row.case != case


def test_a_colleague_who_answers_the_customer_has_answered(cast):
    case = arrives(raw()).case
    answer = raw(
        "It needs oil.",
        sender=f"Sari <{cast.sari.email}>",
        to=f"budi@example.net, {CARE}",
        message_id="<s@example.com>",
        in_reply_to="<one@example.net>",
    )
    row = arrives(answer, at=LATER)
    message = Message.objects.get(mail=row)
    assert (message.direction, message.by, message.state) == ("out", cast.sari, "sent")
    case.refresh_from_db()
    assert not case.unread
    assert not OutboxMail.objects.filter(kind="reply").exists()


def test_what_a_colleague_writes_to_us_alone_is_a_note(cast):
    case = arrives(raw()).case
    answer = raw(
        "Ask the workshop.", sender=cast.sari.email, message_id="<s@x>", in_reply_to="<one@example.net>"
    )
    row = arrives(answer, at=LATER)
    message = Message.objects.get(mail=row)
    assert (message.direction, message.by, row.case) == ("note", cast.sari, case)


def test_whoever_writes_a_colleague_s_name_and_a_number_does_not_speak_for_her(cast):
    case = arrives(raw()).case
    for to in (CARE, f"budi@example.net, {CARE}"):
        forged = raw(sender=cast.sari.email, to=to, subject=f"[#{case.pk}]", message_id=f"<{len(to)}@x>")
        row = arrives(forged, at=LATER)
        assert row.case != case and Message.objects.get(mail=row).direction == "in"
    assert not Message.objects.filter(case=case).exclude(direction__in=("in", "letter")).exists()
    case.refresh_from_db()
    assert case.unread, "and no promise counts as kept"


def test_what_a_colleague_forwards_is_the_customers(cast):
    text = "\n".join(
        [
            "Please look.",
            "",
            "---------- Forwarded message ---------",
            "From: Wati <wati@example.org>",
            "Date: Mon, 2 Mar 2026 at 08:00",
            "Subject: Broken cup",
            f"To: {cast.sari.email}",
            "",
            "My cup is broken.",
        ]
    )
    row = arrives(raw(text, sender=cast.sari.email, subject="Fwd: Broken cup"))
    assert row.case.customer.addresses.get().value == "wati@example.org"


def test_the_same_mail_by_another_way_is_ignored(cast):
    first = arrives(raw(received="from a"))
    second = arrives(raw(received="from b"), source="pipe")
    assert (second.state, second.case) == ("ignored", first.case)
    assert "came in before" in reason(second)
    assert Message.objects.filter(direction="in").count() == 1


def test_another_mail_under_the_same_id_is_not_lost(cast):
    arrives(raw())
    row = arrives(raw("Something else altogether"), at=LATER)
    assert row.state == "understood"
    assert Message.objects.filter(direction="in").count() == 2


def test_our_own_mail_fetched_back_is_ignored(cast):
    case = arrives(raw()).case
    row = arrives(raw(sender=f"Kopi Senja <{CARE}>", message_id=f"<{id_of_letter(case)}>"))
    assert (row.state, reason(row)) == ("ignored", "It is a mail of our own that came back to us.")


def test_a_form_on_our_website_writes_for_the_customer(cast):
    mailbox()
    row = arrives(raw(sender=CARE, reply_to="Wati <wati@example.org>"))
    assert row.case.customer.name == "Wati"
    assert Message.objects.get(mail=row).sender == "wati@example.org"


def test_answers_go_where_the_mail_asks_and_that_is_said(cast):
    row = arrives(raw(reply_to="office@example.net"))
    message = Message.objects.get(mail=row)
    assert (row.case.customer, message.sender) == (cast.budi, "office@example.net")
    assert "asks for answers to office@example.net" in str(Say.from_json(message.warnings[-1]))


def test_one_letter_an_hour_whatever_a_sender_does(cast):
    for number in range(4):
        arrives(raw(subject=f"Order {number}", message_id=f"<{number}@example.net>"))
    assert Case.objects.count() == 4
    assert Message.objects.filter(direction="letter").count() == 1


def test_a_machine_gets_no_letter(cast):
    row = arrives(raw(sender="shop@example.org", auto_submitted="auto-generated"))
    assert row.state == "understood"
    assert not Message.objects.filter(direction="letter").exists()


def test_an_absence_notice_moves_nothing(cast):
    case = arrives(raw()).case
    messages_before = Message.objects.filter(case=case).count()
    from layan.actions import cases
    from layan.desk import commands
    from layan.records.translate import actor_of

    cases.act(case=case, command=commands.Resolve(), by=actor_of(cast.sari), at=NOW)
    notice = raw(
        "I am away.", subject="Out of office", message_id="<ooo@example.net>", auto_submitted="auto-replied",
        in_reply_to=f"<{id_of_letter(case)}>",
    )  # fmt: skip
    row = arrives(notice, at=LATER)
    case.refresh_from_db()
    assert (row.case, case.status) == (case, "resolved")
    assert Message.objects.filter(case=case).count() == messages_before + 1


def test_an_absence_notice_of_nobody_we_know_waits(cast):
    row = arrives(raw(subject="Out of office", auto_submitted="auto-replied", sender="x@example.org"))
    assert row.state == "tray"
    assert not Case.objects.exists()
    assert not Customer.objects.filter(addresses__value="x@example.org").exists()


def test_old_mail_comes_in_without_letters_and_promises(cast):
    old = NOW - timedelta(days=700)
    row = arrives(raw(), at=old, history=True)
    assert (row.case.history, row.case.status, row.case.due_at) == (True, "resolved", None)
    assert Message.objects.get(mail=row).at == old
    assert not Message.objects.filter(direction="letter").exists()


def test_a_mail_without_content_waits_with_its_reason(cast):
    row = arrives(b"\r\n\r\n")
    assert (row.state, reason(row)) == ("tray", "The mail is empty.")


def test_a_failure_of_ours_puts_it_off_and_at_last_into_the_tray(cast, monkeypatch):
    def broken(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr(receiving, "place", broken)
    row = arrives(raw())
    assert row.state == "stored"
    assert row.due_at > NOW
    for _ in range(mails.ATTEMPTS):
        row.refresh_from_db()
        receiving.understand_due(now=row.due_at or NOW)
    row.refresh_from_db()
    assert row.state == "tray"
    assert "RuntimeError" in reason(row)


def test_what_failed_half_way_leaves_nothing_behind(cast, monkeypatch):
    monkeypatch.setattr(mails, "understood", lambda **_: 1 / 0)
    row = arrives(raw())
    assert row.state == "stored"
    assert not Case.objects.exists()


def test_a_mail_whose_worker_died_is_taken_up_again(cast):
    row = mails.store(raw=raw(), source="lmtp", at=NOW)
    mails.claim(at=NOW)
    assert receiving.understand_due(now=NOW + mails.LEASE / 2) == 0
    assert receiving.understand_due(now=NOW + mails.LEASE) == 1
    assert IncomingMail.objects.get(pk=row.pk).state == "understood"


def test_two_workers_with_one_mail_make_one_case(cast):
    stored = mails.store(raw=raw(), source="lmtp", at=NOW)
    (first,) = mails.claim(at=NOW)
    (second,) = mails.claim(at=NOW + mails.LEASE)
    for row in (first, second):
        for arrival in receiving._read_all([row], NOW):
            receiving._place(arrival, NOW)
    assert Case.objects.count() == 1
    assert IncomingMail.objects.get(pk=stored.pk).state == "understood"


def test_the_mailbox_says_the_channel(cast):
    box = mailbox(channel="form")
    row = arrives(raw(), mailbox=box, source="imap", envelope_to=[])
    assert row.case.channel == "form"


def test_what_goes_on_with_a_mail_that_lies_in_another_workers_hands_waits_for_it(cast):
    mails.store(raw=raw(), source="lmtp", at=NOW, envelope_to=[CARE])
    mails.claim(at=NOW)  # by one that is killed now
    answer = raw("And old.", message_id="<two@example.net>", in_reply_to="<one@example.net>")
    mails.store(raw=answer, source="lmtp", at=NOW, envelope_to=[CARE])
    receiving.understand_due(now=NOW)
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {"stored"}
    for turn, _what in enumerate(("the answer, too early", "the first, by itself", "the answer")):
        receiving.understand_due(now=NOW + mails.LEASE + turn * mails.SOON)
    assert Case.objects.count() == 1
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {"understood"}


def test_a_database_that_goes_away_is_no_attempt(cast, monkeypatch):
    row = mails.store(raw=raw(), source="lmtp", at=NOW, envelope_to=[CARE])

    def away(*args):
        raise OperationalError("the connection is lost")

    with monkeypatch.context() as patched:
        patched.setattr(receiving, "place", away)
        with pytest.raises(OperationalError):
            receiving.understand_due(now=NOW)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.reason) == ("stored", 0, {})
    receiving.understand_due(now=NOW + mails.SOON)
    row.refresh_from_db()
    assert row.state == "understood"


def test_a_clock_that_jumped_leaves_nothing_behind(cast):
    ahead = NOW + timedelta(days=1)
    row = mails.store(raw=raw(), source="lmtp", at=ahead, envelope_to=[CARE])
    mails.claim(at=ahead)
    receiving.understand_due(now=NOW)
    row.refresh_from_db()
    assert row.state == "understood"
