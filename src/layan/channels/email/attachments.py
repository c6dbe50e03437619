"""Files in a mail: names that are safe anywhere, and types one can rely on."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from mimetypes import MimeTypes

from . import clean
from .mail import Attachment
from .tree import Part

LONGEST_NAME = 120
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:[/\\]|file:", re.IGNORECASE)
_UPWARDS = re.compile(r"^(?:\s*\.{1,2}[/\\])+")
_FORBIDDEN = re.compile(r'[<>:"|?*/\\\x00-\x1f]')
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$")
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}")
_VAGUE = frozenset({"application/octet-stream", "application/x-download", "binary/octet-stream"})
_ENDINGS = {
    "message/rfc822": ".eml", "message/delivery-status": ".txt", "text/calendar": ".ics", "text/csv": ".csv",
    "text/html": ".html", "text/plain": ".txt", "text/vcard": ".vcf", "text/x-vcard": ".vcf",
    "application/pdf": ".pdf", "application/pgp-signature": ".asc", "application/pgp-encrypted": ".asc",
    "application/pkcs7-signature": ".p7s", "application/x-pkcs7-signature": ".p7s",
    "image/jpg": ".jpg",
    "application/pkcs7-mime": ".p7m", "application/x-pkcs7-mime": ".p7m", "image/jpeg": ".jpg",
    "image/webp": ".webp", "image/heic": ".heic", "audio/mpeg": ".mp3", "audio/ogg": ".ogg",
}  # fmt: skip


def of_part(part: Part, number: int) -> Attachment:
    """The file that `part` is; `number` names it when nothing else does."""
    mime = kind(part.kind, part.filename)
    content = part.body if part.kind.startswith("message/") and not _encoded(part) else part.content()
    cid = part.headers.raw("content-id").decode("utf-8", "replace").strip().strip("<>").strip()
    if not cid and part.parent == "multipart/related":
        cid = part.headers.raw("content-location").decode("utf-8", "replace").strip().strip("\"'")
    inline = part.disposition == "inline" or bool(cid and part.disposition != "attachment")
    return Attachment(name(part.filename, mime, number), mime, content, clean.line(cid, 255) or None, inline)


def _encoded(part: Part) -> bool:
    return part.headers.ascii("content-transfer-encoding") in ("base64", "quoted-printable")


def name(given: str, mime: str, number: int) -> str:
    """A file name without path parts, controls, direction overrides, device names; never empty, bounded."""
    last = clean.line(unicodedata.normalize("NFC", given), 4_000)
    if _ABSOLUTE.match(last):
        last = re.split(r"[/\\]", last)[-1]
    last = _FORBIDDEN.sub("_", _UPWARDS.sub("", last)).strip(" .")
    if not last.strip("_"):
        return f"attachment-{number}{_ending(mime)}"
    if _RESERVED.match(last):
        last = f"_{last}"
    return _shortened(last)


def kind(declared: str, filename: str) -> str:
    """The media type: as declared, or by the name where the declaration says nothing."""
    declared = declared.lower() if _TYPE.fullmatch(declared.lower()) else "application/octet-stream"
    if declared in _VAGUE:
        return _types().guess_type(re.sub(r"[?#%]", "_", filename))[0] or "application/octet-stream"
    return declared


def _shortened(text: str) -> str:
    stem, dot, ending = text.rpartition(".")
    ending = dot + ending if dot and len(ending) <= 10 else ""
    stem = text[: len(text) - len(ending)]
    while len((stem + ending).encode()) > LONGEST_NAME * 2 or len(stem + ending) > LONGEST_NAME:
        stem = stem[:-1]
    return stem + ending


def _ending(mime: str) -> str:
    return _ENDINGS.get(mime) or _types().guess_extension(mime) or ".bin"


@lru_cache(maxsize=1)
def _types() -> MimeTypes:
    """Python's own table, not the machine's."""
    return MimeTypes()
