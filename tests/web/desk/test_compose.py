"""Writing to an address that mail came back from: it is said, and can be lifted with the text kept."""

import pytest
from django.urls import reverse

from layan.actions import customers
from layan.records.models import Address, Draft
from tests.cast import NOW, a_case, signed_in

pytestmark = pytest.mark.django_db
BUDI = "budi@example.net"


@pytest.fixture
def case(cast):
    case = a_case(cast)
    customers.unreachable(addresses=[BUDI], reason="550 5.1.1 No such person", at=NOW)
    return case


def test_it_is_said_before_one_writes_there(client, cast, case):
    page = signed_in(client, cast.sari).get(reverse("desk:case", args=[case.pk])).text
    assert "550 5.1.1 No such person" in page and "It is right: write there again" in page


def test_an_address_that_is_well_is_not_spoken_of(client, cast):
    page = signed_in(client, cast.sari).get(reverse("desk:case", args=[a_case(cast).pk])).text
    assert "It is right: write there again" not in page


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_it_is_lifted_and_the_text_is_kept(client, cast, case, headers):
    data = {"slot": "reply", "text": "Half a sentence", "to": BUDI, "lift": BUDI}
    answer = signed_in(client, cast.sari).post(reverse("desk:lift", args=[case.pk]), data, headers=headers)
    assert answer.status_code == (200 if headers else 302)
    assert Address.objects.get(value=BUDI).bounced_at is None
    assert Draft.objects.get().text == "Half a sentence"


def test_an_address_that_has_no_part_in_the_case_is_left_alone(client, cast, case):
    customers.unreachable(addresses=["lina@example.org"], reason="550", at=NOW)
    data = {"slot": "reply", "text": "x", "lift": "lina@example.org"}
    signed_in(client, cast.sari).post(reverse("desk:lift", args=[case.pk]), data)
    assert Address.objects.get(value="lina@example.org").bounced_at == NOW
