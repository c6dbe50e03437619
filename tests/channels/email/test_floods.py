"""Many mails of one sender: few cases, one letter, and it is said on the case."""

from datetime import timedelta

import pytest

from layan.actions import mail as mails
from layan.channels.email import floods, receiving
from layan.plan.say import Say
from layan.records.models import Case, IncomingMail, Message
from tests.cast import NOW
from tests.channels.email.desk import CARE, arrives, mailbox, raw

pytestmark = pytest.mark.django_db
ALERTS = "Monitor <monitor@example.org>"
ALERTS_A_MINUTE = 100  # passes with 500 as well, which takes 20 s of CPU


def alert(number, subject="[web{host}] Disk {number}% full at 09:{minute}", **more):
    return raw(
        f"Disk is at {number} %.",
        sender=ALERTS,
        subject=subject.format(host=number % 7, number=number, minute=number % 60),
        message_id=f"<alert-{number}@example.org>",
        **more,
    )


def storm(count, make=alert):
    """So many mails within a minute, all understood."""
    for number in range(count):
        at = NOW + timedelta(seconds=number * 60 / count)
        assert mails.store(
            raw=make(number), source="lmtp", at=at, envelope_from="monitor@example.org", envelope_to=[CARE]
        )
    end = NOW + timedelta(seconds=60)
    while receiving.understand_due(now=end):
        pass
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {"understood"}


def test_alerts_in_a_minute(cast):
    storm(ALERTS_A_MINUTE)
    assert Case.objects.count() == floods.FEW
    assert Message.objects.filter(direction="in").count() == ALERTS_A_MINUTE
    assert Message.objects.filter(direction="letter").count() == 1
    joined = Message.objects.filter(matched_by="many")
    assert joined.count() == ALERTS_A_MINUTE - floods.FEW and joined.values("case").distinct().count() == 1


def test_a_machine_that_says_so_has_one_case(cast):
    storm(8, lambda number: alert(number, auto_submitted="auto-generated"))
    assert Case.objects.count() == 1
    assert not Message.objects.filter(direction="letter").exists()


def test_subjects_that_never_repeat_come_together_at_last(cast):
    words = [a + b for a in "abcdefgh" for b in "klmnopqr"]
    storm(30, lambda number: alert(number, subject=f"About {words[number]}"))
    assert Case.objects.count() == floods.MANY


def test_an_hour_later_it_is_a_matter_of_its_own(cast):
    storm(7)
    later = arrives(alert(99, date="x"), at=NOW + timedelta(hours=2))
    assert later.case.opened_at == NOW + timedelta(hours=2)


def test_another_sender_is_another_matter(cast):
    storm(6)
    assert arrives(raw(), at=NOW + timedelta(minutes=2)).case.customer == cast.budi


def test_that_no_letter_went_is_said(cast):
    arrives(raw(subject="Order one"))
    second = arrives(raw(subject="Order two", message_id="<two@example.net>"), at=NOW + timedelta(minutes=1))
    (why,) = Message.objects.get(mail=second).warnings
    assert str(Say.from_json(why)) == "No letter was sent: this sender got one within the hour before."


def test_an_absence_notice_without_a_sign_of_it_ends_after_one_letter(cast):
    """It answers every letter of ours as if a person had written, and refers to nothing."""
    mailbox()
    arrives(raw())
    for number in range(3):
        answer = raw("I am at the sea.", subject="At the sea", message_id=f"<sea-{number}@example.net>")
        arrives(answer, at=NOW + timedelta(seconds=number + 1))
    assert Message.objects.filter(direction="letter").count() == 1


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("[web3] Disk 91% full", "Re: [web7] Disk 12% full", True),
        ("Build a1b2c3d failed", "Build ffee00 failed", True),
        ("Disk full", "Memory full", False),
    ],
)
def test_alike_without_numbers(one, other, alike):
    assert (floods.shape_of(one) == floods.shape_of(other)) is alike
