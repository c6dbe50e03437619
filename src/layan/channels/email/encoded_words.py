"""Header text: RFC 2047 encoded words as they really come, beside raw eight-bit bytes."""

from __future__ import annotations

import binascii
import re

from .charset import decode
from .transfer import base64_bytes

_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?(.{0,4000}?)\?=(?![0-9A-Fa-f]{2})", re.DOTALL)
_LONGEST = 65_536
_MOST_WORDS = 2000


def header_text(raw: bytes, charset: str | None = None, turkish: bool = False) -> str:
    """The readable text of a header value; `charset` is what its raw eight-bit bytes probably are in.

    Neighbouring words of one charset are joined as bytes first: programs cut words in mid-character.
    """
    raw = raw[:_LONGEST]
    if not 0 < raw.count(b"=?") <= _MOST_WORDS:
        return decode(raw, charset, turkish)[0]
    pieces: list[tuple[str | None, bytes]] = []  # (charset, bytes); None: not an encoded word
    end = 0
    for word in _WORD.finditer(raw):
        between = raw[end : word.start()]
        if between.strip() or not pieces or pieces[-1][0] is None:
            pieces.append((None, between))
        _append(pieces, word[1].decode("ascii", "replace").lower(), _bytes(word[2], word[3]))
        end = word.end()
    pieces.append((None, raw[end:]))
    return "".join(decode(data, name or charset, turkish)[0] for name, data in pieces)


def _append(pieces: list[tuple[str | None, bytes]], name: str, data: bytes) -> None:
    name = name.split("*")[0]  # RFC 2231 puts a language behind the charset
    if pieces and pieces[-1][0] == name and not name.startswith("iso-2022"):
        pieces[-1] = (name, pieces[-1][1] + data)
    else:
        pieces.append((name, data))


def _bytes(encoding: bytes, payload: bytes) -> bytes:
    if encoding in b"bB":
        return base64_bytes(payload)
    return binascii.a2b_qp(payload.replace(b"\r", b"").replace(b"\n", b""), header=True)
