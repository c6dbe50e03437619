"""Recognising where a quote begins: introductions, header blocks, rules. Works on lines, knows no bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from .quote_words import (
    CAREFUL,
    FORWARDED,
    LABELS,
    MYSELF,
    OPENERS,
    ORIGINAL,
    VERB_LAST,
    VERB_MIDDLE,
    fold,
)  # fmt: skip

LONGEST_LINE = 400
MOST_LINES = 5
LONGEST_INTRODUCTION = 600
_TAIL = 60
_LONGEST_RULE = 200
_BLOCK_LINES = 12
_ADDRESS = r"[^\s<>()\[\]\"',;:@]{1,64}@[^\s<>()\[\]\"',;:@.]{1,63}(?:\.[^\s<>()\[\]\"',;:@.]{1,63}){1,8}"
_HAS_ADDRESS = re.compile(_ADDRESS)
_TIME = r"\d{1,2}\s?[:.h]\s?\d{2}"
_HAS_DATE = re.compile(rf"(?:19|20)\d\d|\b\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\b{_TIME}")
_RULE = re.compile(r"[-_=*~#─—–•.\s]{3,}|[-_=]{2,}")
_END = r"\s*[:：]?\s*-*\s*"


class Mark(NamedTuple):
    """Where a quote is introduced. `end`: the line behind it; `carries_marked`: the quote itself may
    be marked with > and something may follow it; `is_block`: a header block."""

    end: int
    carries_marked: bool
    is_block: bool


def _phrases(words: str) -> str:
    return "|".join(one.strip() for one in fold(words).replace("\n", "").split("|"))


def _any(table: Mapping[str, str]) -> str:
    """One expression for a table of `quote_words`, over folded text."""
    words = {one for words in table.values() for one in _alternatives_of(fold(words))}
    return "|".join(sorted(words, key=len, reverse=True))


def _alternatives_of(words: str) -> list[str]:
    """Split at the outermost bars alone."""
    return re.findall(r"(?:[^|()]|\\.|\((?:[^()]|\([^()]*\))*\))+", words)


_LAST = _any(VERB_LAST)
_CAREFUL_LAST = _any({language: VERB_LAST[language] for language in CAREFUL})
_MIDDLE = _any(VERB_MIDDLE)
_OPENER = _any(OPENERS)
_ENDS_WITH_VERB = re.compile(rf"(?:^|[\W\d])(?:{_LAST}){_END}$")
_ENDS_CAREFULLY = re.compile(rf"(?:^|[\W\d])(?:{_CAREFUL_LAST}){_END}$")
_VERB_THEN_DATE = re.compile(rf"[^<>:]{{0,100}}<\s*{_ADDRESS}\s*>\W+(?:{_LAST})\W.{{4,60}}[:：]\s*")
_OPENS = re.compile(rf"[-\s*]*(?:{_OPENER})(?=\W|\d|$)[\s,]*|[-\s*]*[在于於]")
_STARTS_WITH_DATE = re.compile(
    r"[-\s*]*(?:\w{2,9}\.?,?\s+)?(?:(?:19|20)\d\d|\d{1,2})[.,:/\s年-]|[-\s*]*\w{2,9},\s\d{1,2}\s|[-\s*]*\w{3,9}\s\d{1,2},\s"
)
_MIDDLE_VERB = re.compile(rf".*[\d.)\s](?:{_MIDDLE})\s.*[:：]\s*")
_ENDS_WITH_ADDRESS = re.compile(rf".*[<(\[]\s*(?:mailto:)?{_ADDRESS}\s*[>)\]]+\s*[:：]\s*")
_NAMED_ADDRESS = re.compile(rf"[^<>:]{{0,100}}[<(\[]\s*(?:mailto:)?{_ADDRESS}.*")
_MYSELF = re.compile(rf"\b(?:{MYSELF})[\s']+(?:{_LAST}){_END}$")
_ORIGINAL = re.compile(_phrases(ORIGINAL))
_FORWARDED = re.compile(_phrases(FORWARDED))
_DRAWN = "-_=*>:： \t\u2014\u2013"
_COLON = re.compile(r"[:：]")
_LONGEST_LABEL = 40
_KINDS = {
    fold(word.replace("\u00a0", " ")): kind
    for kind, words in LABELS.items()
    for word in re.split(r"[ \n]+", words)
}


def is_rule(line: str) -> bool:
    """Whether a stripped line is a drawn rule."""
    return bool(line) and _RULE.fullmatch(line) is not None and not line.isspace() and not line[0].isalnum()


def at(lines: list[str], number: int) -> Mark | None:
    """The introduction of a quote that begins on line `number`, if one does."""
    line = lines[number].strip()
    if not line or len(line) > LONGEST_LINE:
        return None
    if (
        line[0] in "-_=*"
        or line[-1] in ":-"
        or "processed by" in line
        or _COLON.search(line, 0, _LONGEST_LABEL)
    ):
        found = _rule_or_block(lines, number, line)
        if found is not None:
            return found
    return _introduction(lines, number)


def _rule_or_block(lines: list[str], number: int, line: str) -> Mark | None:
    phrase = fold(line).strip(_DRAWN) if len(line) < _LONGEST_RULE else ""
    if phrase and (_ORIGINAL.fullmatch(phrase) or _FORWARDED.fullmatch(phrase)):
        block = _block(lines, _next(lines, number + 1))
        return Mark(block or number + 1, False, True)
    end = _block(lines, number)
    return Mark(end, True, True) if end else None


def forward_rule(line: str) -> bool:
    """Whether a line announces a forwarded mail."""
    line = line.strip()
    drawn = 0 < len(line) < _LONGEST_RULE and (line[0] in "-_=*" or line[-1] in ":-")
    return drawn and _FORWARDED.fullmatch(fold(line).strip(_DRAWN)) is not None


def label(line: str) -> tuple[str, str] | None:
    """(kind, value) of a line of a header block."""
    colon = _COLON.search(line, 0, _LONGEST_LABEL)
    if not colon:
        return None
    kind = _KINDS.get(" ".join(fold(line[: colon.start()].strip(" \t>*_|")).split()))
    return (kind, line[colon.end() :].strip(" \t*_")) if kind else None


def _block(lines: list[str], number: int) -> int | None:
    """The line behind the header block that begins at `number`, or None."""
    if number >= len(lines) or label(lines[number]) is None:
        return None
    kinds: set[str] = set()
    addressed = sender_addressed = False
    end = number
    misses = 0
    current = ""
    for n in range(number, min(number + _BLOCK_LINES, len(lines))):
        line = lines[n]
        found = label(line)
        if found is not None:
            current, misses = found[0], 0
            kinds.add(current)
            end = n + 1
        elif not line.strip():
            following = _next(lines, n)
            if following > n + 1 or following >= len(lines) or label(lines[following]) is None:
                break
        else:
            misses += 1
            if misses > 2:
                break
            if line[0] in " \t<" or (lines[n - 1].rstrip().endswith((",", ";", "<")) and label(lines[n - 1])):
                end = n + 1
        if "@" in line:
            addressed |= current in ("from", "to", "cc")
            sender_addressed |= current == "from"
    return end if _is_block(kinds - {"other"}, addressed, sender_addressed) else None


def _is_block(kinds: set[str], addressed: bool, sender_addressed: bool) -> bool:
    """Three labels of mail, or two and the sender's address: a booking form has From, To and Date too."""
    if "from" not in kinds:
        return False
    if len(kinds) >= 3:
        return addressed or "subject" in kinds
    return len(kinds) == 2 and sender_addressed and bool(kinds & {"sent", "date", "subject"})


def _next(lines: list[str], number: int) -> int:
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number


def _introduction(lines: list[str], number: int) -> Mark | None:
    """An introduction of one to `MOST_LINES` lines that begins here."""
    joined = ""
    for count in range(1, MOST_LINES + 1):
        if number + count > len(lines):
            return None
        piece = lines[number + count - 1].strip()
        if not piece or len(piece) > LONGEST_LINE or (piece[0] == ">" and not _open_angle(joined)):
            return None
        joined = joined[:-1] + piece if joined.endswith("=") else f"{joined} {piece}".lstrip()
        if len(joined) > LONGEST_INTRODUCTION or (count == 1 and not _may_begin(fold(joined))):
            return None
        if piece[-1] in ":：-" or _ends(_ENDS_WITH_VERB, fold(joined)):
            after = _next(lines, number + count)
            marked = after < len(lines) and lines[after].lstrip().startswith(">")
            if _is_introduction(fold(joined), marked):
                return Mark(number + count, True, False)
            if piece[-1] in ":：":
                return None
    return None


def _ends(pattern: re.Pattern[str], folded: str) -> bool:
    """Whether the text ends so. Only its last words are looked at: the expressions are long."""
    return pattern.search(folded[-_TAIL:]) is not None


def _open_angle(joined: str) -> bool:
    return joined.count("<") > joined.count(">")


def _may_begin(folded: str) -> bool:
    """Whether an introduction can begin so: cheap, since every line is asked."""
    return bool(_OPENS.match(folded) or _STARTS_WITH_DATE.match(folded) or "<" in folded or "@" in folded)


def _is_introduction(folded: str, marked: bool) -> bool:
    address = "@" in folded and _HAS_ADDRESS.search(folded) is not None
    date = _HAS_DATE.search(folded) is not None
    opened = (_OPENS.match(folded) or _STARTS_WITH_DATE.match(folded)) is not None and any(
        map(str.isdigit, folded)
    )
    if _ends(_ENDS_WITH_VERB, folded):
        if address:
            return opened or _NAMED_ADDRESS.fullmatch(folded) is not None
        if _ends(_MYSELF, folded):
            return False
        careful = _ends(_ENDS_CAREFULLY, folded)
        return opened and date and (marked or not careful)
    if opened and (address or date) and _MIDDLE_VERB.fullmatch(folded):
        return address or marked or date
    if address and date and _VERB_THEN_DATE.fullmatch(folded):
        return True
    return opened and date and _ENDS_WITH_ADDRESS.fullmatch(folded) is not None
