import pytest
from hypothesis import given
from hypothesis import strategies as st

from layan.plan.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("İADE", "iade"), ("IADE", "iade"), ("ıade", "iade"), ("İade", "iade"), ("DEĞİŞİM", "degisim"),
        ("Straße", "strasse"), ("Pengembalian", "pengembalian"), ("ﬁne", "fine"), ("São Łódź", "sao lodz"),
    ],
)  # fmt: skip
def test_case_and_marks_do_not_matter(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_what_is_folded_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.sampled_from("iIıİşŞğĞçÇöÖüÜaA ")))
def test_no_way_of_writing_turkish_is_missed(text):
    assert fold(text) == fold(text.upper()) == fold(text.lower()) == fold(text.replace("i", "İ"))
