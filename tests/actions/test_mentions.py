"""Being named in a note."""

from layan.actions import mentions, messages
from layan.records.models import LiveEvent, Mention
from tests.cast import NOW, a_case


def test_who_has_looked_has_seen_all_of_that_case(cast):
    case, other = a_case(cast), a_case(cast)
    for one in (case, case, other):
        messages.note(case=one, text="@Rani Wijaya and @Eko Prasetyo", by=cast.sari, at=NOW)
    before = LiveEvent.objects.filter(what="mention", user=cast.rani.pk).count()
    for _ in range(2):
        mentions.seen(user=cast.rani, case=case, at=NOW)
    assert Mention.objects.filter(user=cast.rani, seen_at=None).count() == 1
    assert Mention.objects.filter(user=cast.eko, seen_at=None).count() == 3
    assert LiveEvent.objects.filter(what="mention", user=cast.rani.pk).count() == before + 1, "told once"
