"""`kill -9` of `layan run` at random moments while mails come in and letters and replies go out.

`python -m tests.faults.kill --mails 5000 --kills 50`, and with `--postgresql` on that. What must hold afterwards stands
in `books.py` and in `letters_hold`: every acknowledged mail is stored once and understood once; every letter left; one
left twice only if it was on its way when the process died.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from random import Random

from tests.faults import books
from tests.faults.outside import CARE, Senders, SlowSink, slow_sink
from tests.runtime.business import python, set_up
from tests.servers import layan
from tests.tree import ROOT

PATIENCE = 300
"""Seconds for a start, and without any progress: the machine may be busy."""

_FORWARD = """
from datetime import UTC, datetime, timedelta
from layan.actions import messages
from layan.channels import deliver
from layan.channels.email import receiving
at = datetime.now(UTC) + timedelta(minutes=3)
while receiving.understand_due(now=at) or messages.release_due(at=at) or deliver.send_due(now=at):
    pass
"""


@dataclass
class Report:
    mails: int
    kills: list[float] = field(default_factory=list)
    seconds: float = 0
    letters: int = 0
    unconfirmed: int = 0
    unrecorded: int = 0
    refusals: int = 0

    def __str__(self) -> str:
        return (
            f"{self.mails} mails, {len(self.kills)} kills, {self.seconds:.0f} s: every mail stored once and understood "
            f"once; {self.letters} letters and replies left, {self.unconfirmed} of them again because nobody had "
            f"confirmed them, {self.unrecorded} because the process died between the confirmation and its commit"
        )


def run(mails: int, kills: int, *, seed: int, database: str = "", wait: bool = True) -> Report:
    """Raises AssertionError when something does not hold. Without `wait` the leases of what was being done at the
    last kill run out by a moved clock."""
    random, report, began = Random(seed), Report(mails), time.monotonic()
    with slow_sink(seed) as sink, layan.installation(**settings(sink, database)) as one:
        one.start(seconds=PATIENCE)
        set_up(one)
        senders = Senders(one.lmtp, mails)
        senders.start()
        try:
            with replying(one):
                for moment in sorted(random.randrange(mails) for _ in range(kills)):
                    _until(lambda at=moment: len(senders.acknowledged) >= at)
                    time.sleep(random.random() * 0.5)
                    one.kill()
                    report.kills.append(time.monotonic())
                    _start(one, random, report)
                senders.wait(PATIENCE + mails)
                _until(lambda: _quiet(one), look=2)
            if not wait:
                one.stop()
                python(one, _FORWARD)
            _until(lambda: _quiet(one, waiting=True), look=2)
        finally:
            senders.stop()
        kept = books.asked(one)
    kept.hold(mails)
    letters_hold(report, sink, {rfc_id for rfc_id, _ in kept.outbox})
    report.seconds = time.monotonic() - began
    return report


def settings(sink: SlowSink, database: str) -> dict[str, str]:
    more = {"LAYAN_DATABASE_URL": database} if database else {}
    return {"LAYAN_SMTP_URL": sink.url, "LAYAN_MAIL_FROM": CARE, "LAYAN_LOG": "ERROR", **more}


def _start(one: layan.Installation, random: Random, report: Report) -> None:
    """Again; of five starts one is killed before it is ready."""
    if random.random() < 0.2:
        one.launch()
        time.sleep(random.random() * 2)
        one.kill()
        report.kills.append(time.monotonic())
    one.start(seconds=PATIENCE)


def letters_hold(report: Report, sink: SlowSink, written: set[str]) -> None:
    """Every letter that was written left; the second time one came it had been the last before a kill."""
    came = {rfc_id for _, rfc_id in sink.came}
    assert came == written, f"never left: {sorted(written - came)[:9]}, unknown: {sorted(came - written)[:9]}"
    assert written <= set(sink.confirmed)
    report.letters = len(written)
    last = {
        max((at, rfc_id) for at, rfc_id in sink.came if at <= kill)
        for kill in report.kills
        if sink.came[0][0] <= kill
    }
    before: dict[str, float] = {}
    confirmed = set()
    for at, rfc_id in sink.came:
        if rfc_id in before:
            assert (before[rfc_id], rfc_id) in last, f"{rfc_id} left again although nothing had happened"
            confirmed.add(rfc_id)
        before[rfc_id] = at
    twice = {rfc_id for rfc_id in confirmed if sink.confirmed.count(rfc_id) > 1}
    report.unrecorded, report.unconfirmed = len(twice), len(confirmed - twice)


@contextmanager
def replying(one: layan.Installation) -> Iterator[None]:
    """Somebody answers cases meanwhile."""
    with (one.home / "replier").open("w") as log:
        command = [sys.executable, "-m", "tests.faults.replier"]
        desk = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=log, stderr=log, env=one.environment, cwd=ROOT
        )
        try:
            yield
        finally:
            desk.communicate(timeout=60)
    assert desk.returncode == 0, (one.home / "replier").read_text()[-3000:]


def _quiet(one: layan.Installation, *, waiting: bool = False) -> bool:
    """Nothing waits to be understood; with `waiting` nothing waits to leave either."""
    left = "OutboxMail.objects.filter(due_at__isnull=False).exists()" if waiting else "False"
    told = python(
        one,
        f"""
        from layan.records.models import IncomingMail, Message, OutboxMail
        print(IncomingMail.objects.filter(due_at__isnull=False).exists() or {left}
              or {waiting} and Message.objects.filter(state="held").exists())
        """,
    )
    return told.strip() == "False"


def _until(found: Callable[[], object], seconds: float = 4 * PATIENCE, look: float = 0.02) -> None:
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(look)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kill", description=__doc__)
    parser.add_argument("--mails", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    from tests.servers import postgresql

    with postgresql.running() if options.postgresql else nullcontext("") as url:
        print(run(options.mails, options.kills, seed=options.seed, database=url))


if __name__ == "__main__":
    main()
