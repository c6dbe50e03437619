"""A provider is entered, and a mailbox signed in by its consent page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from layan.records.models import Mailbox, MailProvider
from layan.records.secret import unseal
from tests.cast import signed_in
from tests.servers.provider import CLIENT, SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, cast):
    return signed_in(client, cast.melati)


def entered(admin, provider, **more):
    data = {"name": "Mailworks", "client_id": CLIENT, "client_secret": SECRET, "scope": "mail",
            "authorize_url": f"{provider.url}/authorize", "token_url": f"{provider.url}/token",
            "extra": ""}  # fmt: skip
    return admin.post(reverse("admin:new_mail_provider"), data | more)


@pytest.fixture
def box(admin, provider):
    provider.refusing = False
    entered(admin, provider)
    return Mailbox.objects.create(
        name="Care", channel="email", address="care@example.com", provider=MailProvider.objects.get()
    )


def test_a_known_provider_needs_only_what_it_gave_us(admin):
    answer = admin.get(reverse("admin:new_mail_provider"), {"preset": "google"})
    assert "https://oauth2.googleapis.com/token" in answer.text
    assert reverse("admin:consented") in answer.text


def test_the_secret_is_kept_encrypted_and_never_shown(admin, provider):
    assert entered(admin, provider).status_code == 302
    row = MailProvider.objects.get()
    assert SECRET not in row.secrets and unseal(row.secrets) == {"client_secret": SECRET}
    page = reverse("admin:mail_provider", args=[row.pk])
    assert SECRET not in admin.get(page).text
    data = {"name": "Mailworks", "client_id": CLIENT, "client_secret": "", "scope": "mail", "extra": "",
            "authorize_url": row.authorize_url, "token_url": row.token_url}  # fmt: skip
    admin.post(page, data)
    assert unseal(MailProvider.objects.get().secrets) == {"client_secret": SECRET}


def test_an_address_of_another_kind_is_refused(admin, provider):
    assert entered(admin, provider, token_url="ftp://example.com/token").status_code == 422
    assert not MailProvider.objects.exists()


def test_consent_leads_there_and_back(admin, box, provider):
    there = admin.get(reverse("admin:consent", args=[box.pk])).url
    assert parse_qs(urlsplit(there).query)["login_hint"] == ["care@example.com"]
    back = provider.consent(there)
    answer = admin.get(urlsplit(back).path + "?" + urlsplit(back).query, follow=True)
    assert "Signed in." in answer.text
    box.refresh_from_db()
    assert unseal(box.tokens)["refresh"].startswith("refresh-")
    assert admin.get(urlsplit(back).path + "?" + urlsplit(back).query, follow=True).status_code == 200
    assert Mailbox.objects.get().tokens == box.tokens, "a consent counts once"


def test_a_consent_that_was_not_asked_for_here_changes_nothing(admin, box, provider):
    there = admin.get(reverse("admin:consent", args=[box.pk])).url
    back = urlsplit(provider.consent(there))
    answer = admin.get(f"{back.path}?{back.query}x", follow=True)
    assert "was not asked for here" in answer.text
    box.refresh_from_db()
    assert not box.tokens


def test_who_says_no_is_heard(admin, box):
    there = admin.get(reverse("admin:consent", args=[box.pk])).url
    state = parse_qs(urlsplit(there).query)["state"][0]
    denied = {"state": state, "error": "access_denied"}
    assert (
        "Mailworks did not let us in: access_denied"
        in admin.get(reverse("admin:consented"), denied, follow=True).text
    )


def test_without_it_the_mailbox_asks_for_a_password_again(admin, box):
    admin.post(reverse("admin:remove_mail_provider", args=[box.provider_id]))
    box.refresh_from_db()
    assert box.provider is None


def test_the_page_of_the_mailbox_leads_there(admin, box):
    answer = admin.get(reverse("admin:mailbox", args=[box.pk]))
    assert "Nobody has consented yet" in answer.text
    assert reverse("admin:consent", args=[box.pk]) in answer.text
