"""PostgreSQL is restarted while mails come in and letters go out: `python -m tests.faults.restart --restarts 10`.

Every other time `fast`, which ends its sessions in order, and `immediate`, which is a crash.
"""

import argparse
import time
from random import Random

from tests.faults import books
from tests.faults.kill import Report, letters_hold, replying, settings
from tests.faults.outside import Senders, slow_sink
from tests.runtime.business import mails, set_up, status, until
from tests.servers import layan, postgresql


def run(mails_: int, restarts: int, *, seed: int, away: float = 0.5) -> Report:
    """Raises AssertionError when something does not hold."""
    random, report, began = Random(seed), Report(mails_), time.monotonic()
    with (
        postgresql.cluster(durable=True) as database,
        slow_sink(seed) as sink,
        layan.installation(**settings(sink, database.url)) as one,
    ):
        one.start(seconds=300)
        set_up(one)
        senders = Senders(one.lmtp, mails_)
        senders.start()
        with replying(one):
            for number, moment in enumerate(sorted(random.randrange(mails_) for _ in range(restarts))):
                until(lambda at=moment: len(senders.acknowledged) >= at, 300)
                database.stop("immediate" if number % 2 else "fast")
                report.kills.append(time.monotonic())
                if not number:
                    said = one.command("status", "--language", "en")
                    assert said.returncode == 1
                    assert b"The database server does not answer" in said.stdout, said.stdout
                time.sleep(away)
                database.start()
            senders.wait(300 + mails_)
            until(lambda: all(line["state"] == "understood" for line in mails(one)), 300)
        until(lambda: not status(one)["outbox"]["waiting"], 300)
        assert one.is_ready()
        kept = books.asked(one)
    kept.hold(mails_)
    report.refusals = len(senders.refusals)
    letters_hold(report, sink, {rfc_id for rfc_id, _ in kept.outbox})
    assert (report.unconfirmed, report.unrecorded) == (0, 0), "a letter left twice though the process lived"
    report.seconds = time.monotonic() - began
    return report


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.restart", description=__doc__)
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--restarts", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    report = run(options.mails, options.restarts, seed=options.seed)
    print(f"{len(report.kills)} restarts of PostgreSQL, {report.refusals} times told to come again; {report}")


if __name__ == "__main__":
    main()
