"""Subjects and their stems."""

import pytest

from layan.channels.email import subjects

SAME = """Re: Pesanan 42|RE: RE: Pesanan 42|Bls: Pesanan 42|Balas: PESANAN 42|Fwd: Pesanan 42|Trs: Pesanan 42
    |YNT: Pesanan 42|Ynt: Re: Pesanan 42|İLT: Pesanan 42|ilt: Pesanan  42|AW: WG: Pesanan 42|Re[3]: Pesanan 42
    |Re (2): Pesanan 42|[toko] Re: Pesanan 42|Re: [toko] Pesanan 42|Odp: Pesanan 42|RV: Pesanan 42|TR : Pesanan 42
    |回复：Pesanan 42|Pesanan 42 (fwd)"""


@pytest.mark.parametrize("subject", SAME.split("|"))
def test_one_conversation_has_one_stem(subject):
    assert subjects.stem(subject.strip()) == "pesanan 42"


@pytest.mark.parametrize(
    "subject", ["Retur: barang", "Info: barang", "12:30 rapat", "http://example.com", ""]
)
def test_other_words_before_a_colon_stay(subject):
    assert subjects.stem(subject) == subject.casefold()


def test_turkish_letters_are_compared_as_one():
    assert subjects.stem("İADE TALEBİ: ISITICI") == subjects.stem("iade talebi: ısıtıcı")


@pytest.mark.parametrize(
    ("subject", "reply", "forward"),
    [
        ("Re: a", True, False),
        ("Fwd: a", False, True),
        ("Re: Fwd: a", True, False),
        ("Trs: Bls: a", True, True),
        ("İLT: a", False, True),
        ("a", False, False),
    ],
)
def test_what_it_looks_like(subject, reply, forward):
    assert (subjects.looks_like_reply(subject), subjects.looks_like_forward(subject)) == (reply, forward)


def test_what_is_shown_is_one_bounded_line():
    assert subjects.shown("a\r\n b\u202e\0c") == "a bc"
    assert len(subjects.shown("x" * 2_000)) == subjects.LONGEST
