"""The desk as people meet it: the real application with its live stream, in a thread of the test."""

import threading
import time
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from tests.servers.process import free_port


@pytest.fixture(scope="session")
def static_files() -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


@pytest.fixture
def desk(transactional_db: Any, static_files: None) -> Iterator[str]:
    """The address of a server whose pages and live stream read the test's database."""
    import uvicorn
    from django.db.backends.signals import connection_created

    from layan.runtime.asgi import Application

    opened: list[Any] = []  # by the server's threads, which end without closing theirs

    def note(connection: Any, **more: Any) -> None:
        if threading.current_thread() is not mine:
            connection.inc_thread_sharing()
            opened.append(connection)

    mine = threading.current_thread()
    connection_created.connect(note)
    port = free_port()
    config = uvicorn.Config(Application(), port=port, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < until, "the server does not start"
        time.sleep(0.01)
    yield f"http://localhost:{port}"
    server.should_exit = True
    thread.join(10)
    connection_created.disconnect(note)
    for connection in opened:
        connection.close()


@pytest.fixture
def enter(desk: str, new_page: Any) -> Any:
    """`enter(user, width=390, dark=True)`: a window in which that user has signed in."""

    def open_as(user: Any, **window: Any) -> Any:
        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session["language"] = window.get("locale", "en")
        session.create()
        page = new_page(base_url=desk, **window)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": desk}
        page.context.add_cookies([cookie])
        page.on("dialog", lambda dialog: pytest.fail(f"A script ran: {dialog.message}"))
        return page

    return open_as


@pytest.fixture
def case(cast: Any, desk: str) -> Any:
    """A case that Budi opened just now: he wants his money back."""
    from django.utils import timezone

    from tests.cast import a_case

    more = {"subject": "Grinder", "language": "en"}
    return a_case(cast, "I want my money back.", at=timezone.now(), **more)
