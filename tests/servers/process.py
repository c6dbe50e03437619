"""Starting a server, waiting until it answers, and stopping it with all its children."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    """A port of loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def unprivileged(*names: str) -> pwd.struct_passwd | None:
    """Whom root runs a server as: the first of `names` that exists. None when we are not root ourselves."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name: user for user in pwd.getpwall()}
    return next(known[name] for name in (*names, "nobody") if name in known)


def identity(user: pwd.struct_passwd | None) -> dict[str, object]:
    """Arguments of `subprocess` that run a program as `user`."""
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


@contextmanager
def folder(name: str, owner: pwd.struct_passwd | None = None) -> Iterator[Path]:
    """A new folder of `owner` with a short path (sockets allow some 100 characters); removed at the end."""
    path = Path(tempfile.mkdtemp(prefix=f"layan-{name}-"))
    if owner:
        os.chown(path, owner.pw_uid, owner.pw_gid)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


class Server:
    """One running program. `log` is where its output goes; its words are shown when it does not come up.

    `env` is its whole environment, ours when None.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        log: Path,
        user: pwd.struct_passwd | None = None,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.log = log
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=env,
                cwd=cwd or log.parent,
                **identity(user),
            )

    def wait_for(self, *ports: int, seconds: float = 30) -> None:
        """Returns when every port takes connections. Raises RuntimeError, with the log, if they never do."""
        until = time.monotonic() + seconds
        for port in ports:
            while not answers(port):
                if self.process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(
                        f"{self.process.args} did not come up:\n{self.log.read_text()[-4000:]}"
                    )
                time.sleep(0.02)

    def stop(self, how: int = signal.SIGTERM, seconds: float = 10) -> int:
        """Ends the program, and after `seconds` its whole session. Returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return self.kill()

    def kill(self) -> int:
        """SIGKILL to the program and its children, as a power cut would."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        return self.process.wait()


def answers(port: int) -> bool:
    """Does anybody take connections on this port of loopback?"""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
