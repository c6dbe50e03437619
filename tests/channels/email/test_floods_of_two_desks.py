"""Two installations that write to each other, each as a user runs it, with a real Postfix between them."""

import json
import shutil
import smtplib
import sqlite3
import time
from contextlib import closing

import pytest

from tests.channels.email.desk import raw
from tests.servers import layan

STRIPPED = ("Auto-Submitted", "X-Auto-Response-Suppress", "X-Layan", "Precedence", "List-Unsubscribe")


@pytest.fixture
def desks(postfix):
    """`a` and `b`, who take mail for a.example.com and b.example.com."""
    url = f"smtp://127.0.0.1:{postfix.port}"
    with (
        layan.installation(LAYAN_SMTP_URL=url, LAYAN_MAIL_FROM="A <care@a.example.com>") as a,
        layan.installation(LAYAN_SMTP_URL=url, LAYAN_MAIL_FROM="B <care@b.example.com>") as b,
    ):
        words = ("--template", "online-shop", "--name", "Kopi Senja", "--country", "ID", "--timezone", "Asia/Jakarta",
                 "--currency", "IDR", "--languages", "en", "--admin", "o@example.org")  # fmt: skip
        done = a.command("init", *words)
        assert done.returncode == 0, done.stderr
        shutil.copytree(a.home / "data", b.home / "data")
        a.start()
        b.start()
        postfix.route({"a.example.com": a.lmtp, "b.example.com": b.lmtp})
        yield a, b
        postfix.forget()
        postfix.route({})


def rows(desk, question):
    with closing(sqlite3.connect(desk.home / "data" / "layan.sqlite3", timeout=20)) as database:
        return database.execute(question).fetchall()


def settled(desk):
    """Mails that came in and were understood or put aside, letters that left; nothing must be under way."""
    came = rows(desk, "SELECT state FROM records_incomingmail WHERE due_at IS NULL")
    left = rows(desk, "SELECT state FROM records_outboxmail WHERE due_at IS NULL")
    waits = rows(desk, "SELECT 1 FROM records_incomingmail WHERE due_at IS NOT NULL"
                       " UNION ALL SELECT 1 FROM records_outboxmail WHERE due_at IS NOT NULL")  # fmt: skip
    return len(came), len(left), not waits


def until(postfix, *expected):
    """Returns when the desks have so many mails in and out and nothing is under way between them."""
    end = time.monotonic() + 120
    while True:
        seen = [settled(desk)[:2] for desk, _ in expected]
        quiet = all(settled(desk)[2] for desk, _ in expected) and not postfix.waiting()
        if quiet and seen == [numbers for _, numbers in expected]:
            return
        assert time.monotonic() < end, f"{seen}, quiet: {quiet}"
        time.sleep(0.3)


def test_each_writes_at_most_one_letter(desks, postfix):
    a, b = desks
    write(postfix, "care@b.example.com", "<first@b.example.com>")
    until(postfix, (a, (1, 1)), (b, (1, 0)))
    assert rows(b, "SELECT state FROM records_incomingmail") == [("tray",)], "its headers say what it is"
    postfix.forget(*STRIPPED)
    write(postfix, "sales@b.example.com", "<second@b.example.com>")
    until(postfix, (a, (3, 2)), (b, (2, 1)))
    (reason,) = rows(b, "SELECT reason FROM records_incomingmail ORDER BY id DESC LIMIT 1")
    assert json.loads(reason[0]) == {}, "without headers it is a mail like any other, answered once"
    # It came from another address than was written to, so it opened a case of its own; no letter answers it, since
    # that address had one within the hour.
    (said,) = rows(a, "SELECT warnings FROM records_message WHERE direction = 'in' ORDER BY id DESC LIMIT 1")
    assert "No letter was sent: this sender got one within the hour before." in said[0]


def write(postfix, sender, message_id):
    content = raw("Have you the part?", sender=sender, to="care@a.example.com", message_id=message_id,
                  subject=f"About {message_id[1:7]}")  # fmt: skip
    with smtplib.SMTP("127.0.0.1", postfix.port) as client:
        client.sendmail(sender, ["care@a.example.com"], content)
