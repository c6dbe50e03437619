"""What the server turns away, and what it says about its static files."""

import asyncio
from pathlib import Path

import pytest


@pytest.fixture
def asgi(settings):
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    from layan.runtime import asgi

    return asgi


def _answer(application, *headers):
    """The start of the answer to a request that never sends its body."""
    sent = []

    async def receive():
        raise AssertionError("its body was read")

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": "/help/write/", "headers": list(headers), "method": "POST"}
    asyncio.run(application(scope, receive, send))
    return sent[0]


def test_what_is_too_large_is_turned_away_unread(asgi):
    for said in (str(asgi.LARGEST + 1).encode(), b"9" * 40, b"x"):
        assert _answer(asgi.application, (b"content-length", said))["status"] == 413
    assert not asgi._too_large({"headers": [(b"content-length", str(asgi.LARGEST).encode())]})
    assert not asgi._too_large({"headers": []})


def test_nothing_in_a_static_file_runs_and_no_other_site_reads_it(asgi):
    headers = {}
    asgi._guard(headers, "", "")
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert asgi.GUARDED["allow_all_origins"] is False
