"""Who else is in a case."""

from datetime import timedelta

from django.utils import timezone

from layan.actions import presence
from layan.records.queries.presence import FRESH, others_in
from tests.cast import a_case


def test_the_others_and_only_while_they_are_there(cast):
    case, now = a_case(cast), timezone.now()
    presence.here(user=cast.sari, case=case, writing=True, at=now)
    presence.here(user=cast.rani, case=case, writing=False, at=now - FRESH - timedelta(seconds=1))
    assert others_in(case, cast.joko) == [{"name": "Sari Rahayu", "typing": True}]
    assert others_in(case, cast.sari) == []
    assert others_in(a_case(cast), cast.joko) == []
