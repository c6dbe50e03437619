"""One normaliser for search and recognition in all languages: Turkish İ, I, ı and i meet, accents fall away."""

import re
import unicodedata

_TURKISH = str.maketrans({"İ": "i", "I": "i", "ı": "i"})
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """`text` in small letters without accents, as words with single spaces between them."""
    plain = unicodedata.normalize("NFKD", text.translate(_TURKISH).casefold())
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def words(text: str) -> list[str]:
    """The folded words of a query, the first dozen."""
    return fold(text).split()[:12]
