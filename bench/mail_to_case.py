"""Mail to case, durable, end to end: mails handed over by LMTP to a running `layan run`, until the last is a message.

    layan seed --cases 10000 --data DATA
    python -m bench.mail_to_case --data DATA [--peer FOLDER] [--mails 300] [--turns 3]

CPU is that of the whole process (and of the database's own, for PostgreSQL on this machine), for each mail. With
`--peer`, django-helpdesk is given the same kind of mails in the same run, in an environment made for it in FOLDER,
filled with as many cases.
"""

import argparse
import base64
import json
import os
import smtplib
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from bench import running

CLIENTS = 4
"""Connections over which mails come, as a mail server keeps them open."""


def main() -> None:
    given = _given()
    os.environ["LAYAN_DATA"] = str(given.data)
    from layan.runtime.started import started

    started(str(given.data))
    from bench import mails
    from layan.records.models import Case

    print(
        f"{Case.objects.count():,} cases, {given.mails} mails a turn, {given.turns} turns, {running.machine()}\n"
    )
    random = Random()
    kinds: dict[str, Callable[[], bytes]] = {
        "new": lambda: mails.new(random),
        "reply": _answers(random, given.mails * given.turns + 20),
    }
    print("| | CPU a mail | mails a second of CPU | wall a mail |\n|---|---:|---:|---:|")
    ours = {}
    with running.layan(given.data) as desk:
        for kind, make in kinds.items():
            _turn(desk, [make() for _ in range(20)])  # warm
            taken = [_turn(desk, [make() for _ in range(given.mails)]) for _ in range(given.turns)]
            ours[kind] = _told(f"Layan, {kind}", taken)
    if given.peer:
        _peer(given, random, ours)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--mails", type=int, default=300)
    parser.add_argument("--turns", type=int, default=3)
    return parser.parse_args()


def _answers(random: Random, count: int) -> Callable[[], bytes]:
    """Answers of customers to letters of ours, each to another case."""
    from bench import mails
    from layan.records.models import MessageId, OutboxMail

    top = OutboxMail.objects.order_by("-pk").values_list("pk", flat=True)[0]
    chosen = random.sample(range(1, top + 1), min(count * 8, top))
    rows = OutboxMail.objects.filter(pk__in=chosen, kind="letter").select_related("message__case__customer")
    seen: set[int] = set()
    found = []
    for row in rows:
        if row.message is not None and row.message.case.customer_id not in seen:
            seen.add(row.message.case.customer_id)
            found.append((row.to[0], row.rfc_id, row.subject or row.message.subject, row.message.text))
    assert len(found) >= count and MessageId.objects.filter(value=found[0][1]).exists(), "seed a larger desk"
    rest = iter(found)
    return lambda: mails.answer(random, *next(rest))


def _turn(desk: running.Desk, written: Sequence[bytes]) -> tuple[float, float]:
    """(CPU, wall) a mail, in milliseconds."""
    cpu, wall = desk.cpu(), time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:  # whose errors are ours
        list(clients.map(lambda number: _hand_over(desk.lmtp, written[number::CLIENTS]), range(CLIENTS)))
    desk.wait_until_understood()
    count = len(written)
    return (desk.cpu() - cpu) * 1000 / count, (time.perf_counter() - wall) * 1000 / count


def _hand_over(port: int, written: Sequence[bytes]) -> None:
    from bench import mails

    with smtplib.LMTP("127.0.0.1", port) as server:
        for one in written:
            refused = server.sendmail("somebody@example.net", [mails.TO], one)
            assert not refused


def _told(name: str, taken: Sequence[tuple[float, float]]) -> float:
    cpu, wall = (statistics.median(values) for values in zip(*taken, strict=True))
    print(f"| {name} | {cpu:.2f} ms | {1000 / cpu:,.0f} | {wall:.2f} ms |", flush=True)
    return float(cpu)


def _peer(given: argparse.Namespace, random: Random, ours: dict[str, float]) -> None:
    from bench import mails
    from bench.peers import environment
    from layan.records.models import Case

    peer = environment.helpdesk(given.peer, cases=Case.objects.count())
    cases = Case.objects.count()
    kinds = {
        "new": [mails.new(random) for _ in range(60)],
        "reply": [
            mails.answer(
                random, f"nia.{n}@example.net", f"m.{random.randrange(1, cases)}.1@example.net", "Hi", "What?"
            )
            for n in range(25)
        ],
    }
    for kind, written in kinds.items():
        file = given.peer / f"{kind}.json"
        file.write_text(json.dumps([base64.b64encode(one).decode() for one in written]))
        taken = []
        for _turn_number in range(given.turns):
            said = json.loads(peer("mail", "--mails", str(file)))
            taken.append((said["cpu_ms"], said["wall_ms"]))
        theirs = _told(f"django-helpdesk, {kind}", taken)
        print(f"\n{kind}: {theirs / ours[kind]:.1f} times\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
