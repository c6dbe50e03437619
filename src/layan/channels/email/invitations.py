"""The first event of a calendar part, told in a few words. No calendar is kept; the file stays attached."""

from __future__ import annotations

import re

from . import clean
from .mail import Invitation

_LINE = re.compile(
    r"^([A-Za-z-]+)((?:;[^:;\r\n\"]*(?:\"[^\"\r\n]*\"[^:;\r\n\"]*)*)*):([^\r\n]*)$", re.MULTILINE
)
_ESCAPED = re.compile(r"\\([,;\\nN])")
LONGEST = 300


def read(text: str) -> Invitation | None:
    """What an iCalendar text proposes, or None when it has no event."""
    text = re.sub(r"\r?\n[ \t]", "", text)
    at = text.upper().find("BEGIN:VEVENT")
    if at == -1:
        return None
    end = text.upper().find("END:VEVENT", at)
    event = _values(text[at : end if end != -1 else len(text)])
    calendar = _values(text[:at])
    return Invitation(
        method=calendar.get("METHOD", "").upper()[:20],
        summary=event.get("SUMMARY", ""),
        start=event.get("DTSTART", ""),
        end=event.get("DTEND", ""),
        place=event.get("LOCATION", ""),
        organiser=re.sub(r"(?i)^mailto:", "", event.get("ORGANIZER", "")),
        uid=event.get("UID", ""),
    )


def _values(text: str) -> dict[str, str]:
    """The first value of each property; a time zone stands behind a time."""
    found: dict[str, str] = {}
    for name, parameters, value in _LINE.findall(text):
        zone = re.search(r"(?i);TZID=\"?([^;:\"]+)", parameters)
        plain = _ESCAPED.sub(lambda e: "\n" if e[1] in "nN" else e[1], value)
        found.setdefault(name.upper(), clean.line(f"{plain} {zone[1]}" if zone else plain, LONGEST))
    return found
