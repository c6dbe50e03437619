"""In which language somebody wrote."""

import pytest

from layan.actions.language import written

ALL = ("en", "id", "ms", "tr")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("My parcel has not arrived yet, where is it? I have been waiting since Monday.", "en"),
        (
            "Paket saya belum sampai, kapan dikirim? Saya butuh barangnya hari Senin karena ada acara di kantor.",
            "id",
        ),
        (
            "Bungkusan saya belum sampai lagi, bila akan dihantar? Saya perlukan hari Isnin di pejabat, encik.",
            "ms",
        ),
        ("Kargom hâlâ gelmedi, ne zaman gelecek? Pazartesi gününden beri bekliyorum.", "tr"),
    ],
)
def test_four_languages_are_told_apart(text, language):
    assert written(text, spoken=ALL) == language


@pytest.mark.parametrize("text", ["", "ok", "???", "12345678901234567890", "👍" * 30])
def test_too_little_says_nothing_new(text):
    assert written(text, spoken=ALL, known="tr") == "tr"
    assert written(text, spoken=ALL) == ""


def test_nothing_spoken_nothing_told():
    assert written("My parcel has not arrived yet, where is it?", spoken=(), known="id") == "id"
