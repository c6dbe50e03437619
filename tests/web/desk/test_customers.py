"""What keeps letters from a customer stands on her page, and can be lifted there."""

import pytest
from django.urls import reverse

from layan.actions import customers
from tests.cast import NOW, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def sari(client, cast):
    return signed_in(client, cast.sari)


def test_an_address_that_came_back(sari, cast):
    customers.unreachable(addresses=["budi@example.net"], reason="550 Unknown", at=NOW)
    page = reverse("desk:customer", args=[cast.budi.pk])
    assert "550 Unknown" in sari.get(page).text
    assert "550 Unknown" not in sari.get(reverse("desk:customer", args=[cast.lina.pk])).text
    sari.post(reverse("desk:customer_letters", args=[cast.lina.pk]), {"lift": "budi@example.net"})
    assert cast.budi.addresses.get().bounced_at == NOW, "only on her own page"
    sari.post(reverse("desk:customer_letters", args=[cast.budi.pk]), {"lift": "budi@example.net"})
    assert cast.budi.addresses.get().bounced_at is None
    assert "550 Unknown" not in sari.get(page).text


def test_letters_she_has_stopped(sari, cast):
    customers.stop_letters(customer=cast.budi, at=NOW)
    assert "The customer stopped them" in sari.get(reverse("desk:customer", args=[cast.budi.pk])).text
    sari.post(reverse("desk:customer_letters", args=[cast.budi.pk]), {"again": "1"})
    cast.budi.refresh_from_db()
    assert cast.budi.letters_stopped_at is None


def test_who_only_reviews_lifts_nothing(client, cast):
    customers.stop_letters(customer=cast.budi, at=NOW)
    reviewer = signed_in(client, cast.hadi)
    assert (
        reviewer.post(reverse("desk:customer_letters", args=[cast.budi.pk]), {"again": "1"}).status_code
        == 403
    )
