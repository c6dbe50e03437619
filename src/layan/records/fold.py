"""Texts as words to be found by: the same normaliser as the plan's, so that what is recognised is found, too."""

import re

from layan.plan import folding

_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """`text` in small letters without marks, as words with single spaces between them; Turkish İ, I, ı and i meet."""
    return " ".join(_WORD.findall(folding.fold(text)))


def words(text: str) -> list[str]:
    """The folded words of a query, the first dozen."""
    return fold(text).split()[:12]
