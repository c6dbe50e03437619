"""winmail.dat, in which Outlook hides files and text ([MS-OXTNEF]).

Read here, since the public reader can be held for hours by a count that nothing stands behind. Every step
moves
forward in the data; what does not fit ends the reading, and what was read until then is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import Struct

from . import attachments
from .charset import decode
from .mail import Attachment

LARGEST = 60_000_000
MOST_FILES = 200
SIGNATURE = b"\x78\x9f\x3e\x22"
_U16, _U32 = Struct("<H"), Struct("<I")
_OBJECT = Struct("<BHHI")
_CODEPAGE, _BODY, _PROPERTIES = 0x9007, 0x800C, 0x9003
_NEW_FILE, _FILE_DATA, _FILE_TITLE, _FILE_PROPERTIES = 0x9002, 0x800F, 0x8010, 0x9005
_P_BODY, _P_HTML = 0x1000, 0x1013
_P_DATA, _P_SHORT_NAME, _P_NAME, _P_TYPE, _P_CID = 0x3701, 0x3704, 0x3707, 0x370E, 0x3712
_FIXED = {0x2: 4, 0x3: 4, 0x4: 4, 0x5: 8, 0x6: 8, 0x7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_STRING, _UNICODE, _OBJECT_TYPE, _BINARY = 0x1E, 0x1F, 0xD, 0x102
_MANY = 0x1000
_EMBEDDED_ID = 16  # an embedded object begins with the id of its interface


@dataclass(slots=True)
class Opened:
    """What was inside."""

    text: str = ""
    html: str = ""
    files: list[Attachment] = field(default_factory=list)


def looks_like(kind: str, filename: str) -> bool:
    """Whether a part is winmail.dat by its type or name."""
    return kind in ("application/ms-tnef", "application/vnd.ms-tnef") or filename.lower() == "winmail.dat"


def opened(data: bytes, number: int) -> Opened | None:
    """What is in winmail.dat, or None when it is none; `number` counts the files of the mail so far."""
    if not data.startswith(SIGNATURE) or len(data) > LARGEST:
        return None
    found = Opened()
    codepage = "cp1252"
    files: list[dict[int, bytes]] = []
    for name, content in _objects(data):
        if name == _CODEPAGE and len(content) >= 4:
            codepage = f"cp{_U32.unpack_from(content)[0]}"
        elif name == _BODY:
            found.text = decode(content.rstrip(b"\0"), codepage)[0]
        elif name == _PROPERTIES:
            _bodies(dict(_properties(content)), codepage, found)
        elif name == _NEW_FILE and len(files) < MOST_FILES:
            files.append({})
        elif files and name == _FILE_DATA:
            files[-1][_P_DATA] = content
        elif files and name == _FILE_TITLE:
            files[-1].setdefault(_P_SHORT_NAME, content)
        elif files and name == _FILE_PROPERTIES:
            files[-1] |= {key: value for key, value in _properties(content) if value}
    found.files = [_file(one, codepage, number + n) for n, one in enumerate(files) if _P_DATA in one]
    return found


def _objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + _OBJECT.size <= len(data):
        _level, name, _type, length = _OBJECT.unpack_from(data, at)
        at += _OBJECT.size
        yield name, data[at : at + length]
        at += length + 2  # and a checksum


def _properties(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(property, first value) of a property list; text comes as UTF-8."""
    at = 4
    while at + 4 <= len(data):
        kind, name = _U16.unpack_from(data, at)[0], _U16.unpack_from(data, at + 2)[0]
        at += 4
        if name >= 0x8000:
            at = _named(data, at)
        if at + 4 > len(data):
            return
        many = bool(kind & _MANY)
        kind &= ~_MANY
        if kind in _FIXED:
            count = _U32.unpack_from(data, at)[0] if many else 1
            at += (4 if many else 0) + count * _FIXED[kind]
        elif kind in (_STRING, _UNICODE, _OBJECT_TYPE, _BINARY):
            value, at = _variable(data, at)
            if kind == _OBJECT_TYPE:
                value = value[_EMBEDDED_ID:]
            yield name, _utf8(value, kind)
        else:
            return


def _named(data: bytes, at: int) -> int:
    """Where a named property goes on behind its name."""
    if at + 24 > len(data):
        return len(data)
    kind, length = _U32.unpack_from(data, at + 16)[0], _U32.unpack_from(data, at + 20)[0]
    return at + 24 + (0 if kind == 0 else -(-length // 4) * 4)


def _variable(data: bytes, at: int) -> tuple[bytes, int]:
    """The first of the values at `at`, and where they end."""
    count = _U32.unpack_from(data, at)[0]
    at += 4
    first = b""
    for number in range(count):
        if at + 4 > len(data):
            return first, len(data)
        length = _U32.unpack_from(data, at)[0]
        at += 4
        if number == 0:
            first = data[at : at + length]
        at += -(-length // 4) * 4
    return first, at


def _utf8(value: bytes, kind: int) -> bytes:
    if kind == _UNICODE:
        return (
            value[: len(value) // 2 * 2]
            .decode("utf-16-le", "replace")
            .rstrip("\0")
            .encode("utf-8", "replace")
        )
    return value.rstrip(b"\0") if kind == _STRING else value


def _bodies(properties: dict[int, bytes], codepage: str, found: Opened) -> None:
    if properties.get(_P_BODY) and not found.text:
        found.text = decode(properties[_P_BODY], codepage)[0]
    if properties.get(_P_HTML):
        found.html = decode(properties[_P_HTML].rstrip(b"\0"), codepage)[0]


def _file(one: dict[int, bytes], codepage: str, number: int) -> Attachment:
    given = decode((one.get(_P_NAME) or one.get(_P_SHORT_NAME) or b"").rstrip(b"\0"), codepage)[0]
    declared = one.get(_P_TYPE, b"").decode("ascii", "replace") or "application/octet-stream"
    mime = attachments.kind(declared, given)
    cid = one.get(_P_CID, b"").decode("utf-8", "replace") or None
    return Attachment(attachments.name(given, mime, number), mime, one[_P_DATA], cid, bool(cid))
