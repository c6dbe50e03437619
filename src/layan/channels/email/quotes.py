"""What was written now, told from what is quoted and from the signature, in plain text.

Lines are looked at from above: a mark (`>`), an introduction ("On ..., NAME <a@b> wrote:", over up to
five lines), a
header block ("From/Sent/To/Subject") or a rule ("-----Original Message-----"). What stands between quoted
lines stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import quote_marks as marks
from .signatures import signature_start

LARGEST = 150_000
_MARKED = re.compile(r"[ \t]?>")
_ESCAPED_FROM = re.compile(r">From ")
_WRAPPED_AT = 70
_LONGEST_NAME = 70


@dataclass(frozen=True, slots=True)
class Division:
    """A text divided. `interleaved`: answers stand between quoted lines; `quoted`: there was a quote."""

    new: str
    rest: str
    interleaved: bool = False
    quoted: bool = False


def split(text: str) -> tuple[str, str]:
    """(what was written now, the rest: quotes and signature)."""
    division = divide(text)
    return division.new, division.rest


def divide(text: str) -> Division:
    """Like `split`, with what was seen on the way. A text that is all quoted header and body is all new."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head, tail = text[:LARGEST], text[LARGEST:]
    lines = head.split("\n")
    folded = _quoted_lines(lines)
    kept = [n for n in range(len(lines)) if n not in folded]
    body = [lines[n] for n in kept]
    start = signature_start(body)
    folded.update(kept[start:])
    if tail and start == len(lines):
        return Division(text, "")  # too long to look through, and nothing quoted in what was
    new = _joined(lines, kept[:start])
    rest = _joined(lines, sorted(folded)) + (("\n" + tail) if tail else "")
    quoted = len(kept) < len(lines)
    return Division(new, rest, _interleaved(kept[:start], lines, folded), quoted)


def _joined(lines: list[str], numbers: list[int]) -> str:
    """These lines as text; where something was taken out from between them a blank line stands at most."""
    out: list[str] = []
    previous = -1
    for number in numbers:
        line = lines[number].rstrip()
        gap = previous >= 0 and number != previous + 1
        if gap and out and out[-1] and line:
            out.append("")
        if line or not (gap and out and not out[-1]):
            out.append(line)
            previous = number
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(out)).strip("\n").rstrip()


def _interleaved(kept: list[int], lines: list[str], folded: set[int]) -> bool:
    words = [n for n in kept if lines[n].strip()]
    marked = [n for n in folded if lines[n].strip()]
    return (bool(words and marked) and any(words[0] < n < words[-1] for n in marked)) or bool(
        words and marked and min(marked) < words[0]
    )


def _quoted_lines(lines: list[str]) -> set[int]:
    """The numbers of all lines that are quoted or introduce a quote."""
    folded: set[int] = set()
    number = 0
    while number < len(lines):
        if _is_marked(lines, number):
            end = _marked_run(lines, number)
            folded.update(range(number, end))
            number = end
            continue
        found = marks.at(lines, number)
        if found is None:
            number += 1
            continue
        begin = _with_rules_above(lines, number if found.is_block else _with_name_above(lines, number))
        after = _next_words(lines, found.end)
        if found.carries_marked and after < len(lines) and _is_marked(lines, after):
            folded.update(range(begin, after))
            number = after
        elif _nothing_above(lines, begin, folded) and found.is_block:
            number = (
                found.end
            )  # a copied mail with nothing written above it: the mail is what there is to read
        else:
            folded.update(range(begin, len(lines)))
            break
    return folded


def _is_marked(lines: list[str], number: int) -> bool:
    line = lines[number]
    if not _MARKED.match(line):
        return False
    if _ESCAPED_FROM.match(line):  # what mbox files make of a line that begins with "From "
        return any(_MARKED.match(lines[n]) for n in (number - 1, number + 1) if 0 <= n < len(lines))
    return True


def _marked_run(lines: list[str], start: int) -> int:
    """Where the run of marked lines that begins at `start` ends, lines that wrapped out of it included."""
    number = start
    while number < len(lines):
        if _is_marked(lines, number) or (number > start and _overflow(lines, number)):
            number += 1
        else:
            break
    return number


def _overflow(lines: list[str], number: int) -> bool:
    """Whether an unmarked line is the end of the marked one above, wrapped by a program in between."""
    above, line = lines[number - 1].rstrip(), lines[number].strip()
    if above.endswith("=") and line:
        return True  # quoted-printable that nobody decoded
    if not line or not line[0].islower() or number + 1 >= len(lines) or above.endswith(("?", ":")):
        return False
    first_word = line.split(" ", 1)[0]
    return _is_marked(lines, number + 1) and len(above) + 1 + len(first_word) > _WRAPPED_AT


def _with_rules_above(lines: list[str], number: int) -> int:
    """`number`, or the first of the rules (---, ___, ===) that stand directly above it."""
    begin = number
    for candidate in range(number - 1, max(number - 6, -1), -1):
        line = lines[candidate].strip()
        if marks.is_rule(line):
            begin = candidate
        elif line:
            break
    return begin


def _with_name_above(lines: list[str], number: int) -> int:
    """`number`, or the line above when an introduction was wrapped between the name and the <address>."""
    above = lines[number - 1].strip() if number else ""
    apart = number < 2 or not lines[number - 2].strip()
    is_name = 0 < len(above) <= _LONGEST_NAME and above[-1] not in ".!?:;,>"
    return number - 1 if lines[number].lstrip().startswith("<") and apart and is_name else number


def _next_words(lines: list[str], number: int) -> int:
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number


def _nothing_above(lines: list[str], begin: int, folded: set[int]) -> bool:
    return not any(lines[n].strip() for n in range(begin) if n not in folded)
