"""Header fields as they come: unfolded, in order, bounded, decoded only when asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .encoded_words import header_text

MOST_FIELDS = 2_000
LARGEST_BLOCK = 1_000_000
_FIELD = re.compile(rb"([!-9;-~]{1,120})[ \t]*:[ \t]*")
_END = re.compile(rb"\r?\n\r?\n")
_LOOKAHEAD = 3


class Headers:
    """The fields of one header block. Names are lower case; the first of repeated fields counts."""

    __slots__ = ("_fields", "charset", "turkish")

    def __init__(self, fields: list[tuple[str, bytes]]) -> None:
        self._fields = fields
        self.charset: str | None = None  # of raw eight-bit bytes
        self.turkish = False

    def __len__(self) -> int:
        return len(self._fields)

    def __contains__(self, name: str) -> bool:
        return any(n == name for n, _ in self._fields)

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        return iter(self._fields)

    def raw(self, name: str) -> bytes:
        """The first value of `name` that is not empty, else empty."""
        return next((value for n, value in self._fields if n == name and value), b"")

    def all_raw(self, name: str) -> list[bytes]:
        """Every value of `name`, topmost first."""
        return [value for n, value in self._fields if n == name]

    def ascii(self, name: str) -> str:
        """The first value of `name` for machines: ASCII, lower case, stripped."""
        return self.raw(name).decode("ascii", "replace").strip().lower()

    def text(self, name: str) -> str:
        """The first value of `name` for people, encoded words decoded. Not cleaned."""
        return self.decoded(self.raw(name))

    def decoded(self, raw: bytes) -> str:
        """A raw value of these headers for people."""
        return header_text(raw, self.charset, self.turkish)


def split(raw: bytes, start: int = 0, end: int | None = None) -> tuple[Headers, int]:
    """The headers in raw[start:end], and where the body begins."""
    end = len(raw) if end is None else end
    if raw.startswith((b"\n", b"\r\n"), start, end):  # a part without headers
        return Headers([]), start + (1 if raw[start] == 10 else 2)
    found = _END.search(raw, start, end)
    block_end, body = (found.start(), found.end()) if found else (end, end)
    lines = raw[start : min(block_end, start + LARGEST_BLOCK)].split(b"\n")
    fields, used = _fields(lines)
    if used < len(lines):  # the empty line is missing: the body begins where no header can
        body = start + sum(len(one) + 1 for one in lines[:used])
    return Headers([(name.decode("ascii").lower(), value) for name, value in fields]), min(body, end)


def _fields(lines: list[bytes]) -> tuple[list[tuple[bytes, bytes]], int]:
    """Fields with their values unfolded, and how many lines were headers."""
    fields: list[tuple[bytes, list[bytes]]] = []
    for number, one in enumerate(lines):
        one = one.rstrip(b"\r")
        if one[:1] in (b" ", b"\t"):
            if fields:
                fields[-1][1].append(one)
            continue
        field = _FIELD.match(one)
        if field and len(fields) < MOST_FIELDS:
            fields.append((field[1], [one[field.end() :]]))
        elif not field and not (number == 0 and one.startswith((b"From ", b">From "))):
            if not _headers_go_on(lines, number + 1):
                return _joined(fields), number
            if fields:
                fields[-1][1].append(b" " + one)  # a folded line that lost its space
    return _joined(fields), len(lines)


def _joined(fields: list[tuple[bytes, list[bytes]]]) -> list[tuple[bytes, bytes]]:
    return [(name, b"".join(parts).strip() if len(parts) > 1 else parts[0].strip()) for name, parts in fields]


def _headers_go_on(lines: list[bytes], number: int) -> bool:
    following = [one for one in lines[number : number + _LOOKAHEAD] if one[:1] not in (b" ", b"\t")]
    return any(_FIELD.match(one) for one in following) or number >= len(lines)
