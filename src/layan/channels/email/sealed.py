"""Signed and encrypted mail: what can be said of it without keys, and the text inside an opaque signature."""

from __future__ import annotations

import re

from .tree import Part

_OPAQUE = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_ARMOURED = re.compile(r"^-----BEGIN PGP MESSAGE-----\s*$", re.MULTILINE)
_CLEARSIGNED = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z]+: .*\n)*\n(?P<text>.*?)\n-----BEGIN PGP SIGNATURE-----"
    r".*?(?:-----END PGP SIGNATURE-----|\Z)",
    re.MULTILINE | re.DOTALL,
)
_DATA_OID = bytes.fromhex("06092a864886f70d010701")  # what a CMS signature calls the text it covers
_DEEPEST = 12


def notes(root: Part) -> tuple[str | None, str | None]:
    """(signed, encrypted): "S/MIME", "PGP" or None, by the parts of the mail."""
    signed = encrypted = None
    for part in root.walk():
        protocol = part.params.get("protocol", "").lower()
        if part.kind == "multipart/signed":
            signed = "PGP" if "pgp" in protocol else "S/MIME"
        elif part.kind == "multipart/encrypted":
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


def armour(text: str) -> tuple[str, bool, bool]:
    """Text without its PGP armour, and whether it was signed or encrypted in there."""
    if "-----BEGIN PGP" not in text:
        return text, False, False
    if _ARMOURED.search(text):
        return text, False, True
    signed = _CLEARSIGNED.search(text)
    if not signed:
        return text, False, False
    inner = re.sub(r"^- ", "", signed["text"], flags=re.MULTILINE)
    return text[: signed.start()] + inner + text[signed.end() :], True, False
