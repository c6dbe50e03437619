"""A PostgreSQL cluster of our own, thrown away at the end, so it need not survive a power cut."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import parts
from tests.servers.process import Server, folder, free_port, identity, unprivileged

_PLAIN = ("--locale=C.UTF-8", "--no-sync")
_HURRIED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@contextmanager
def running() -> Iterator[str]:
    """The address of a running cluster's database, for LAYAN_DATABASE_URL; its user may create more."""
    found = parts.postgresql_folder()
    assert found, "PostgreSQL is not on this machine"
    programs = Path(found)
    user = unprivileged("postgres")
    with folder("pg", user) as home:
        data, port = home / "data", free_port()
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "layan", "-A", "trust", "-E", "UTF8", *_PLAIN],
            check=True, capture_output=True, cwd=home, **identity(user),
        )  # fmt: skip
        settings = ("listen_addresses=127.0.0.1", f"port={port}", "unix_socket_directories=", *_HURRIED)
        command = [programs / "postgres", "-D", data, *(word for s in settings for word in ("-c", s))]
        server = Server(command, log=home / "log", user=user)
        try:
            server.wait_for(port)
            _wait_until_ready(programs, port)
            yield f"postgresql://layan@127.0.0.1:{port}/postgres"
        finally:
            server.stop(signal.SIGQUIT)


def _wait_until_ready(programs: Path, port: int) -> None:
    """It listens a moment before it serves."""
    asking = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    until = time.monotonic() + 30
    while subprocess.run(asking).returncode != 0:
        if time.monotonic() > until:
            raise RuntimeError("PostgreSQL listens and does not serve")
        time.sleep(0.02)
