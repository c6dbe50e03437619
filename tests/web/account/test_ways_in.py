"""The one-time link and the invitation."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from layan.actions import accounts
from layan.records.models import Invitation, OutboxMail, User
from tests.cast import signed_in


def _path(link):
    return "/" + link.split("/", 3)[3]


@pytest.fixture
def link(cast):
    return _path(accounts.sign_in_link(user=cast.sari, at=timezone.now()))


def _invited(cast, **changes):
    values = {
        "email": "Nur@Example.com",
        "name": "Nur Aini",
        "roles": ["representative"],
        "teams": ["care"],
        "language": "id",
        "by": cast.melati,
        "business": "Kopi Senja",
        "at": timezone.now(),
    }
    row, link = accounts.invite(**values | changes)
    return row, _path(link)


def _reader(client):
    return client.session.get("_auth_user_id")


def test_looking_at_a_link_does_not_use_it_up(client, cast, link):
    for _ in range(2):
        assert b"Sari Rahayu" in client.get(link).content
        assert _reader(client) is None
    answer = client.post(link)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    assert _reader(client) == str(cast.sari.pk)


def test_a_link_works_once(client, link):
    client.post(link)
    client.logout()
    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410
    assert _reader(client) is None


def test_a_link_works_within_the_hour_and_not_for_who_left(client, cast):
    old = _path(accounts.sign_in_link(user=cast.sari, at=timezone.now() - timedelta(hours=2)))
    assert client.post(old).status_code == 410
    fresh = _path(accounts.sign_in_link(user=cast.sari, at=timezone.now()))
    User.objects.filter(pk=cast.sari.pk).update(is_active=False)
    assert client.post(fresh).status_code == 410
    assert client.post("/account/link/unknown/").status_code == 410


def test_the_session_speaks_her_language_from_the_first_page(client, cast, link):
    User.objects.filter(pk=cast.sari.pk).update(language="tr")
    client.post(link)
    assert client.session["language"] == "tr"
    assert client.get("/account/").headers["Content-Language"] == "tr"


def test_an_invitation_goes_out_by_mail(client, cast):
    row, link = _invited(cast)
    mail = OutboxMail.objects.get(kind="invitation")
    assert (mail.to, mail.language) == (["nur@example.com"], "id")
    assert link in mail.text
    assert link.rsplit("/", 2)[1] not in row.token_hash


def test_its_letter_says_the_day_in_the_language_of_who_is_invited(cast):
    with translation.override("en"):
        _invited(cast, at=datetime(2026, 7, 20, 9, tzinfo=UTC))
    assert "27 Juli 2026" in OutboxMail.objects.get(kind="invitation").text


def test_an_invitation_is_taken_up(client, cast):
    _row, link = _invited(cast)
    assert b"nur@example.com" in client.get(link).content
    answer = client.post(link, {"name": "Nur Aini", "language": "id", "password": "melati-di-pagi-hari"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    user = User.objects.get(email="nur@example.com")
    assert _reader(client) == str(user.pk)
    assert user.roles == ["representative"]
    assert [one.team for one in user.memberships.all()] == ["care"]
    assert user.check_password("melati-di-pagi-hari")
    client.logout()
    assert (
        client.post(link, {"name": "x", "language": "id", "password": "melati-di-sore-hari"}).status_code
        == 410
    )


def test_a_password_that_is_easily_guessed_is_refused_and_the_invitation_stays(client, cast):
    _row, link = _invited(cast)
    for password in ("1234567", "password", "nur@example.com", "nuraini1"):
        answer = client.post(link, {"name": "Nur Aini", "language": "id", "password": password})
        assert answer.status_code == 422
        assert b"Nur Aini" in answer.content
    assert not User.objects.filter(email="nur@example.com").exists()
    assert client.get(link).status_code == 200


def test_what_was_withdrawn_renewed_or_is_too_old_lets_nobody_in(client, cast):
    first, link = _invited(cast)
    _second, newer = _invited(cast)
    assert client.get(link).status_code == 410
    accounts.withdraw(invitation=Invitation.objects.latest("pk"), at=timezone.now())
    assert client.get(newer).status_code == 410
    _third, old = _invited(cast, at=timezone.now() - timedelta(days=8))
    assert client.get(old).status_code == 410
    assert first.pk


def test_somebody_signed_in_may_look_at_an_invitation_of_another(client, cast):
    _row, link = _invited(cast)
    signed_in(client, cast.sari)
    assert client.get(link).status_code == 200
