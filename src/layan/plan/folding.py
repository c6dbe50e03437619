"""Texts made alike, whatever their case and marks, in every language the same way."""

import unicodedata
from typing import Final

_DOTLESS: Final = str.maketrans({"ı": "i", "İ": "i", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


def fold(text: str) -> str:
    """Small letters without marks. Turkish İ, I, ı and i are all `i`, so that no way of writing is missed."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.translate(_DOTLESS))
    return "".join(c for c in spread if not unicodedata.combining(c)).casefold().translate(_DOTLESS)
