"""Mail that came back: for whom, for good or for now, and which of ours it was."""

from __future__ import annotations

import re
from collections.abc import Iterable

from . import clean, ids
from .addresses import key
from .headers import Headers, split
from .mail import Bounce
from .tree import Part

_READ = 256_000
_FIELD = re.compile(r"^([A-Za-z-]+):[ \t]*((?:.*(?:\n[ \t].*)*))", re.MULTILINE)
_ORIGINAL_ID = re.compile(rb"^message-id:\s*(<[^<>\s]{3,400}>)", re.MULTILINE | re.IGNORECASE)
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
_CODE = re.compile(r"\b([45])\d\d[ -]")


def details(headers: Headers, root: Part, text: str) -> Bounce:
    """What a mail known to be a bounce says. Without any word on it, it is taken as permanent."""
    status = root.first("message/delivery-status", "message/global-delivery-status")
    fields = _fields(status) if status is not None else {}
    failed = _recipients(fields)
    permanent, code = _permanence(fields, text)
    if not failed:
        failed, permanent = _by_prose(headers, root, permanent, fields)
    said = clean.line((fields.get("diagnostic-code") or [""])[0].partition(";")[2] or _first_hint(text), 500)
    return Bounce(permanent, failed, _original_id(headers, root), code, said)


def _fields(part: Part) -> dict[str, list[str]]:
    """All fields of all groups of a delivery status, lower-case names, in order."""
    text = part.content()[:_READ].decode("utf-8", "replace").replace("\r\n", "\n")
    found: dict[str, list[str]] = {}
    for name, value in _FIELD.findall(text):
        found.setdefault(name.lower(), []).append(" ".join(value.split()))
    return found


def _recipients(fields: dict[str, list[str]]) -> tuple[str, ...]:
    values = fields.get("original-recipient") or fields.get("final-recipient") or []
    found = [value.partition(";")[2] or value for value in values]
    return tuple(dict.fromkeys(key(one.strip().strip("<>")) for one in found if "@" in one))


def _permanence(fields: dict[str, list[str]], text: str) -> tuple[bool, str | None]:
    """(permanent, status code). A delay is not permanent whatever its code says."""
    codes = [found[0] for value in fields.get("status", []) if (found := _STATUS.search(value))]
    code = codes[0] if codes else None
    actions = {action.lower() for action in fields.get("action", [])}
    if actions:
        return "failed" in actions and not (code or "5").startswith("4"), code
    if code is None and (found := _STATUS.search(text[:20_000])):
        code = found[0]
    if code is None and (found := _CODE.search(text[:20_000])):
        return found[1] == "5", None
    return not (code or "5").startswith("4"), code


def _by_prose(
    headers: Headers, root: Part, permanent: bool, fields: dict[str, list[str]]
) -> tuple[tuple[str, ...], bool]:
    """Recipients from the headers of servers, else from the many ways programs put it in words."""
    named = headers.text("x-failed-recipients")
    if named:
        return tuple(key(one) for one in re.split(r"[,\s]+", named) if "@" in one), permanent
    temporary, lasting = _scanned(root.raw)
    if lasting:
        return lasting, permanent if fields else True
    return (temporary, False) if temporary else ((), permanent)


def _scanned(raw: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(temporary, permanent) recipients as flufl.bounce finds them."""
    from email import message_from_bytes

    from flufl.bounce import all_failures

    try:
        ascii_only = (
            raw[:_READ].decode("ascii", "replace").encode("ascii", "replace")
        )  # it stumbles over more
        temporary, permanent = all_failures(message_from_bytes(ascii_only))
    except Exception:  # thirty detectors of mails from outside: anything may come
        return (), ()
    return _as_keys(temporary), _as_keys(permanent)


def _as_keys(found: Iterable[bytes]) -> tuple[str, ...]:
    texts = sorted(one.decode("utf-8", "replace") for one in found)
    return tuple(key(one) for one in texts if "@" in one)


def _original_id(headers: Headers, root: Part) -> str | None:
    """The Message-ID of the mail that came back: from its copy, its headers, or the thread."""
    for part in root.walk():
        if part.kind in ("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers"):
            inner, _ = split(part.content()[:_READ])
            found = ids.listed(inner.raw("message-id"), 1)
            if found:
                return found[0]
    in_text = _ORIGINAL_ID.search(root.raw, root.start, root.start + _READ)
    if in_text:
        return ids.listed(in_text[1], 1)[0]
    referred = ids.references(headers)[1]
    return referred[0] if referred else None


def _first_hint(text: str) -> str:
    """The first line of prose that speaks like a mail server."""
    lines = (line.strip() for line in text[:20_000].split("\n"))
    return next((line for line in lines if _STATUS.search(line) or _CODE.search(line)), "")
