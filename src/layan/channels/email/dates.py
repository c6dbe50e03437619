"""When the sender says it was written. Clocks never use it: they use the time of receipt."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from .headers import Headers

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=2)


def of(headers: Headers, now: datetime | None) -> tuple[datetime | None, bool]:
    """The Date header in UTC or None, and whether there was one that could not be believed.

    Without `now` the newest time a server noted stands for it.
    """
    raw = headers.raw("date").decode("ascii", "replace")[:200]
    if not raw:
        return None, False
    found = read(raw)
    latest = now or received(headers)
    if found is None or found < EARLIEST or (latest is not None and found > latest + AHEAD):
        return None, True
    return (None, True) if latest is None and found.year > 2100 else (found, False)


def received(headers: Headers) -> datetime | None:
    """The time in the topmost Received header."""
    raw = headers.raw("received").decode("ascii", "replace")
    return read(raw.rpartition(";")[2][:200]) if ";" in raw else None


def read(text: str) -> datetime | None:
    """An aware UTC time from an RFC 5322 or ISO date, without zone taken as UTC; None when it is none."""
    text = re.sub(r"\(.*", "", text.strip().strip("\"'"))
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        try:
            found = datetime.fromisoformat(text.strip())
        except ValueError:
            return None
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
