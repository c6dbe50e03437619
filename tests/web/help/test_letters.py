"""Letters stopped without signing in: by a mail program in one request, by a person on the page."""

import pytest
from django.test import Client
from django.urls import reverse

from layan.records.models import Customer, Message
from tests.cast import a_case
from tests.channels.email.desk import arrives, leaves, mailbox, raw

pytestmark = pytest.mark.django_db


def address(customer):
    return reverse("help:letters", args=[customer.token])


def stopped(customer):
    return Customer.objects.get(pk=customer.pk).letters_stopped_at is not None


def test_one_request_of_a_mail_program_is_enough(cast, smtp_sink, settings):
    settings.LAYAN_URL = "https://help.example.com"
    mailbox(smtp_sink)
    arrives(raw())
    leaves()
    (letter,) = smtp_sink.wait()
    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = letter.message["List-Unsubscribe"].strip("<>").removeprefix("https://help.example.com")
    assert path == address(cast.budi)
    program = Client(enforce_csrf_checks=True)
    assert program.get(path).status_code == 200 and not stopped(cast.budi), "looking changes nothing"
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert stopped(cast.budi) and not stopped(cast.lina)
    arrives(raw(message_id="<two@example.net>", subject="Another"))
    assert Message.objects.filter(direction="letter").count() == 1


def test_over_http_no_program_is_told(cast, smtp_sink, settings):
    settings.LAYAN_URL = "http://localhost:8000"
    mailbox(smtp_sink)
    arrives(raw())
    leaves()
    assert "List-Unsubscribe" not in smtp_sink.wait()[0].message


def test_what_a_person_writes_cannot_be_stopped(cast, smtp_sink, settings):
    from tests.channels.email.test_sending import replied

    settings.LAYAN_URL = "https://help.example.com"
    mailbox(smtp_sink)
    case = arrives(raw()).case
    Customer.objects.update(letters_stopped_at=case.opened_at)
    replied(case, cast.sari)
    leaves()
    reply = smtp_sink.wait(2)[1]
    assert "List-Unsubscribe" not in reply.message and "Auto-Submitted" not in reply.message


def test_a_person_stops_them_and_takes_it_back(client, cast):
    page = address(cast.budi)
    assert "Stop these letters" in client.get(page).text
    answer = client.post(page, {"stop": "1"})
    assert stopped(cast.budi) and "Write to me again" in answer.text
    client.post(page, {"again": "1"})
    assert not stopped(cast.budi)


def test_a_customer_who_was_merged_is_who_she_became(client, cast):
    from layan.actions import customers

    customers.merge(source=cast.lina, into=cast.budi, by=None, at=cast.budi.created_at)
    client.post(address(cast.lina), {"List-Unsubscribe": "One-Click"})
    assert stopped(cast.budi)


def test_nobody_guesses_a_token(client, cast):
    a_case(cast)
    assert client.post(reverse("help:letters", args=["x" * 22])).status_code == 404
