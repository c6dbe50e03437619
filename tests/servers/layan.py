"""Layan itself as a user starts it: one process, one folder of data, real ports."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.process import Server, folder, free_port

PROGRAM = Path(sys.executable).with_name("layan")


@dataclass
class Installation:
    """A folder of data and the ports its process listens on; nothing runs until `start`."""

    home: Path
    port: int
    lmtp: int
    settings: Mapping[str, str] = field(default_factory=dict)
    server: Server | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """As an operator would have it: nothing of the tests' own settings."""
        plain = {
            name: value for name, value in os.environ.items() if not name.startswith(("LAYAN_", "DJANGO_"))
        }
        return plain | {"LAYAN_DATA": str(self.home / "data"), "LAYAN_URL": self.url, **self.settings}

    def start(self, *arguments: str, seconds: float = 60) -> None:
        """`layan run` with these arguments; returns when /readyz says it is ready."""
        self.launch(*arguments)
        assert self.server is not None
        self.server.wait_for(self.port, seconds=seconds)
        until = time.monotonic() + seconds
        while not self.is_ready():
            assert time.monotonic() < until, f"Layan is not ready after {seconds} s:\n{self.log()[-4000:]}"
            time.sleep(0.05)

    def launch(self, *arguments: str) -> None:
        """`layan run` with these arguments, without waiting for it."""
        ports = ("--port", str(self.port), "--lmtp-port", str(self.lmtp))
        command = [PROGRAM, "run", *ports, *arguments]
        self.server = Server(command, log=self.home / "log", env=self.environment)

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """As an operator stops it, with SIGTERM."""
        if self.server:
            self.server.stop()
            self.server = None

    def kill(self) -> None:
        """As a power cut stops it."""
        if self.server:
            self.server.kill()
            self.server = None

    def command(self, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Runs `layan WORDS` beside the process, with `given` on standard input."""
        return subprocess.run(
            [PROGRAM, *words], input=given, capture_output=True, env=self.environment, cwd=self.home
        )

    def log(self) -> str:
        return (self.home / "log").read_text(errors="replace")


@contextmanager
def installation(**settings: str) -> Iterator[Installation]:
    """A new installation, empty and not started. `settings` go into its environment."""
    with folder("run") as home:
        one = Installation(home, free_port(), free_port(), settings)
        try:
            yield one
        finally:
            one.stop()
