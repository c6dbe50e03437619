"""Soft line breaks."""

import pytest

from layan.channels.email.flowed import unflowed


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("satu \ndua\ntiga", "satu dua\ntiga"),
        ("> satu \n> dua\ntiga", "> satu dua\ntiga"),
        ("> satu \n>> dua", "> satu\n>> dua"),
        (" > no quote", "> no quote"),
        (" From here", "From here"),
        ("satu \n-- \nBudi", "satu\n-- \nBudi"),
        ("", ""),
    ],
)
def test_paragraphs_are_joined(text, joined):
    assert unflowed(text, delsp=False) == joined


def test_the_soft_space_may_not_be_part_of_the_text():
    assert unflowed("長い \n文章", delsp=True) == "長い文章"
