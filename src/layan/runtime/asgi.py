"""The web server's application: live streams as raw ASGI, everything else Django as WSGI in threads.

Django under ASGI costs two to four times the CPU of Django under WSGI, and parks a thread for every open stream.
"""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "layan.runtime.settings")

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

THREADS = 8
LARGEST = 300 * 1024 * 1024
"""Bytes of one request; what says that it is larger is turned away before it is read."""


def _guard(headers: Any, path: str, url: str) -> None:
    """Static files are no pages: nothing in them runs when one is opened by itself."""
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


GUARDED: dict[str, Any] = {"allow_all_origins": False, "add_headers_function": _guard}


class Application:
    """ASGI: lifespan, `/desk/live`, and the rest."""

    def __init__(self) -> None:
        django = get_wsgi_application()
        from layan.live.stream import Live

        self.live = Live()
        files = WhiteNoise(django, root=None, max_age=3600, autorefresh=settings.DEBUG, **GUARDED)
        files.add_files(str(settings.STATIC_ROOT), prefix=settings.STATIC_URL)
        self.pages = WSGIMiddleware(files, workers=THREADS)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http" and scope["path"] == "/desk/live":
            await self.live(scope, receive, send)
        elif scope["type"] == "http" and _too_large(scope):
            await send({"type": "http.response.start", "status": 413, "headers": [(b"connection", b"close")]})
            await send({"type": "http.response.body", "body": b""})
        elif scope["type"] == "http":
            await self.pages(scope, receive, send)

    async def _lifespan(self, receive: Any, send: Any) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self.live.start()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self.live.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return


def _too_large(scope: Any) -> bool:
    said = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return not said.isdigit() or int(said[:18]) > LARGEST


application = Application()
