"""What is said on a case: by the customer, by us, among ourselves, with others."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from layan.actions import cases, drafts, files, messages
from layan.desk import commands
from layan.records.models import Attachment, Case, Draft, LiveEvent, Mention, Message, MessageId, OutboxMail
from layan.records.translate import actor_of, state_of
from tests.cast import NOW, a_case

LATER = NOW + timedelta(minutes=30)


def _said(text="And now?", **more):
    return messages.Said(text, sender="budi@example.net", sender_name="Budi Hartono", **more)


def _receive(cast, case=None, at=LATER, **more):
    return messages.receive(said=_said(**more), customer=cast.budi, channel="email", at=at, case=case)


def _reply(cast, case, at=LATER, **more):
    reply = messages.Reply("We send a new one.", ["budi@example.net"], **more)
    return messages.reply(case=case, reply=reply, by=cast.sari, at=at)


def test_a_first_message_opens_a_case_that_is_acknowledged(cast):
    message = _receive(cast, text="I want my money back", subject="Grinder", rfc_ids=["<a@b>", "<a@b>"])
    case = Case.objects.get()
    assert (case.subject, case.situation, case.team, case.status) == ("Grinder", "refund", "care", "open")
    assert (case.snippet, case.unread) == ("I want my money back", True)
    assert MessageId.objects.filter(message=message).count() == 1
    letter = OutboxMail.objects.get()
    assert letter.kind == "letter" and letter.to == ["budi@example.net"]


@pytest.mark.parametrize("more", [{"automatic": "auto-reply"}, {"answerable": False}])
def test_machines_get_no_letter(cast, more):
    _receive(cast, **more)
    assert not OutboxMail.objects.exists()


def test_history_is_never_timed_or_answered(cast):
    message = messages.receive(
        said=_said(), customer=cast.budi, channel="email", at=NOW - timedelta(days=900), history=True
    )
    message.case.refresh_from_db()
    assert (message.case.due_at, message.case.due_target, message.case.history) == (None, "", True)
    assert not OutboxMail.objects.exists()


def test_an_answer_opens_again_what_was_settled(cast):
    case = a_case(cast)
    cases.act(case=case, command=commands.Resolve(), by=actor_of(cast.sari), at=LATER)
    message = _receive(cast, case, at=LATER + timedelta(days=13))
    case.refresh_from_db()
    assert (message.case, case.status, case.unread) == (case, "open", True)


def test_an_answer_that_comes_too_late_is_a_case_that_follows(cast):
    case = a_case(cast)
    cases.act(case=case, command=commands.Resolve(), by=actor_of(cast.sari), at=LATER)
    message = _receive(
        cast, case, at=LATER + timedelta(days=15), rfc_ids=["late@b"], files=[messages.File("a.txt", b"a")]
    )
    assert message.case != case
    assert message.case.follows_id == case.pk
    assert (
        list(message.case.messages.filter(direction="in")) == [message] and message.attachments.count() == 1
    )
    assert MessageId.objects.get(value="late@b").case_id == message.case_id
    case.refresh_from_db()
    assert case.status == "resolved"


def test_what_no_plan_allows_is_refused_and_leaves_nothing(cast):
    with pytest.raises(messages.Refused):
        messages.receive(said=_said(), customer=cast.budi, channel="pigeon", at=NOW)
    assert not Message.objects.exists() and not Case.objects.exists()


def test_what_a_database_cannot_hold_does_not_lose_a_message(cast):
    message = _receive(cast, text="a\0b", subject="\0" + "s" * 900, rfc_ids=["x" * 400])
    message.refresh_from_db()
    assert "a" in message.text and "b" in message.text and len(message.subject) == 300


def test_a_reply_waits_until_it_cannot_be_taken_back(cast):
    case = a_case(cast)
    message = _reply(cast, case, then="resolve")
    assert messages.release_due(at=LATER + messages.UNDO - timedelta(seconds=1)) == 0
    case.refresh_from_db()
    assert case.status == "open" and not OutboxMail.objects.filter(kind="reply").exists()
    assert messages.release_due(at=LATER + messages.UNDO) == 1
    case.refresh_from_db()
    message.refresh_from_db()
    assert (case.status, case.unread, message.state) == ("resolved", False, "queued")
    kept = state_of(case).clock("first_reply")
    assert (kept.state, kept.ended_at) == ("kept", LATER), "as of the moment she pressed send"


def test_an_undone_reply_is_the_draft_it_was(cast):
    case = a_case(cast)
    draft = drafts.save(user=cast.sari, case=case, slot="reply", text="We send a new one.", at=NOW)
    files.attach(content=b"a", name="a.txt", draft=draft)
    message = _reply(cast, case, cc=("colleague@example.net",), draft=draft)
    assert not Draft.objects.exists() and message.attachments.count() == 1
    again = messages.undo(message=message, by=cast.sari, at=LATER)
    assert (again.text, again.to, again.cc) == (
        "We send a new one.",
        ["budi@example.net"],
        ["colleague@example.net"],
    )
    assert again.attachments.count() == 1
    assert not Message.objects.filter(direction="out").exists()
    assert messages.release_due(at=LATER + timedelta(days=1)) == 0


def test_only_who_wrote_it_takes_it_back_and_not_when_it_left(cast):
    message = _reply(cast, a_case(cast))
    assert messages.undo(message=message, by=cast.joko, at=LATER) is None
    messages.release(message=message)
    assert messages.undo(message=message, by=cast.sari, at=LATER) is None
    assert OutboxMail.objects.filter(kind="reply").count() == 1


def test_a_reply_to_a_case_that_was_merged_meanwhile_fails_with_its_reason(cast):
    case, into = a_case(cast), a_case(cast)
    message = _reply(cast, case)
    cases.merge(case=case, into=into, by=actor_of(cast.rani), at=LATER)
    outcome = messages.release(message=message)
    message.refresh_from_db()
    assert outcome.refusal and message.state == "failed" and message.warnings


@pytest.mark.django_db(transaction=True)
def test_two_workers_release_a_reply_once(cast):
    case = a_case(cast)
    message = _reply(cast, case)

    def release(_):
        try:
            return messages.release(message=Message.objects.select_related("case", "by").get(pk=message.pk))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(release, range(4)))
    assert sum(outcome is not None for outcome in outcomes) == 1
    assert OutboxMail.objects.filter(kind="reply").count() == 1
    assert case.events.filter(kind="message_sent").count() == 1


def test_who_is_named_in_a_note_is_told(cast):
    case = a_case(cast)
    draft = drafts.save(user=cast.sari, case=case, slot="note", text="…", at=NOW)
    messages.note(
        case=case,
        text="@Rani Wijaya and @Tono Gunawan, look. @Nobody too.",
        by=cast.sari,
        at=LATER,
        draft=draft,
    )
    assert {mention.user for mention in Mention.objects.all()} == {cast.rani, cast.tono}
    assert set(LiveEvent.objects.filter(what="mention").values_list("user", flat=True)) == {
        cast.rani.pk,
        cast.tono.pk,
    }
    assert not Draft.objects.exists()
    case.refresh_from_db()
    assert case.snippet == "My grinder is loud.", "a list shows nobody's note"


def test_a_refused_note_leaves_nothing(cast):
    case, into = a_case(cast), a_case(cast)
    cases.merge(case=case, into=into, by=actor_of(cast.rani), at=LATER)
    outcome = messages.note(case=case, text="   ", by=cast.sari, at=LATER)
    assert outcome.refusal
    assert not Message.objects.filter(direction="note").exists()


def test_a_side_conversation_stays_beside(cast):
    case = a_case(cast)
    outcome = messages.side(
        case=case, text="Where is part 7?", by=cast.sari, at=LATER, address="parts@example.org"
    )
    side = case.sides.get()
    mail = OutboxMail.objects.get(kind="side")
    assert outcome.refusal is None and mail.to == ["parts@example.org"]
    assert side.token in mail.rfc_id and case.token not in mail.rfc_id
    answer = messages.receive_side(
        said=messages.Said("On Friday", rfc_ids=["side@b"], files=[messages.File("p.pdf", b"p")]),
        conversation=side, at=LATER,
    )  # fmt: skip
    case.refresh_from_db()
    assert (answer.direction, answer.side, case.status) == ("side_in", side, "open")
    assert MessageId.objects.get(value="side@b").side_id == side.pk
    assert Attachment.objects.get().message == answer
    assert case.snippet == "My grinder is loud."
    messages.side(case=case, text="Thank you", by=cast.sari, at=LATER, conversation=side)
    assert case.sides.count() == 1 and OutboxMail.objects.filter(kind="side").count() == 2
