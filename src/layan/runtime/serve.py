"""`layan run`: everything on one machine in one process: pages, live streams, background work, mail in and out."""

import argparse
import os
import socket
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Protocol

import django


def main(arguments: Sequence[str]) -> int:
    """Prepare the data folder, start every part, serve until told to stop."""
    options = _options(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "layan.runtime.settings")
    if options.data:
        os.environ["LAYAN_DATA"] = options.data
    os.environ.setdefault("LAYAN_URL", f"http://localhost:{options.port}")
    for port, what in ((options.port, "--port"), (options.lmtp_port, "--lmtp-port")):
        if port and not _free(options.host, port):
            print(
                f"Port {port} is taken by another program. Stop that one, or choose another port with {what}.",
                file=sys.stderr,
            )
            return 2
    django.setup()
    from layan.runtime import prepare

    prepare.database()
    prepare.files()
    if options.demo:
        prepare.demonstration()
    prepare.greet()
    _serve(options)
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="layan run", description="Run everything on this machine.")
    parser.add_argument("--demo", action="store_true", help="with the demonstration business, if there is none yet")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--lmtp-port", type=int, default=2424, help="where a mail server delivers; 0: nowhere")
    parser.add_argument("--data", default="", help="folder of all data (default: LAYAN_DATA, else ./data)")
    return parser.parse_args(arguments)


def _free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


class Part(Protocol):
    def start(self) -> None: ...

    def stop(self) -> None: ...


def _serve(options: argparse.Namespace) -> None:
    import uvicorn

    from layan.channels.email.imap import Fetchers
    from layan.channels.email.lmtp import Receiver
    from layan.runtime.worker import Worker

    parts: list[Part] = [Worker(), Fetchers()]
    if options.lmtp_port:
        parts.append(Receiver(options.host, options.lmtp_port))
    with ExitStack() as running:
        for part in parts:
            part.start()
            running.callback(part.stop)
        uvicorn.run(
            "layan.runtime.asgi:application",
            host=options.host,
            port=options.port,
            log_level="warning",
            timeout_graceful_shutdown=5,
            server_header=False,
        )
