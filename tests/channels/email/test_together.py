"""Many mails at once: as each would have become by itself, in few statements, and none for another's sake."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from layan.actions import letters
from layan.actions import mail as mails
from layan.channels.email import receiving, together
from layan.records.models import Case, Event, IncomingMail, Message, OutboxMail, SearchText
from layan.records.translate import state_of
from tests.cast import NOW
from tests.channels.email.desk import CARE, raw

pytestmark = pytest.mark.django_db


def stored(*contents, at=NOW):
    rows = mails.store_all(
        [
            mails.Arrived(one, "lmtp", at, envelope_from="w@example.org", envelope_to=[CARE])
            for one in contents
        ]
    )
    assert all(rows)
    return rows


def understood(*contents, at=NOW):
    rows = stored(*contents, at=at)
    while receiving.understand_due(now=at):
        pass
    return [IncomingMail.objects.select_related("case").get(pk=row.pk) for row in rows]


def mail_of(number, text="My grinder is loud.", **more):
    return raw(
        text, sender=f"Wati {number} <w{number}@example.org>", message_id=f"<n{number}@example.org>", **more
    )


def test_each_is_as_it_would_have_become_alone(cast, monkeypatch):
    at_once = understood(*(mail_of(number) for number in range(5)))
    monkeypatch.setattr(receiving, "place_all", lambda arrivals: arrivals)
    one_by_one = understood(*(mail_of(number) for number in range(10, 15)))
    for first, second in zip(at_once, one_by_one, strict=True):
        assert first.state == second.state == "understood"
        a, b = state_of(first.case), state_of(second.case)
        assert (a.subject, a.team, a.language, a.seq, [c.due for c in a.clocks]) == (
            b.subject, b.team, b.language, b.seq, [c.due for c in b.clocks],
        )  # fmt: skip
        for model in (Event, Message, SearchText):
            assert (
                model.objects.filter(case=first.case).count()
                == model.objects.filter(case=second.case).count()
            )
        assert OutboxMail.objects.filter(message__case=first.case, kind="letter").count() == 1
        assert first.case.snippet == "My grinder is loud."


def test_fifty_take_no_more_statements_than_ten(cast):
    def statements(first, count):
        stored(*(mail_of(number) for number in range(first, first + count)))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert receiving.understand_due(now=NOW) == count
        return len(asked)

    statements(0, 10)
    assert statements(100, 10) == statements(200, 50) <= 60


def test_answers_find_their_cases_together_and_exactly_once(cast):
    rows = understood(*(mail_of(number) for number in range(4)))
    letter = {
        row.case_id: OutboxMail.objects.get(message__case=row.case, kind="letter").rfc_id for row in rows
    }
    later = NOW + timedelta(minutes=30)
    answers = [
        raw("Any news?", sender=f"w{number}@example.org", message_id=f"<a{number}@example.org>",
            in_reply_to=f"<{letter[row.case_id]}>")
        for number, row in enumerate(rows)
    ]  # fmt: skip
    found = understood(*answers, answers[0].replace(b"Any", b"No"), at=later)
    assert [row.case_id for row in found[:4]] == [row.case_id for row in rows]
    assert Case.objects.count() == 4
    for row in rows:
        assert Message.objects.filter(case=row.case, direction="in", mail__in=found[:4]).count() == 1


def test_two_of_one_sender_and_an_answer_to_what_just_came_keep_their_order(cast):
    first = mail_of(1)
    second = raw(
        "One more thing.",
        sender="w1@example.org",
        message_id="<n2@example.org>",
        in_reply_to="<n1@example.org>",
    )
    one, two, other = understood(first, second, mail_of(3))
    assert one.case == two.case != other.case


def test_one_that_fails_takes_no_other_down(cast, monkeypatch):
    keep = letters.of_case

    def fails_for_one(case, plan, language):
        if case.customer.name == "Wati 2":
            raise ZeroDivisionError
        return keep(case, plan, language)

    monkeypatch.setattr(letters, "of_case", fails_for_one)
    rows = stored(*(mail_of(number) for number in range(4)))
    assert receiving.understand_due(now=NOW) == 4
    states = [IncomingMail.objects.get(pk=row.pk).state for row in rows]
    assert states == ["understood", "understood", "stored", "understood"]
    assert Case.objects.count() == 3 and IncomingMail.objects.get(pk=rows[2].pk).reason


def test_what_is_not_simple_is_given_back(cast):
    odd = [
        raw(
            "Away.",
            sender="a@example.org",
            message_id="<x1@example.org>",
            auto_submitted="auto-replied",
        ),
        mail_of(7),
        mail_of(8),
    ]
    rows = stored(*odd)
    arrivals = receiving._read_all(mails.claim(at=NOW), NOW)
    left = together.place_all(arrivals)
    assert [one.row.pk for one in left] == [rows[0].pk] and Case.objects.count() == 2
