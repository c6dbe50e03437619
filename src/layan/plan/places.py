"""Places in braces: what becomes of a sentence when nothing fills one of them."""

import re


def without(text: str, name: str) -> str:
    """The text without the place `{name}` and what sets it off: "Hello {name}," becomes "Hello,", and
    "I am sorry, {name}, that …" becomes "I am sorry, that …"."""
    place = re.escape(f"{{{name}}}")
    return re.sub(rf",? {place}|{place}(?:, | )?", "", text)
