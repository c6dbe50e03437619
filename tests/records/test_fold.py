"""One normaliser in all languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layan.records.fold import fold, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("İADE ISTIYORUM", "iade istiyorum"), ("iade ıstıyorum", "iade istiyorum"), ("Şikâyet, ĞÜÖÇ", "sikayet guoc"),
        ("ibu’s café_42", "ibu s cafe 42"), ("ﬁne Straße", "fine strasse"), ("  \0\n ", ""), ("注文 12", "注文 12"),
    ],
)  # fmt: skip
def test_what_people_mean_by_the_same_word(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="iIıİaAşŞğG "))
def test_capitals_do_not_matter(text):
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


def test_a_query_is_a_dozen_words_at_most():
    assert words("a " * 40) == ["a"] * 12
