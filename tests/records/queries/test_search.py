"""Search: in every language alike, over everything, and only over what she may see."""

import pytest

from layan.actions import messages
from layan.records.models import Case, SearchText
from layan.records.queries import search as module
from layan.records.queries.search import search
from tests.cast import NOW, a_case
from tests.records.queries.plans import explained


def _found(user, query, **more):
    return [case.pk for case in search(user, query, **more)]


@pytest.mark.parametrize(
    "query",
    ["ISI", "ısı", "isi", "İSİ gelmiyor", "IŞIK", "işık", "isik", "gelm", "Lina gelmiyor", "kaya isi"],
)
def test_turkish_is_found_however_it_is_typed(cast, query):
    case = a_case(cast, "Isı gelmiyor, İade istiyorum: Işık", customer=cast.lina)
    a_case(cast, "Nothing of the kind")
    assert _found(cast.sari, query) == [case.pk]


def test_all_words_and_only_the_last_may_be_a_beginning(cast):
    case = a_case(cast, "The grinder is loud")
    assert _found(cast.sari, "grinder lou") == [case.pk]
    assert _found(cast.sari, "grind loud") == [] == _found(cast.sari, "grinder quiet")


ODD = ["", "  ", "'", '"', "*", "x'b\" OR 1=1 --", "\0", "(", "NEAR(", "folded:x", "-x", "!&|<->", "NOT"]


@pytest.mark.parametrize("query", ODD)
def test_no_query_breaks_it(cast, query):
    a_case(cast, "The grinder is loud")
    assert _found(cast.sari, query) == []


def test_a_number_finds_its_case_first(cast):
    first = a_case(cast)
    second = a_case(cast, f"About case {first.pk}")
    assert _found(cast.sari, f"#{first.pk}") == [first.pk, second.pk]
    assert _found(cast.sari, "9" * 40) == []


def test_notes_and_side_conversations_are_found_too(cast):
    case = a_case(cast)
    messages.note(case=case, text="Perhaps the bearing", by=cast.sari, at=NOW)
    assert _found(cast.sari, "bearing") == [case.pk]


def test_only_what_she_may_see(cast):
    hers, broken = a_case(cast, "A secret grinder", customer=cast.lina), a_case(cast, "A broken grinder")
    assert _found(cast.eko, "grinder") == [broken.pk]
    assert _found(cast.eko, str(hers.pk)) == [] and _found(cast.tono, "grinder") == []
    assert _found(cast.dewi, "grinder") == [] == _found(cast.melati, "grinder")
    assert set(_found(cast.sari, "grinder")) == {hers.pk, broken.pk}


def test_a_word_common_elsewhere_hides_nothing(cast, monkeypatch):
    """Only the newest matches are looked at; of a department's own, the newest of its own."""
    monkeypatch.setattr(module, "NEWEST", 3)
    broken = a_case(cast, "A broken grinder")
    for _ in range(5):
        a_case(cast, "Another grinder")
    assert _found(cast.eko, "grinder") == [broken.pk]
    assert len(_found(cast.sari, "grinder")) == 3
    assert _found(cast.sari, "broken") == [broken.pk], "a rare word is found however old"


def test_what_is_removed_is_not_found(cast):
    case = a_case(cast, "The grinder is loud")
    SearchText.objects.filter(case=case).update(folded="something else")
    assert _found(cast.sari, "grinder") == [] and _found(cast.sari, "something") == [case.pk]
    SearchText.objects.filter(case=case).delete()
    assert _found(cast.sari, "something") == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_is_three_queries(cast, count, django_assert_num_queries):
    for _ in range(count):
        a_case(cast, "The grinder is loud")
    with django_assert_num_queries(3):
        for case in search(cast.sari, "grinder"):
            assert case.customer.name
    assert Case.objects.count() == count


def test_words_are_looked_up_and_never_looked_for(cast):
    a_case(cast)
    with explained() as plans:
        search(cast.sari, "grinder")
    assert "search_words" in plans[0] and "Seq Scan" not in plans[0], plans[0]
    assert "VIRTUAL TABLE INDEX" in plans[0] or "Bitmap Index Scan on search_words" in plans[0], plans[0]
