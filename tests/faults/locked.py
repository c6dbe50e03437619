"""Another program holds the database while mails come in: `python -m tests.faults.locked --seconds 30`.

The long form outlasts SQLite's patience (30 s), so that mail servers are asked to come again.
"""

import argparse
import sqlite3
import time
from contextlib import closing

from tests.faults import books
from tests.faults.kill import settings
from tests.faults.outside import Senders, slow_sink
from tests.runtime.business import mails, set_up, status, until
from tests.servers import layan

MAILS = 20
PATIENCE = 30


def run(seconds: float) -> Senders:
    """Raises AssertionError when something does not hold."""
    with slow_sink(1) as sink, layan.installation(**settings(sink, "")) as one:
        one.start(seconds=300)
        set_up(one)
        senders = Senders(one.lmtp, MAILS)
        with closing(sqlite3.connect(one.home / "data" / "layan.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            senders.start()
            until_free = time.monotonic() + seconds
            said = one.command("status", "--language", "en").stdout.decode()
            assert "Another program holds the database" in said, said
            time.sleep(max(0, until_free - time.monotonic()))
            assert not senders.acknowledged, "acknowledged without being stored"
            other.execute("ROLLBACK")
        senders.wait(300)
        until(lambda: all(line["state"] == "understood" for line in mails(one)), 120)
        until(lambda: not status(one)["outbox"]["waiting"], 300)
        assert "Another program" not in one.command("status", "--language", "en").stdout.decode()
        books.asked(one).hold(MAILS)
        assert len(sink.came) == len(set(sink.confirmed)), "a letter left twice"
    if seconds > PATIENCE + 5:
        assert senders.refusals and all("451" in one for one in senders.refusals), senders.refusals
    return senders


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.locked", description=__doc__)
    parser.add_argument("--seconds", type=float, default=40)
    options = parser.parse_args()
    senders = run(options.seconds)
    told = f"{len(senders.refusals)} times told to come again"
    print(f"{MAILS} mails while the database was held for {options.seconds:.0f} s: none lost, {told}")


if __name__ == "__main__":
    main()
