"""Message-IDs: cleaned, made when missing, and ours that carry the case's token."""

from __future__ import annotations

import hashlib
import re
import secrets

from .headers import Headers

MOST_REFERENCES = 100
LONGEST = 250
_LONGEST_BARE = 20_000
MADE = "made.layan.invalid"
_BRACKETED = re.compile(r"<([^<>]{1,2000})>")
_BARE = re.compile(r"[^\s<>,;\"()@]{1,300}@[^\s<>,;\"()@]{1,300}")
_OURS = re.compile(r"([A-Za-z0-9_-]{22})\.(\d{1,9})\.([A-Za-z0-9_-]{8,})@\S+")


def of(headers: Headers, raw: bytes, body: int) -> tuple[str, bool]:
    """The mail's own id, and whether it had to be made.

    A made one depends on what the sender wrote alone, so that the same mail by two ways has the same id.
    """
    for value in headers.all_raw("message-id"):
        found = listed(value, 1)
        if found:
            return found[0], False
    digest = hashlib.sha256()
    for name in ("from", "to", "cc", "date", "subject"):
        digest.update(name.encode() + b"\0" + b"\0".join(headers.all_raw(name)) + b"\0")
    digest.update(memoryview(raw)[body:])
    return f"{digest.hexdigest()[:40]}@{MADE}", True


def listed(value: bytes, most: int) -> list[str]:
    """The ids in a References-like value, newest (last) first, without brackets and repetitions."""
    text = value[-200_000:].decode("ascii", "replace")
    found = [re.sub(r"\s+", "", one) for one in _BRACKETED.findall(text)] or _BARE.findall(
        text[-_LONGEST_BARE:]
    )
    if not found and most == 1 and text.strip() and not re.search(r"[\s<>]", text.strip()):
        found = [text.strip()]  # a Message-ID without brackets or host
    ids = (_bounded(one) for one in reversed(found) if one and one != "@")
    return list(dict.fromkeys(ids))[:most]


def references(headers: Headers) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(in_reply_to, references): newest first; the second begins with the first and is bounded."""
    replied: list[str] = []
    for value in headers.all_raw("in-reply-to"):
        replied += listed(value, MOST_REFERENCES)
    referred: list[str] = []
    for value in headers.all_raw("references"):
        referred += listed(value, MOST_REFERENCES)
    both = list(dict.fromkeys(replied + referred))[:MOST_REFERENCES]
    return tuple(replied[:MOST_REFERENCES]), tuple(both)


def new(token: str, seq: int, domain: str) -> str:
    """An id of ours for message `seq` of the case or side conversation called `token`, without brackets."""
    return f"{token}.{seq}.{secrets.token_urlsafe(9)}@{domain}"


def token_in(message_id: str) -> str | None:
    """The token in an id that looks like one of ours."""
    ours = _OURS.fullmatch(message_id)
    return ours[1] if ours else None


def _bounded(message_id: str) -> str:
    """Ids too long to store are known by their digest, everywhere alike."""
    message_id = re.sub(r"[^!-~]", "", message_id)
    if len(message_id) <= LONGEST:
        return message_id
    return f"{hashlib.sha256(message_id.encode()).hexdigest()[:40]}@long.layan.invalid"
