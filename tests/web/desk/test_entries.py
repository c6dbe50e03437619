"""What the mail server says of a sender, on the entry."""

import pytest
from django.urls import reverse

from layan.records.models import Message
from tests.cast import a_case, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("dmarc", "warned"), [("passed", False), ("failed", True), ("unknown", False)])
def test_checks_in_words_and_a_warning_where_the_domain_disowns_it(client, cast, dmarc, warned):
    case = a_case(cast)
    checks = {"spf": "passed", "dkim": "unknown", "dmarc": dmarc}
    Message.objects.filter(case=case, direction="in").update(checks=checks)
    page = signed_in(client, cast.sari).get(reverse("desk:case", args=[case.pk])).text
    assert f"Sender checked by the mail server: SPF passed, DKIM unknown, DMARC {dmarc}." in page
    assert ("The sender may be forged" in page) is warned


def test_nothing_is_said_where_nobody_checked(client, cast):
    page = signed_in(client, cast.sari).get(reverse("desk:case", args=[a_case(cast).pk])).text
    assert "Sender checked" not in page
