"""Dates that can be believed, and those that cannot."""

from datetime import UTC, datetime

import pytest

from layan.channels.email import dates
from layan.channels.email.headers import Headers

NOW = datetime(2025, 6, 2, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mon, 02 Jun 2025 09:15:00 +0700", "2025-06-02T02:15:00+00:00"),
        ("2 Jun 2025 09:15 GMT", "2025-06-02T09:15:00+00:00"),
        ("Mon, 02 Jun 2025 09:15:00 +0700 (WIB)", "2025-06-02T02:15:00+00:00"),
        ("2025-06-02 09:15:00+07:00", "2025-06-02T02:15:00+00:00"),
        ("Mon, 02 Jun 25 09:15:00 -0000", "2025-06-02T09:15:00+00:00"),
        ("yesterday", None),
        ("Mon, 99 Jun 2025 09:15:00 +0700", None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
    ],
)
def test_a_date_is_read(text, found):
    read = dates.read(text)
    assert (read and read.isoformat()) == found


def _of(date, *more, now=NOW):
    return dates.of(Headers([("date", date), *more]), now)


def test_what_cannot_be_is_no_date():
    assert _of(b"Mon, 02 Jun 2025 02:15:00 +0000") == (datetime(2025, 6, 2, 2, 15, tzinfo=UTC), False)
    assert _of(b"Thu, 01 Jan 1970 00:00:00 +0000") == (None, True)
    assert _of(b"Fri, 02 Jun 2045 00:00:00 +0000") == (None, True)
    assert _of(b"nonsense") == (None, True)
    assert _of(b"") == (None, False)


def test_without_a_clock_the_newest_server_tells_the_time():
    received = ("received", b"from a by b; Mon, 02 Jun 2025 02:15:00 +0000")
    assert _of(b"Fri, 02 Jun 2045 00:00:00 +0000", received, now=None) == (None, True)
    assert _of(b"Sat, 02 Jun 2145 00:00:00 +0000", now=None) == (None, True)
