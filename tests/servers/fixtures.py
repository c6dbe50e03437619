"""The servers as fixtures. Whoever asks for one gets the marker of its group; see tests/conftest.py."""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.servers.parts import PARTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.servers.dovecot import Dovecot
    from tests.servers.layan import Installation
    from tests.servers.postfix import Postfix
    from tests.servers.provider import Provider
    from tests.servers.sink import Sink


def _need(name: str) -> str:
    """The path of a part of this machine; the test is skipped, in words, when it is missing."""
    return PARTS[name].find() or pytest.skip(f"{name} is missing on this machine")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL database, as LAYAN_DATABASE_URL wants it."""
    from tests.servers import postgresql

    _need("PostgreSQL")
    with postgresql.running() as url:
        yield url


@pytest.fixture(scope="session")
def provider() -> Iterator["Provider"]:
    """Who lets into mailboxes by consent: `provider.consent(address)` is what a person does there."""
    from tests.servers import provider

    with provider.running() as server:
        yield server


@pytest.fixture(scope="session")
def dovecot(provider: "Provider") -> Iterator["Dovecot"]:
    """IMAP and LMTP; `dovecot.inbox()` is a new user's mailbox. Tokens of `provider` let in as well."""
    from tests.servers import dovecot

    _need("Dovecot")
    with dovecot.running(provider.port) as server:
        yield server


@pytest.fixture(scope="session")
def postfix() -> Iterator["Postfix"]:
    """SMTP; `postfix.hand_to(port, lmtp=True)` says where mail goes next."""
    from tests.servers import postfix

    _need("Postfix")
    with postfix.running() as server:
        yield server


@pytest.fixture
def smtp_sink() -> Iterator["Sink"]:
    """A mail server of somebody else: `smtp_sink.wait()` returns what has arrived."""
    from tests.servers import sink

    with sink.running() as server:
        yield server


@pytest.fixture
def installation() -> Iterator["Installation"]:
    """Layan as a user runs it: `installation.start("--demo")`, then `installation.url`."""
    from tests.servers import layan

    with layan.installation() as one:
        yield one


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """The browser. Playwright runs a loop in this thread, which Django would take for asynchronous code."""
    from tests.servers import chromium

    path = _need("Chromium")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with chromium.running(path) as browser:
        yield browser
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(chromium: "Browser") -> Iterator[Callable[..., "Page"]]:
    """`new_page(width=390, dark=True, locale="tr")`: a window of somebody new to the site.

    A script that fails in any of these windows fails the test.
    """
    from tests.servers.chromium import Windows

    with Windows(chromium) as windows:
        yield windows.open


@pytest.fixture
def page(new_page: Callable[..., "Page"]) -> "Page":
    """One window of 1440 by 900."""
    return new_page()
