"""Whether a refusal means that the address is not there, or something else: it is full, a rule, a doubt about us."""

import re
from typing import Final

_STATUS: Final = re.compile(r"\b5\.(\d{1,3})\.(\d{1,3})\b")
_CODE: Final = re.compile(r"^\D{0,40}\b(5\d\d)\b")
_ABOUT_US: Final = frozenset({"552", "554", "530", "535", "571"})
"""Answers without a status that speak of the mail, its size or its sender."""
_GONE: Final = frozenset({("2", "0"), ("2", "1"), ("4", "1"), ("4", "4")})
"""Disabled; not known to who would have to take it; a domain without a way to it (RFC 3463)."""


def is_gone(status: str | None, said: str) -> bool:
    """For a refusal for good, by its status (RFC 3463), else by what was said; without any word on it, it is so."""
    found = _STATUS.search(status or "") or _STATUS.search(said)
    if found:
        return found[1] in ("0", "1") or (found[1], found[2]) in _GONE
    code = _CODE.search(said)
    return code is None or code[1] not in _ABOUT_US
