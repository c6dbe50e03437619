"""What allauth brings, in our words and look: signing in and out, the password, the second factor."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache

from layan.records.models import OutboxMail, User
from tests.cast import PASSWORD, signed_in
from tests.servers.process import free_port


@pytest.fixture(autouse=True)
def _as_it_runs(settings):
    """No attempts yet, and mail through the outbox: tests would otherwise keep it in a list."""
    cache.clear()
    settings.EMAIL_BACKEND = "layan.web.account.mail.OutboxBackend"


def _sign_in(client, user, password=PASSWORD, **more):
    return client.post("/account/login/", {"login": user.email, "password": password} | more)


def test_she_signs_in_and_out(client, cast):
    answer = _sign_in(client, cast.sari)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    answer = client.post("/account/logout/")
    assert answer.headers["Location"] == "/account/login/"
    assert client.get("/account/").status_code == 302


def test_the_address_may_be_written_in_capitals(client, cast):
    answer = client.post("/account/login/", {"login": "SARI@Example.com", "password": PASSWORD})
    assert answer.status_code == 302


def test_a_wrong_password_says_neither_who_there_is_nor_who_not(client, cast):
    wrong = _sign_in(client, cast.sari, "wrong").content.decode()
    client.post("/account/login/", {"login": "nobody@example.com", "password": "wrong"})
    unknown = client.post(
        "/account/login/", {"login": "nobody@example.com", "password": "wrong"}
    ).content.decode()
    for page in (wrong, unknown):
        assert "do not belong together" in page


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("/plan/", "/plan/"),
        ("https://example.org/", "/desk/"),
        ("//example.org/", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
        ("/\\example.org", "/desk/"),
    ],
)
def test_after_signing_in_she_stays_on_this_site(client, cast, wanted, found):
    assert _sign_in(client, cast.sari, next=wanted).headers["Location"] == found


def test_who_left_does_not_get_in(client, cast):
    User.objects.filter(pk=cast.sari.pk).update(is_active=False)
    answer = _sign_in(client, cast.sari)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/account/inactive/"
    assert client.get("/account/").status_code == 302


def test_too_many_attempts_are_slowed_down(client, cast):
    for _ in range(12):
        answer = _sign_in(client, cast.sari, "wrong")
    assert "tried too often" in answer.content.decode() or answer.status_code == 429
    assert client.get("/account/").status_code == 302


def test_nobody_signs_up(client, cast):
    page = client.get("/account/login/closed/")
    assert page.status_code == 200
    client.post("/account/login/closed/", {"email": "new@example.com", "password1": PASSWORD})
    assert not User.objects.filter(email="new@example.com").exists()


def test_a_new_password_by_mail_in_her_language(client, cast):
    User.objects.filter(pk=cast.sari.pk).update(language="en")
    client.post("/account/password/reset/", {"email": cast.sari.email})
    mail = OutboxMail.objects.get(kind="account")
    assert mail.to == [cast.sari.email]
    assert "Sari Rahayu" in mail.text
    link = re.search(r"https?://[^/]+(/\S+)", mail.text)[1]
    form = client.get(link, follow=True)
    assert form.status_code == 200
    client.post(
        form.redirect_chain[-1][0], {"password1": "kopi-baru-di-pagi", "password2": "kopi-baru-di-pagi"}
    )
    assert User.objects.get(pk=cast.sari.pk).check_password("kopi-baru-di-pagi")
    client.logout()
    assert "void" in client.get(link, follow=True).content.decode()


def test_a_mailed_link_leads_to_our_own_address_whatever_host_was_asked(client, cast, settings):
    settings.LAYAN_URL = "https://desk.example.com"
    client.post("/account/password/reset/", {"email": cast.sari.email}, headers={"Host": "evil.example.org"})
    text = OutboxMail.objects.get(kind="account").text
    assert "https://desk.example.com/account/password/reset/key/" in text
    assert "evil.example.org" not in text


def test_a_stranger_gets_no_mail_and_the_same_page(client, cast):
    known = client.post("/account/password/reset/", {"email": cast.sari.email})
    unknown = client.post("/account/password/reset/", {"email": "stranger@example.com"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert OutboxMail.objects.filter(kind="account").count() == 1


def _code(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def test_the_second_factor_is_asked_for_after_the_password_and_after_a_link(client, cast):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.sari, secret)
    assert _sign_in(client, cast.sari).headers["Location"] == "/account/factor/authenticate/"
    assert client.get("/account/").status_code == 302
    assert client.post("/account/factor/authenticate/", {"code": "000000"}).status_code == 200
    answer = client.post("/account/factor/authenticate/", {"code": _code(secret)})
    assert answer.headers["Location"] == "/desk/"


def test_a_recovery_code_lets_in_once(client, cast):
    totp.TOTP.activate(cast.sari, totp.generate_totp_secret())
    code = RecoveryCodes.activate(cast.sari).get_unused_codes()[0]
    for lets_in in (True, False):
        _sign_in(client, cast.sari)
        answer = client.post("/account/factor/authenticate/", {"code": code})
        assert (answer.status_code == 302) is lets_in
        client.logout()


def test_what_concerns_safety_asks_once_more_who_it_is(client, cast):
    signed_in(client, cast.sari)
    for path in ("factor/app/on/", "passkeys/add/"):
        assert "reauthenticate" in client.get(f"/account/{path}").headers["Location"]


def test_pages_of_the_second_factor(client, cast):
    _sign_in(client, cast.sari)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/factor/app/on/").content.decode()
    assert "data:image/svg+xml" in page
    RecoveryCodes.activate(cast.sari)
    totp.TOTP.activate(cast.sari, totp.generate_totp_secret())
    assert b"Recovery codes" in client.get("/account/").content
    assert client.get("/account/factor/codes/").status_code == 200
    assert client.get("/account/factor/codes/new/").status_code == 200
    assert client.get("/account/factor/app/off/").status_code == 200
    assert client.get("/account/passkeys/add/").status_code == 200
    key = Authenticator.objects.create(
        user=cast.sari, type="webauthn", data={"name": "Key", "credential": {}}
    )
    assert key.pk


@pytest.mark.parametrize(
    "path",
    [
        *("login/", "login/closed/", "inactive/", "password/reset/", "password/reset/sent/"),
        *("password/reset/done/", "provider/cancelled/", "provider/error/", "link/x/", "invitation/x/"),
    ],
)
def test_pages_run_no_script_of_their_own(client, cast, path):
    """Strict policy: scripts and styles come as files."""
    answer = client.get(f"/account/{path}")
    page = answer.content.decode()
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*(?:\bsrc=|application/json))", page)
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)


def test_everything_is_in_our_look(client, cast):
    for path in ("login/", "password/reset/", "logout/"):
        signed_in(client, cast.sari) if path == "logout/" else client.logout()
        assert 'class="sheet' in client.get(f"/account/{path}").content.decode()


def test_a_provider_that_cannot_be_reached_is_said_in_words(client, cast, settings):
    app = {
        "provider_id": "oidc",
        "name": "Ours",
        "client_id": "layan",
        "secret": "s",
        "settings": {"server_url": f"http://127.0.0.1:{free_port()}"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    answer = client.post("/account/oidc/oidc/login/?process=login", follow=True)
    assert "The other side did not let you in" in answer.text
    assert "/account/login/" in answer.text
