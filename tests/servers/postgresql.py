"""A PostgreSQL cluster of our own, thrown away at the end, so it need not survive a power cut."""

import pwd
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import parts
from tests.servers.process import Server, folder, free_port, identity, unprivileged

_PLAIN = ("--locale=C.UTF-8", "--no-sync")
_HURRIED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
_DURABLE = ("max_connections=60",)
_HOW = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}


@dataclass
class Cluster:
    """A server and its address; `stop` and `start` again on the same data and port."""

    programs: Path
    home: Path
    port: int
    owner: pwd.struct_passwd | None
    settings: tuple[str, ...]
    server: Server | None = None

    @property
    def url(self) -> str:
        return f"postgresql://layan@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        settings = (
            "listen_addresses=127.0.0.1",
            f"port={self.port}",
            "unix_socket_directories=",
            *self.settings,
        )
        words = (word for one in settings for word in ("-c", one))
        command = [self.programs / "postgres", "-D", self.home / "data", *words]
        self.server = Server(command, log=self.home / "log", user=self.owner)
        self.server.wait_for(self.port)
        _wait_until_ready(self.programs, self.port)

    def stop(self, how: str = "immediate") -> None:
        """`fast` ends its sessions in order; `immediate` is a crash, after which it recovers."""
        if self.server:
            self.server.stop(_HOW[how])
            self.server = None


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """A running cluster; a `durable` one has what it committed after a crash, too."""
    found = parts.postgresql_folder()
    assert found, "PostgreSQL is not on this machine"
    programs = Path(found)
    user = unprivileged("postgres")
    with folder("pg", user) as home:
        subprocess.run(
            [programs / "initdb", "-D", home / "data", "-U", "layan", "-A", "trust", "-E", "UTF8", *_PLAIN],
            check=True, capture_output=True, cwd=home, **identity(user),
        )  # fmt: skip
        one = Cluster(programs, home, free_port(), user, _DURABLE if durable else _HURRIED)
        try:
            one.start()
            yield one
        finally:
            one.stop()


@contextmanager
def running() -> Iterator[str]:
    """The address of a running cluster's database, for LAYAN_DATABASE_URL; its user may create more."""
    with cluster() as one:
        yield one.url


def _wait_until_ready(programs: Path, port: int) -> None:
    """It listens a moment before it serves."""
    asking = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    until = time.monotonic() + 30
    while subprocess.run(asking).returncode != 0:
        if time.monotonic() > until:
            raise RuntimeError("PostgreSQL listens and does not serve")
        time.sleep(0.02)
