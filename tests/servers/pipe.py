"""A pipe from Postfix to `layan mail receive`.

Postfix runs the other end of a pipe as somebody without rights, who may well not be allowed into the folder this
suite runs from. So its command is a messenger, which hands mail, arguments and exit status over a socket.
"""

import json
import socketserver
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.layan import Installation
from tests.servers.process import free_port

_MESSENGER = """
import json, socket, sys
peer = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
peer.sendall(json.dumps(sys.argv[2:]).encode() + b"\\n" + sys.stdin.buffer.read())
peer.shutdown(socket.SHUT_WR)
status, _, said = peer.makefile("rb").read().partition(b"\\n")
sys.stderr.buffer.write(said)
sys.exit(int(status))
"""


@dataclass
class Pipe:
    """`command` is what Postfix is to run; `statuses` are those with which `layan mail receive` has ended."""

    command: Sequence[str]
    statuses: list[int] = field(default_factory=list)


@contextmanager
def running(installation: Installation, folder: Path) -> Iterator[Pipe]:
    """Mail that comes through the pipe is received by `installation`."""
    port, messenger = free_port(), folder / "messenger.py"
    messenger.write_text(_MESSENGER)
    words = (
        "/usr/bin/python3",
        "-I",
        str(messenger),
        str(port),
        "--from",
        "${sender}",
        "--to",
        "${recipient}",
    )
    pipe = Pipe(words)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            arguments = json.loads(self.rfile.readline())
            done = installation.command("mail", "receive", *arguments, given=self.rfile.read())
            pipe.statuses.append(done.returncode)
            self.wfile.write(b"%d\n%s" % (done.returncode, done.stderr))

    with socketserver.ThreadingTCPServer(("127.0.0.1", port), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield pipe
        finally:
            server.shutdown()
            thread.join()
