"""The parts of a running installation: all of them in one process, or each in its own."""

import signal
import socket
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Protocol


class Part(Protocol):
    """Something that runs beside the pages until it is stopped."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


def background() -> list[Part]:
    """What works on the tables."""
    from layan.runtime.worker import loops

    return [*loops()]


def fetching() -> list[Part]:
    """What watches mailboxes elsewhere."""
    from layan.channels.email.imap import Fetchers

    return [Fetchers()]


def taking(host: str, port: int) -> list[Part]:
    """What takes mail from a mail server of the business's own."""
    from layan.channels.email.lmtp import Receiver

    return [Receiver(host, port)]


def serve(parts: Sequence[Part], *, host: str = "", port: int = 0) -> None:
    """Run `parts`, and the pages on `port` unless it is 0, until SIGTERM or Ctrl-C."""
    stopping = threading.Event()
    # uvicorn raises the signals it got once more when it has ended; the parts are to end in peace after it.
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    with ExitStack() as running:
        for part in parts:
            part.start()
            running.callback(part.stop)
        if port:
            _pages(host, port)
        else:
            while not stopping.wait(1):
                pass


def _pages(host: str, port: int) -> None:
    import uvicorn

    from layan.runtime.asgi import application

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # Before it waits for open connections: live streams never end by themselves.
            await application.live.stop()
            await super().shutdown(sockets)

    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        log_level="warning",
        timeout_graceful_shutdown=5,
        server_header=False,
    )
    Server(config).run()
