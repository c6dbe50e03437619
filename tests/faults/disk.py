"""The disk is full, and then it is not: `python -m tests.faults.disk --rounds 5`.

As root on a disk of its own, a tmpfs of 64 MB that is filled to the last byte. Elsewhere no file of the process may
grow beyond what it is (RLIMIT_FSIZE), which the system takes for a full disk as well.
"""

import argparse
import os
import resource
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

from tests.faults import books
from tests.faults.kill import settings
from tests.faults.outside import CARE, Post, Senders, slow_sink
from tests.runtime.business import mails, set_up, status, until
from tests.servers import layan

SIZE = 64


class Disk:
    """A small disk of its own."""

    def __init__(self, folder: Path) -> None:
        self.filler = folder / "filler"

    def fill(self, one: layan.Installation) -> None:
        with self.filler.open("ab", buffering=0) as file:
            for size in (1 << 20, 4096, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    continue

    def empty(self, one: layan.Installation) -> None:
        self.filler.unlink()

    def command(
        self, one: layan.Installation, *words: str, given: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        return one.command(*words, given=given)


class Limit(Disk):
    """Files that may not grow, for who may not mount a disk."""

    def fill(self, one: layan.Installation) -> None:
        assert one.server is not None
        self.most = max(path.stat().st_size for path in (one.home / "data").glob("layan.sqlite3*")) // 2
        resource.prlimit(one.server.process.pid, resource.RLIMIT_FSIZE, (self.most, resource.RLIM_INFINITY))

    def empty(self, one: layan.Installation) -> None:
        assert one.server is not None
        free = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(one.server.process.pid, resource.RLIMIT_FSIZE, free)

    def command(
        self, one: layan.Installation, *words: str, given: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        limit = ["prlimit", f"--fsize={self.most}:", str(layan.PROGRAM), *words]
        return subprocess.run(limit, input=given, capture_output=True, env=one.environment, cwd=one.home)


@contextmanager
def small(one: layan.Installation, *, mount: bool) -> Iterator[Disk]:
    data = one.home / "data"
    data.mkdir()
    if not mount:
        yield Limit(data)
        return
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(data)], check=True)
    try:
        yield Disk(data)
    finally:
        one.stop()
        subprocess.run(["umount", "--lazy", str(data)], check=True)


def run(rounds: int, *, mount: bool | None = None) -> int:
    """How many mails came in. Raises AssertionError when something does not hold."""
    mount = os.geteuid() == 0 if mount is None else mount
    with (
        slow_sink(1) as sink,
        layan.installation(**settings(sink, "")) as one,
        small(one, mount=mount) as disk,
    ):
        one.start(seconds=300)
        set_up(one)
        desk = _signed_in(one)
        senders = Senders(one.lmtp, 20 * rounds, lanes=1)
        for number in range(rounds):
            until(lambda at=10 * number: len(senders.acknowledged) >= at, 120)
            disk.fill(one)
            if not number:
                senders.start()
            _refused(one, disk, senders, desk)
            disk.empty(one)
            until(lambda at=10 * number + 10: len(senders.acknowledged) >= at, 120)
        senders.wait(300)
        assert "disk is full" not in _words(one)
        until(lambda: all(line["state"] == "understood" for line in mails(one)), 120)
        sink_has = 16 * rounds
        until(lambda: len(set(sink.confirmed)) >= sink_has, 300)
        until(lambda: not status(one)["outbox"]["waiting"], 300)
        books.asked(one).hold(20 * rounds)
        return 20 * rounds


def _refused(
    one: layan.Installation, disk: Disk, senders: Senders, desk: urllib.request.OpenerDirector
) -> None:
    """While nothing can be kept, everybody is told so."""
    before = len(senders.refusals)
    until(lambda: len(senders.refusals) > before, 120)
    assert "452" in senders.refusals[-1] or "451" in senders.refusals[-1], senders.refusals[-1]
    piped = disk.command(one, "mail", "receive", "--to", CARE, given=Post(999_999).raw() + b"x" * 2_000_000)
    assert piped.returncode == 75, piped
    assert b"not stored, try again later" in piped.stderr
    if not isinstance(disk, Limit):  # the limit is the process's own; to `layan status` there is room
        assert "The disk is full" in _words(one)
    # A little may still fit into what was the database's before.
    page = until(lambda: (answer := _signing_in(_browser(), one, "rani"))[0] == 503 and answer[1], 60)
    assert "What you sent just now was not kept" in page
    assert "The disk is full" in page or "cannot be used" in page
    code, page = _got(desk, f"{one.url}/admin/")
    assert code == 200
    assert "The disk is full" in page or "cannot be used" in page, page


def _words(one: layan.Installation) -> str:
    return one.command("status", "--language", "en").stdout.decode()


def _signed_in(one: layan.Installation) -> urllib.request.OpenerDirector:
    """The browser of the administrator."""
    desk = _browser()
    code, page = _signing_in(desk, one, "melati")
    assert code == 200 and "<title>Status</title>" in page, page[:2000]
    return desk


def _browser() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def _signing_in(desk: urllib.request.OpenerDirector, one: layan.Installation, who: str) -> tuple[int, str]:
    from tests.cast import PASSWORD

    return _post(desk, f"{one.url}/account/login/", login=f"{who}@example.com", password=PASSWORD)


def _post(desk: urllib.request.OpenerDirector, url: str, **fields: str) -> tuple[int, str]:
    _, form = _got(desk, url)
    token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
    return _got(desk, urllib.request.Request(url, body, {"Referer": url}))


def _got(desk: urllib.request.OpenerDirector, what: str | urllib.request.Request) -> tuple[int, str]:
    try:
        with desk.open(what, timeout=120) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.disk", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit", action="store_true", help="by RLIMIT_FSIZE although we are root")
    options = parser.parse_args()
    began = time.monotonic()
    count = run(options.rounds, mount=False if options.limit else None)
    print(
        f"{count} mails while the disk was full {options.rounds} times, {time.monotonic() - began:.0f} s: none lost"
    )


if __name__ == "__main__":
    main()
