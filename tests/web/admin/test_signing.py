"""Keys on their page: made, published, used only when the world can check them."""

import pytest
from django.urls import reverse

from layan.channels.email import signing
from layan.records.models import SigningKey
from tests.cast import signed_in
from tests.channels.email.desk import mailbox
from tests.servers import dns

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, cast):
    mailbox()
    return signed_in(client, cast.melati)


def made(admin):
    admin.post(reverse("admin:make_key"), {"domain": "shop.example.com"})
    return SigningKey.objects.get()


def test_a_key_is_made_and_its_record_shown(admin):
    assert "shop.example.com" in admin.get(reverse("admin:signing")).text
    key = made(admin)
    page = admin.get(reverse("admin:signing")).text
    assert signing.record_name(key) in page and key.public.replace("+", "&#x2B;") in page.replace(
        "+", "&#x2B;"
    )


def test_no_key_for_a_domain_that_is_not_ours(admin):
    assert admin.post(reverse("admin:make_key"), {"domain": "bank.example"}).status_code == 404
    assert not SigningKey.objects.exists()


def test_it_signs_once_its_record_is_seen(admin):
    key = made(admin)
    with dns.running() as names:
        refused = admin.post(reverse("admin:use_key", args=[key.pk]))
        assert "DNS has no record" in refused.text
        assert SigningKey.objects.get().signs_since is None
        names.names[signing.record_name(key)] = signing.record(key)
        admin.post(reverse("admin:use_key", args=[key.pk]))
    assert SigningKey.objects.get().signs_since is not None
    assert "This key signs since" in admin.get(reverse("admin:signing")).text
    admin.post(reverse("admin:rest_key", args=[key.pk]))
    assert SigningKey.objects.get().signs_since is None
    admin.post(reverse("admin:remove_key", args=[key.pk]))
    assert not SigningKey.objects.exists()
