"""Signed and encrypted mail: what can be said of it without keys, and the text inside an opaque signature."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .tree import Part

_OPAQUE = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_BEGIN_MESSAGE = "-----BEGIN PGP MESSAGE-----"
_BEGIN_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----\n"
_BEGIN_SIGNATURE = "\n-----BEGIN PGP SIGNATURE-----"
_END_SIGNATURE = "-----END PGP SIGNATURE-----"
_DATA_OID = bytes.fromhex("06092a864886f70d010701")  # what a CMS signature calls the text it covers
_DEEPEST = 12


def notes(root: Part) -> tuple[str | None, str | None]:
    """(signed, encrypted): "S/MIME", "PGP" or None, by the parts of the mail."""
    signed = encrypted = None
    for part in root.walk():
        protocol = part.params.get("protocol", "").lower()
        if part.kind == "multipart/signed":
            signed = "PGP" if "pgp" in protocol else "S/MIME"
        elif part.kind in ("multipart/encrypted", "application/pgp"):
            encrypted = "PGP"
        elif part.kind in _OPAQUE:
            if is_opaque_signature(part):
                signed = "S/MIME"
            elif "cert" not in part.params.get("smime-type", ""):
                encrypted = "S/MIME"
    return signed, encrypted


def is_opaque_signature(part: Part) -> bool:
    """Whether a PKCS#7 part is a signature around its text, which can be read without a key."""
    if part.kind not in _OPAQUE:
        return False
    declared = part.params.get("smime-type", "").lower()
    if declared:
        return declared in ("signed-data", "signed-receipt")
    return part.filename.lower().endswith(".p7s") or _DATA_OID in part.content()[:200]


def inside(part: Part) -> bytes | None:
    """The mail inside an opaque signature, or None. The signature itself is not checked."""
    data = part.content()
    at = data.find(_DATA_OID)
    if at == -1:
        return None
    content = _octets(data, at + len(_DATA_OID), 0)
    return content if content and b":" in content[:200] else None


def _octets(data: bytes, at: int, depth: int) -> bytes | None:
    """The OCTET STRING at `at`, through explicit tags and in pieces of any length encoding."""
    out = bytearray()
    while at + 2 <= len(data) and depth < _DEEPEST:
        tag, (length, at) = data[at], _length(data, at + 1)
        if tag == 0 and length == 0:
            break
        if tag in (0xA0, 0x24):
            return _octets(data[: at + length] if length >= 0 else data, at, depth + 1)
        if tag != 0x04 or length < 0:
            break
        out += data[at : at + length]
        at += length
    return bytes(out) or None


def _length(data: bytes, at: int) -> tuple[int, int]:
    """(length or -1 for indefinite, where the content begins)."""
    first = data[at]
    if first < 0x80:
        return first, at + 1
    count = first & 0x7F
    if count == 0:
        return -1, at + 1
    return int.from_bytes(data[at + 1 : at + 1 + min(count, 5)], "big"), at + 1 + count


@dataclass(frozen=True, slots=True)
class Bare:
    """A text without its PGP armour. `outside`: there was text that the signature does not cover."""

    text: str
    signed: bool = False
    encrypted: bool = False
    outside: bool = False


def armour(text: str) -> Bare:
    """What stood in PGP armour, with what stood around it."""
    if f"\n{_BEGIN_MESSAGE}" in f"\n{text}":
        return Bare(text, encrypted=True)
    begin = text.find(_BEGIN_SIGNED)
    body = text.find("\n\n", begin)
    end = text.find(_BEGIN_SIGNATURE, body)
    if -1 in (begin, body, end) or (begin > 0 and text[begin - 1] != "\n"):
        return Bare(text)
    inner = re.sub(r"^- ", "", text[body + 2 : end], flags=re.MULTILINE)
    close = text.find(_END_SIGNATURE, end)
    rest = text[close + len(_END_SIGNATURE) :] if close != -1 else ""
    around = text[:begin] + rest
    return Bare(text[:begin] + inner + rest, signed=True, outside=bool(around.strip()))
