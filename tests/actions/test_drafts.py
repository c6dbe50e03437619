"""Drafts: one for each place, the newest words of it, thrown away with what hung on it."""

from datetime import timedelta

from layan.actions import drafts, files
from layan.records.models import Attachment, Draft
from tests.cast import NOW, a_case


def test_a_draft_is_kept_as_it_is_now(cast):
    case = a_case(cast)
    first = drafts.save(user=cast.sari, case=case, slot="reply", text="Hel", to=["a@example.net"], at=NOW)
    again = drafts.save(user=cast.sari, case=case, slot="reply", text="Hello", at=NOW + timedelta(seconds=2))
    drafts.save(user=cast.sari, case=case, slot="note", text="A note", at=NOW)
    drafts.save(user=cast.joko, case=case, slot="reply", text="Mine", at=NOW)
    assert first.pk == again.pk and Draft.objects.count() == 3
    assert (again.text, again.to) == ("Hello", [])


def test_thrown_away_with_its_files_and_nobody_else_s(cast):
    case = a_case(cast)
    mine = drafts.save(user=cast.sari, case=case, slot="reply", text="x", at=NOW)
    other = drafts.save(user=cast.joko, case=case, slot="reply", text="y", at=NOW)
    files.attach(content=b"a", name="a.txt", draft=mine)
    drafts.discard(user=cast.sari, case=case, slot="reply")
    assert list(Draft.objects.all()) == [other] and not Attachment.objects.exists()
