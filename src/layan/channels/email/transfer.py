"""Content transfer encodings, read as leniently as they are written, and uuencoded files inside text."""

from __future__ import annotations

import binascii
import re

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} (.{1,200}?)\r?\n", re.MULTILINE)
_MOST_PADDING = 10_000
_MOST_FALSE_BEGINS = 20
_END = re.compile(rb"^end[ \t]*\r?$", re.MULTILINE)


def decoded(body: bytes, encoding: str) -> bytes:
    """`body` without its transfer encoding. An unknown encoding means the bytes as they stand."""
    name = re.sub(r"[^a-z0-9-]", "", encoding.lower())
    if name == "base64":
        return base64_bytes(body)
    if name == "quoted-printable":
        return binascii.a2b_qp(body)
    if name in ("x-uuencode", "uuencode", "x-uue", "uue"):
        files = uuencoded(body)[1]
        return files[0][1] if files else body
    return body


def base64_bytes(data: bytes) -> bytes:
    """What can be read of base64 that may lack padding, have too much of it, or have dirt in it."""
    if b"=" not in data.rstrip(b"=\r\n\t ") or len(data) > 1_000_000:
        try:
            return binascii.a2b_base64(data)
        except binascii.Error:
            pass
    out = bytearray()
    if data.count(b"=") > _MOST_PADDING:
        data = data.replace(b"=", b"")
    for piece in _NOT_BASE64.sub(b"", data).split(b"="):  # several padded runs, one after the other
        whole = piece[: len(piece) // 4 * 4 + (len(piece) % 4 if len(piece) % 4 > 1 else 0)]
        out += binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
    return bytes(out)


def uuencoded(body: bytes, most: int = 50) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The text around uuencoded files, and those files as (raw name, content); at most `most` of them."""
    files: list[tuple[bytes, bytes]] = []
    text = bytearray()
    position = 0
    false_begins = 0
    end: re.Match[bytes] | None = None
    while len(files) < most and false_begins < _MOST_FALSE_BEGINS:
        begin = _BEGIN.search(body, position)
        if begin and not (end and end.start() >= begin.end()):  # the end of a false one may serve the next
            end = _END.search(body, begin.end())
        if not begin or not end:
            break
        content = _uu_lines(body[begin.end() : end.start()])
        if content is None:
            text += body[position : begin.end()]
            position = begin.end()
            false_begins += 1
            continue
        files.append((begin[1], content))
        text += body[position : begin.start()]
        position = end.end()
    return (bytes(text) + body[position:], files) if files else (body, files)


def _uu_lines(data: bytes) -> bytes | None:
    """Decoded lines, or None when this is ordinary text that only began like a file."""
    first, _, _ = data.partition(b"\n")
    out = bytearray()
    if _uu_line(first.rstrip(b"\r")) is None:
        return None
    for line in data.splitlines():
        content = _uu_line(line)
        if content is None:
            return None
        out += content
    return bytes(out)


def _uu_line(line: bytes) -> bytes | None:
    """One line decoded, or None. Some encoders write a longer line than they say."""
    if not line:
        return b""
    wanted = ((line[0] - 32) & 63) * 4 // 3 + 3
    for candidate in (line, line[:wanted]):
        try:
            return binascii.a2b_uu(candidate)
        except binascii.Error:
            continue
    return None
