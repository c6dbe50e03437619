"""`value; name=value` headers (Content-Type, Content-Disposition) with what RFC 2231 adds."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from .charset import decode
from .headers import Headers

_PARAMETER = re.compile(rb""";\s*([^\s=;"]{1,60}?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))""", re.DOTALL)
_LONGEST = 20_000
_SECTION = re.compile(r"(.+?)(?:\*(\d{1,3}))?(\*)?")


def parse(headers: Headers, name: str) -> tuple[str, dict[str, str]]:
    """The lower-case value of header `name` and its parameters (names lower case, text decoded)."""
    raw = headers.raw(name)[:_LONGEST]
    if not raw:
        return "", {}
    head = raw[:300].split(b";", 1)[0].decode("ascii", "replace")
    value = re.sub(r"\(.*?\)|[\s\"']", "", head).lower()
    if b";" not in raw:
        return value, {}
    found: dict[str, dict[int, tuple[bytes, bool]]] = {}
    for match in _PARAMETER.finditer(raw):
        section = _SECTION.fullmatch(match[1].decode("ascii", "replace").lower())
        if section is None:
            continue
        quoted = match[2] is not None
        content = re.sub(rb"\\(.)", rb"\1", match[2]) if quoted and b"\\\\" not in match[2] else match[2]
        piece = content if quoted else match[3].strip()
        found.setdefault(section[1], {}).setdefault(int(section[2] or 0), (piece, bool(section[3])))
    return value, {key: _joined(pieces, headers) for key, pieces in found.items()}


def _joined(pieces: dict[int, tuple[bytes, bool]], headers: Headers) -> str:
    ordered = [pieces[number] for number in sorted(pieces)]
    if not any(extended for _, extended in ordered):
        return headers.decoded(b"".join(piece for piece, _ in ordered))
    charset = None
    first, extended = ordered[0]
    if extended and first.count(b"'") >= 2:
        named, _, first = first.split(b"'", 2)
        charset = named.decode("ascii", "replace") or None
        ordered[0] = (first, True)
    data = b"".join(unquote_to_bytes(piece) if extended else piece for piece, extended in ordered)
    return decode(data, charset or "utf-8", headers.turkish)[0]
