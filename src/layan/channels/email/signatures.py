"""Where a signature begins: the mark of RFC 3676, what telephones add, list footers, closings."""

from __future__ import annotations

import re

from .quote_words import CLOSINGS, MOBILE, fold

_DELIMITER = re.compile(r"-- ?\s*|--\u00a0|—- ?")
_DEVICE = r"[^\s,;!?][^,;!?]{0,40}?"
_LINK = r"\s*(?:[<(\[]\s*(?:https?://|mailto:)[^\s>)\]]*\s*[>)\]])?"
_MOBILE = re.compile(
    rf"(?:{'|'.join(fold(words).replace('device', _DEVICE) for words in MOBILE.values())}){_LINK}"
)
_SENTENCE = re.compile(r"\b(?:is|was|are|because|karena|çünkü|tetapi|tapi|but|kemarin|semalam|dün)\b")
_CLOSING = re.compile(
    rf"(?:{''.join(part.strip() for part in fold(CLOSINGS).splitlines())})[\s,.!]*(?:\W{{0,4}})"
)
_LIST_FOOTER = re.compile(
    r"mailing list|listinfo|mailman|unsubscribe|milis|berhenti berlangganan", re.IGNORECASE
)
_SIGNED_OFF = re.compile(r"[-–—~/]{1,2}\s?[^\W\d_][\w.'’-]{1,20}(?: [^\W\d_][\w.'’-]{0,20}){0,2}")
_BELOW_CLOSING = 8
_LONGEST_BELOW = 70
_MOST_WORDS_BELOW = 9
_MOST_DEVICE_WORDS = 9


def signature_start(lines: list[str]) -> int:
    """The first line of the signature, or how many lines there are. Something always stays above."""
    first = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    start = len(lines)
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if len(line) <= 120 and line.strip() and _begins(lines, number, line):
            start = number
            break
    start = _closing(lines, first, start)
    return _signed_off(lines, first, start)


def is_mobile(line: str) -> bool:
    """Whether a line is what a telephone or program adds by itself."""
    if line.count(" ") > _MOST_DEVICE_WORDS + 4:
        return False
    folded = fold(line).strip(" \t*_-.")
    return (
        bool(folded)
        and len(folded.split()) <= _MOST_DEVICE_WORDS
        and not _SENTENCE.search(folded)
        and _MOBILE.fullmatch(folded) is not None
    )


def _begins(lines: list[str], number: int, line: str) -> bool:
    if _DELIMITER.fullmatch(line):
        return True
    stripped = line.strip()
    if stripped[0] == "_" and set(stripped) == {"_"}:
        return any(_LIST_FOOTER.search(one) for one in lines[number + 1 : number + 5])
    apart = number + 1 >= len(lines) or not lines[number - 1].strip() or not lines[number + 1].strip()
    return apart and is_mobile(stripped)


def _closing(lines: list[str], first: int, end: int) -> int:
    """Where a closing ("Regards,") with nothing but a name and its lines below begins, above `end`."""
    words = [n for n in range(first + 1, end) if lines[n].strip()]
    for number in reversed(words[-_BELOW_CLOSING - 1 :]):
        if _CLOSING.fullmatch(fold(lines[number].strip())):
            below = [lines[n].strip() for n in words if n > number]
            return number if all(map(_may_stand_below, below)) else end
    return end


def _may_stand_below(line: str) -> bool:
    return len(line) <= _LONGEST_BELOW and len(line.split()) <= _MOST_WORDS_BELOW and not line.endswith("?")


def _signed_off(lines: list[str], first: int, end: int) -> int:
    """A last paragraph that is but `-Name`."""
    words = [n for n in range(first, end) if lines[n].strip()]
    if len(words) < 2:
        return end
    last = words[-1]
    if words[-2] != last - 1 and _SIGNED_OFF.fullmatch(lines[last].strip()):
        return last
    return end
