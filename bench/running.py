"""A running `layan run` to be measured: its ports, its CPU, its memory."""

import os
import platform
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Desk:
    """The process and where it listens."""

    process: int
    port: int
    lmtp: int

    def cpu(self) -> float:
        """Seconds of CPU so far, of the process and of PostgreSQL's for this database."""
        return sum(_cpu(pid) for pid in [self.process, *_backends()])

    def memory(self) -> float:
        """Megabytes it holds for itself and with others."""
        lines = Path(f"/proc/{self.process}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def wait_until_understood(self) -> None:
        """Until no mail waits any more."""
        from django.db import connection

        from layan.records.models import IncomingMail

        while IncomingMail.objects.filter(due_at__isnull=False).exists():
            time.sleep(0.05)
        connection.close()


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has ended meanwhile
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def _backends() -> list[int]:
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall()]


@contextmanager
def layan(data: Path) -> Iterator[Desk]:
    """`layan run` on that folder, on ports of its own, until the end."""
    from tests.servers.process import free_port

    port, lmtp = free_port(), free_port()
    program = Path(sys.executable).with_name("layan")
    command = [program, "run", "--data", data, "--port", str(port), "--lmtp-port", str(lmtp)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_until_ready(port)
            yield Desk(process.pid, port, lmtp)
        finally:
            process.terminate()


def _wait_until_ready(port: int) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("layan run does not get ready")


def machine() -> str:
    """What it was measured on."""
    load = os.getloadavg()[0]
    return (
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, load {load:.0f}"
    )
