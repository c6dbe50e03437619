import pytest
from hypothesis import given
from hypothesis import strategies as st

from layan.plan.recognising import LONGEST, Recogniser
from tests.plan.asked_plan import PLAN

KNOWS = Recogniser(
    {
        "refund": {
            "en": ["refund", "money back"], "id": ["pengembalian dana", "refund"], "tr": ["iade", "para iadesi"],
            "ms": ["bayaran balik"],
        },
        "delivery": {"en": ["late", "where is my parcel"], "id": ["belum sampai"], "tr": ["kargo"]},
        "tax": {"en": ["tax", "VAT"]},
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "situation"),
    [
        ("I want a REFUND!", "en", "refund"),
        ("Still no refunds?", "en", "refund"),
        ("I want my money   back", "en", "refund"),
        ("Saya minta pengembalian dananya", "id", "refund"),
        ("Bila bayaran baliknya?", "ms", "refund"),
        ("İADE istiyorum", "tr", "refund"),
        ("iademi ne zaman alırım", "tr", "refund"),
        ("Kargom nerede", "tr", "delivery"),
        ("It is late, where is my parcel?", "en", "delivery"),
        ("Refund: late, where is my parcel?", "en", "delivery"),
        ("a taxi", "en", None),
        ("your VAT number", "en", "tax"),
        ("relate to me", "en", None),
        ("hello", "en", None),
        ("", None, None),
        ("iade", None, "refund"),
        ("iade", "en", "refund"),
        ("refund and kargo", "tr", "delivery"),
        ("refund", "xx", "refund"),
    ],
)
def test_a_situation_is_known_by_its_words(text, language, situation):
    assert KNOWS(text, language) == situation


def test_among_equals_the_first_page_counts():
    assert KNOWS("a refund on my tax", "en") == "refund"
    assert Recogniser({"b": {"en": ["same"]}, "a": {"en": ["same"]}})("same", "en") == "b"


def test_marks_without_letters_are_no_words():
    assert Recogniser({"a": {"en": ["\u0301", " "]}})("anything", "en") is None
    assert Recogniser({"a": {"en": ["?!", "(c)"]}})("what ?! now", "en") == "a"


def test_only_the_beginning_of_a_long_text_is_read():
    assert KNOWS("x " * LONGEST + "refund", "en") is None


@given(st.text(), st.sampled_from(["en", "tr", None]))
def test_any_text_is_read(text, language):
    assert KNOWS(text, language) in ("refund", "delivery", "tax", None)


def test_of_a_plan():
    assert PLAN.recognise("Mohon pengembalian dana", "id") == "refund"
    assert PLAN.recognise("a stolen card") == "fraud"
    assert PLAN.recognise("hello") is None
