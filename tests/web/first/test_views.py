"""The first run, in the browser."""

import pytest

from layan.records.models import Business, Mailbox, OutboxMail, PlanVersion, User
from tests.cast import signed_in

GIVEN = {
    "name": "Kopi Senja",
    "template": "online-shop",
    "country": "TR",
    "timezone": "Europe/Istanbul",
    "currency": "TRY",
    "first_language": "tr",
    "languages": ["en", "tr"],
    "person": "Elif Yıldız",
    "email": "Elif@Example.com",
    "password": "kopi-senja-di-teras",
    "language": "tr",
}
pytestmark = pytest.mark.django_db


def test_everything_leads_there_until_there_is_a_business(client):
    for path in ("/", "/desk/", "/account/login/", "/help/", "/admin/people/"):
        assert client.get(path).headers["Location"] == "/start/"
    assert client.get("/healthz").status_code == 200


def test_a_business_begins(client):
    assert client.get("/start/").status_code == 200
    answer = client.post("/start/", GIVEN)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/start/next/")
    user = User.objects.get()
    assert (user.email, user.language) == ("elif@example.com", "tr")
    assert set(user.roles) == {"administrator", "manager"}
    version = PlanVersion.objects.get()
    assert version.by == user
    assert "languages: [tr, en]" in version.files["business.md"]
    page = client.get("/start/next/")
    assert page.status_code == 200
    assert page.headers["Content-Language"] == "tr"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"template": "bakery"},
        {"template": "../../records"},
        {"country": "XX"},
        {"timezone": "Mars/Olympus"},
        {"currency": "XXX"},
        {"first_language": "xx"},
        {"email": "elif"},
        {"password": "1234"},
        {"password": "elif@example.com"},
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_half_made(client, wrong):
    answer = client.post("/start/", GIVEN | wrong)
    assert answer.status_code == 422
    assert not Business.objects.exists()
    assert not User.objects.exists()
    assert not PlanVersion.objects.exists()
    if "person" not in wrong:
        assert "Elif Yıldız" in answer.content.decode()


def test_it_happens_once(client, cast):
    assert client.get("/start/").headers["Location"] == "/"
    assert client.post("/start/", GIVEN).status_code == 302
    assert Business.objects.count() == 1
    assert not User.objects.filter(email="elif@example.com").exists()


def test_steps_can_be_done_or_left_for_later(client, cast):
    signed_in(client, cast.melati)
    page = client.get("/start/next/").content.decode()
    assert "/admin/people/invite/" in page
    assert client.post("/start/next/mailbox/later/").status_code == 302
    client.post("/start/next/mail/")
    assert not OutboxMail.objects.exists(), "there is no way out for it yet"
    Mailbox.objects.create(name="Care", address="care@example.com", smtp_host="smtp.example.com", mode="on")
    client.post("/start/next/mail/")
    mail = OutboxMail.objects.get()
    assert (mail.kind, mail.to) == ("test", ["melati@example.com"])
    assert "1 step makes the desk whole" in client.get("/admin/").content.decode()
    client.post("/start/next/colleagues/later/")
    client.post("/start/next/colleagues/later/")
    assert Business.objects.get().steps_done == ["mailbox", "first-mail", "colleagues"]
    assert "All set" in client.get("/start/next/").content.decode()
    assert client.post("/start/next/coffee/later/").status_code == 404
