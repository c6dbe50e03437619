"""Who is in a case: told when it changes, not at every beat."""

from datetime import timedelta

from layan.actions import presence
from layan.records.models import LiveEvent, Presence
from tests.cast import NOW, a_case


def test_others_are_told_when_she_comes_writes_and_goes(cast):
    case = a_case(cast)

    def told():
        return LiveEvent.objects.filter(what="presence", case=case).count()

    for count, writing in ((1, False), (1, False), (2, True), (2, True), (3, False)):
        presence.here(user=cast.sari, case=case, writing=writing, at=NOW + timedelta(seconds=count))
        assert told() == count
    assert Presence.objects.get().seen_at == NOW + timedelta(seconds=3)
    presence.gone(user=cast.sari, case=case, at=NOW)
    presence.gone(user=cast.sari, case=case, at=NOW)
    assert told() == 4 and not Presence.objects.exists()
