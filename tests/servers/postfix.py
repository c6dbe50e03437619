"""A Postfix with a queue of its own that hands every mail to one next stop."""

import os
import pwd
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import parts
from tests.servers.process import answers, folder, free_port

_MAIN = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
command_directory = {commands}
daemon_directory = {daemons}
mail_owner = {owner}
maillog_file = {home}/mail.log
maillog_file_prefixes = {home}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.net
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
smtputf8_enable = yes
message_size_limit = 52428800
mailbox_size_limit = 0
default_transport = error:no next stop was set
relay_domains = *
relay_transport = $default_transport
smtpd_relay_restrictions = permit_mynetworks, reject
# A mail refused for now is tried again within seconds, or no test could wait for it.
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
notify_classes =
"""
_MASTER = """
{port} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
"""


@dataclass
class Postfix:
    """Takes mail for anybody on `port` and hands it to the next stop."""

    home: Path
    port: int
    host: str = "127.0.0.1"

    def hand_to(self, port: int, *, lmtp: bool = False) -> None:
        """From now on every mail goes to this port of loopback, by SMTP or LMTP."""
        stop = f"lmtp:inet:127.0.0.1:{port}" if lmtp else f"smtp:[127.0.0.1]:{port}"
        self._run("postconf", "-e", f"default_transport={stop}", "transport_maps=")
        self._run("postfix", "reload")

    def route(self, ports: Mapping[str, int]) -> None:
        """From now on mail to each of these domains goes to its port by LMTP, until `hand_to` is called."""
        stops = ", ".join(f"{{{domain} = lmtp:inet:127.0.0.1:{port}}}" for domain, port in ports.items())
        self._run("postconf", "-e", f"transport_maps=inline:{{{stops}}}")
        self._run("postfix", "reload")

    def forget(self, *headers: str) -> None:
        """Take these headers out of every mail, as some mail servers do; without any, none."""
        lines = ", ".join(f"{{/^{name}:/ IGNORE}}" for name in headers)
        self._run("postconf", "-e", f"header_checks=regexp:{{{lines}}}" if headers else "header_checks=")
        self._run("postfix", "reload")

    def answer(self, answers: Mapping[str, str]) -> None:
        """From now on these recipients are answered so, such as "550 5.1.1 Unknown"; the others are taken."""
        lines = ", ".join(f"{{{address} = {words}}}" for address, words in answers.items())
        checks = f"check_recipient_access inline:{{{lines}}}, " if answers else ""
        self._run("postconf", "-e", f"smtpd_recipient_restrictions={checks}permit_mynetworks, reject")
        self._run("postfix", "reload")

    def hand_to_command(self, command: Sequence[str]) -> None:
        """From now on every mail goes to the standard input of this command, run as nobody."""
        flags = "flags=Rq user=nobody argv=" + " ".join(command)
        self._run("postconf", "-M", f"command/unix=command unix - n n - 1 pipe {flags}")
        self._run("postconf", "-e", "default_transport=command:", "transport_maps=")
        self._run("postfix", "reload")

    def flush(self) -> None:
        """Tries at once whatever waits."""
        self._run("postqueue", "-f")

    def waiting(self) -> int:
        """Mails that are in the queue."""
        return len(self._run("postqueue", "-j").stdout.splitlines())

    def wait_until_empty(self, seconds: float = 20) -> None:
        until = time.monotonic() + seconds
        while self.waiting():
            assert time.monotonic() < until, f"Mail waits after {seconds} s:\n{self.log()[-3000:]}"
            time.sleep(0.1)

    def log(self) -> str:
        return (self.home / "mail.log").read_text()

    def start(self) -> None:
        self._run("postfix", "start")
        until = time.monotonic() + 20
        while not answers(self.port):
            assert time.monotonic() < until, f"Postfix did not come up:\n{self.log()}"
            time.sleep(0.05)

    def stop(self) -> None:
        self._run("postfix", "stop", check=False)

    def _run(self, name: str, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        program = parts.program(name)
        assert program, f"{name} is not on this machine"
        done = subprocess.run(
            [program, "-c", self.home, *words], capture_output=True, text=True, cwd=self.home
        )
        assert done.returncode == 0 or not check, f"{name} {words}: {done.stdout}{done.stderr}"
        return done


@contextmanager
def running() -> Iterator[Postfix]:
    """Only root may start Postfix."""
    with folder("postfix") as home:
        os.chmod(home, 0o755)
        (home / "queue").mkdir()
        (home / "data").mkdir()
        owner = pwd.getpwnam("postfix")
        os.chown(home / "data", owner.pw_uid, owner.pw_gid)
        server = Postfix(home, free_port())
        commands, daemons = _folders()
        (home / "main.cf").write_text(
            _MAIN.format(home=home, owner=owner.pw_name, commands=commands, daemons=daemons)
        )
        (home / "master.cf").write_text(_MASTER.format(port=server.port))
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _folders() -> tuple[str, str]:
    """Where this machine's Postfix keeps its commands and daemons."""
    program = parts.program("postconf")
    assert program, "Postfix is not on this machine"
    done = subprocess.run(
        [program, "-d", "-h", "command_directory", "daemon_directory"],
        capture_output=True,
        text=True,
        check=True,
    )
    commands, daemons = done.stdout.split()
    return commands, daemons
