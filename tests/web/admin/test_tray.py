"""The tray: seen safely, tried again, made a case of, put away."""

import pytest
from django.urls import reverse
from django.utils import timezone

from layan.records.models import Case, IncomingMail, Message
from tests.cast import signed_in
from tests.channels.email.desk import arrives, raw

pytestmark = pytest.mark.django_db


@pytest.fixture
def sari(client, cast):
    return signed_in(client, cast.sari)


@pytest.fixture
def in_tray(cast):
    row = arrives(
        raw("Your message to nobody@example.org\n<script>alert(1)</script>", sender="MAILER-DAEMON@example.org",
            subject="Undelivered Mail Returned to Sender", auto_submitted="auto-replied"),
        at=timezone.now(),
    )  # fmt: skip
    assert row.state == "tray"
    return row


def test_it_lists_what_waits_and_why(sari, in_tray):
    text = sari.get(reverse("admin:tray")).text
    assert reverse("admin:tray_mail", args=[in_tray.pk]) in text
    assert "It belongs to no case we know." in text


def test_a_mail_is_shown_as_text_alone(sari, in_tray):
    text = sari.get(reverse("admin:tray_mail", args=[in_tray.pk])).text
    assert "Auto-Submitted: auto-replied" in text
    assert "<script>alert" not in text


def test_a_case_is_made_by_hand(sari, in_tray, cast):
    data = {"sender": "budi@example.net", "name": "", "subject": "His letter came back"}
    sari.post(reverse("admin:tray_mail", args=[in_tray.pk]), data)
    case = Case.objects.get()
    in_tray.refresh_from_db()
    assert (in_tray.state, in_tray.case) == ("understood", case)
    assert (case.customer, case.subject) == (cast.budi, "His letter came back")
    assert not Message.objects.filter(direction="letter").exists()


def test_a_case_needs_an_address(sari, in_tray):
    answer = sari.post(reverse("admin:tray_mail", args=[in_tray.pk]), {"sender": "nobody", "subject": "x"})
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_another_try_puts_it_back_into_the_queue(sari, in_tray):
    sari.post(reverse("admin:retry_mail", args=[in_tray.pk]))
    in_tray.refresh_from_db()
    assert (in_tray.state, in_tray.attempts) == ("stored", 0)
    assert in_tray.due_at is not None


def test_it_is_put_away_and_stays_stored(sari, in_tray):
    sari.post(reverse("admin:dismiss_mail", args=[in_tray.pk]))
    assert IncomingMail.objects.get().state == "ignored"
    assert "The tray is empty" in sari.get(reverse("admin:tray")).text


def test_the_raw_mail_is_a_file_no_browser_shows(sari, in_tray):
    answer = sari.get(reverse("admin:raw_mail", args=[in_tray.pk]))
    assert answer.content == bytes(in_tray.raw.content)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_mail_with_a_place_is_none_of_the_trays_business(sari, cast):
    row = arrives(raw(), at=timezone.now())
    assert sari.get(reverse("admin:tray_mail", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_as_little_for_three_as_for_one(sari, rows, django_assert_max_num_queries):
    for number in range(rows):
        arrives(
            raw(message_id=f"<{number}@example.org>", sender="MAILER-DAEMON@example.org"), at=timezone.now()
        )
    sari.get(reverse("admin:tray"))
    with django_assert_max_num_queries(8):
        sari.get(reverse("admin:tray"))
