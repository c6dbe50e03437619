"""Old mail of a mailbox: how fast ten thousand mails come in as history from a real IMAP server (Dovecot).

    python bench/history.py [--mails 10000] [--save]

Fetched, stored, and understood as `layan run` does it, in one process and one after the other, on SQLite as it is
shipped. At the end it is checked that every mail is a message of a settled case, and that no letter and no clock came
of it.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.servers import dovecot, layan  # noqa: E402

README = Path(__file__).with_name("README.md")
HEADING = "## Old mail"

CODE = """
import json, sys, time
from layan.runtime.started import started; started()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from layan.actions import mailboxes
from layan.channels.email import imap, receiving
from layan.records.models import Case, IncomingMail, Mailbox, Message, OutboxMail
from tests.cast import make
make()
port, user, password = sys.argv[1:]
box = mailboxes.save(
    box=Mailbox(), imap_password=password, name="Care", channel="email", address=user, imap_host="127.0.0.1",
    imap_port=int(port), imap_security="none", imap_user=user,
)
mailboxes.switch_on(box=box, at=timezone.now(), history=None)
began = time.perf_counter(), time.process_time()
with imap.connect(box) as client:
    imap.fetch(box, client, timezone.now())
fetched = time.perf_counter(), time.process_time()
while receiving.understand_due(now=timezone.now()):
    pass
done = time.perf_counter(), time.process_time()
box.refresh_from_db()
mails = IncomingMail.objects.filter(state="understood").count()
assert mails == box.on_server == Message.objects.filter(direction="in", case__history=True).count()
assert not Case.objects.filter(due_at__isnull=False).exists() and not Case.objects.exclude(status="resolved").exists()
assert not OutboxMail.objects.exists() and not Message.objects.filter(direction="letter").exists()
print(json.dumps([mails, *(b - a for a, b in zip(began, fetched)), *(b - a for a, b in zip(fetched, done))]))
"""


def old(count: int) -> Iterator[bytes]:
    """Mails of a hundred customers; every third answers the one before it."""
    for number in range(count):
        answers = f"In-Reply-To: <{number - 1}@example.net>\r\n" if number % 3 == 2 else ""
        sender = number // 3 % 100
        yield (
            f"From: Customer {sender} <customer{sender}@example.net>\r\nTo: care@example.com\r\n"
            f"Subject: Question {number // 3}\r\nMessage-ID: <{number}@example.net>\r\n{answers}"
            f"Content-Type: text/plain; charset=utf-8\r\n\r\nMy machine of order {number} is loud again.\r\n"
        ).encode()


def measure(count: int) -> list[float]:
    """[mails, seconds and CPU seconds of fetching, seconds and CPU seconds of understanding]."""
    with dovecot.running() as server, layan.installation() as installation:
        inbox = server.inbox()
        inbox.fill(old(count), at=datetime.now(UTC) - timedelta(days=200))
        command = [sys.executable, "-c", CODE, str(server.imap), inbox.user, inbox.password]
        done = subprocess.run(
            command, env=installation.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        return list(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--save", action="store_true", help="write the result into bench/README.md")
    asked = parser.parse_args()
    mails, *(taken) = measure(asked.mails)
    rows = zip(("fetched and stored", "understood"), taken[::2], taken[1::2], strict=True)
    lines = [
        f"| {mails:,} old mails | seconds | a second | CPU ms each |",
        "|---|---:|---:|---:|",
        *(f"| {what} | {s:,.1f} | {mails / s:,.0f} | {cpu / mails * 1000:.1f} |" for what, s, cpu in rows),
    ]
    print("\n".join(lines))
    if asked.save:
        before, _, after = README.read_text().partition(f"{HEADING}\n")
        _, next_heading, rest = after.partition("\n## ")
        about = f"`python bench/history.py --mails {mails}`; on a machine that others use as well, CPU is what counts."
        section = f"{HEADING}\n\n{about}\n\n" + "\n".join(lines) + "\n"
        README.write_text(f"{before.rstrip()}\n\n{section}{next_heading}{rest}")


if __name__ == "__main__":
    main()
