"""The whole installation as a user runs it: mail in over LMTP, IMAP, Postfix and the pipe; letters out; an end."""

import json
import smtplib
import threading
import time
import urllib.request

import pytest

from layan.runtime import serve
from tests.channels.email.desk import CARE, raw
from tests.runtime.business import mails, python, set_up, status, until
from tests.servers import layan, sink
from tests.servers.process import free_port

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def outside():
    """Everybody else's mail server."""
    with sink.running() as server:
        yield server


@pytest.fixture(scope="module")
def running(outside):
    """Layan, with its business, running."""
    settings = {"LAYAN_SMTP_URL": f"smtp://{outside.host}:{outside.port}", "LAYAN_MAIL_FROM": CARE}
    with layan.installation(**settings) as installation:
        installation.start()
        set_up(installation)
        yield installation


def deliver(port, content, sender="budi@example.net"):
    with smtplib.LMTP("127.0.0.1", port) as lmtp:
        lmtp.sendmail(sender, [CARE], content)


def understood(installation, message_id):
    """The line of that mail once it has a case."""
    lines = [line for line in mails(installation) if line["message_id"] == message_id and line["case"]]
    return lines[0] if lines else None


def test_it_says_how_it_is(running):
    with urllib.request.urlopen(f"{running.url}/readyz") as answer:
        told = json.load(answer)
    assert (told["ready"], told["database"], sorted(told["parts"])) == (True, "ok", ["sender", "worker"])


def test_a_mail_becomes_a_case_and_the_customer_gets_a_letter(running, outside):
    before = len(outside.arrivals)
    deliver(running.lmtp, raw(message_id="<lmtp@example.net>", sender="a@example.net"), "a@example.net")
    letter = outside.wait(before + 1, 30)[-1]
    line = until(lambda: understood(running, "lmtp@example.net"))
    assert letter.recipients == ("a@example.net",)
    assert f"#{line['case']}" in letter.message.get_body(("plain",)).get_content()
    assert (line["state"], line["reason"]) == ("understood", None)


def test_the_same_mail_delivered_twice_is_one(running):
    content = raw(message_id="<twice@example.net>", sender="b@example.net")
    deliver(running.lmtp, content)
    deliver(running.lmtp, content)
    until(lambda: understood(running, "twice@example.net"))
    assert sum(line["message_id"] == "twice@example.net" for line in mails(running)) == 1


def test_a_pipe_promises_only_what_is_stored(running):
    words = ("mail", "receive", "--from", "c@example.net", "--to", CARE)
    done = running.command(*words, given=raw(message_id="<pipe@example.net>", sender="c@example.net"))
    assert (done.returncode, done.stderr) == (0, b"")
    until(lambda: understood(running, "pipe@example.net"))


def test_a_pipe_asks_to_come_again_when_the_database_is_away(running):
    from dataclasses import replace

    away = f"postgresql://layan@127.0.0.1:{free_port()}/layan"
    elsewhere = replace(running, settings={**running.settings, "LAYAN_DATABASE_URL": away}, server=None)
    done = elsewhere.command("mail", "receive", given=raw())
    assert done.returncode == 75
    assert b"try again later" in done.stderr


@pytest.mark.parametrize("words", [("--nonsense",), ()], ids=["unknown option", "nothing given"])
def test_a_pipe_says_when_it_is_used_wrongly(running, words):
    assert running.command("mail", "receive", *words).returncode == 64


def test_status_counts(running):
    told = status(running)
    assert told["mail"]["received"] >= told["mail"]["understood"] > 0
    assert told["cases"] > 0
    assert (told["parts"]["database"]["state"], told["parts"]["worker"]["state"]) == ("ok", "ok")
    assert b"Outbox:" in running.command("status", "--language", "en").stdout


def test_the_list_can_be_narrowed(running):
    def lines(*words):
        return running.command("mail", "list", "--json", *words).stdout.splitlines()

    assert len(lines("--limit", "1")) == 1
    assert json.loads(lines("--limit", "1")[0])["id"] == mails(running)[-1]["id"]
    assert lines("--state", "tray") == []


def test_a_second_one_is_refused_in_words(running):
    port = running.command("run", "--port", str(running.port), "--lmtp-port", "0")
    assert (port.returncode, b"is taken by another program" in port.stderr) == (2, True)
    folder = running.command("run", "--port", str(free_port()), "--lmtp-port", "0")
    assert (folder.returncode, b"running on this folder" in folder.stderr) == (2, True)


def test_a_mailbox_elsewhere_is_watched(running, dovecot):
    inbox = dovecot.inbox()
    connect(running, dovecot, inbox.user, inbox.password)
    until(lambda: _mailbox(running, inbox.user)["checked"])
    began = time.monotonic()
    inbox.deliver(raw(message_id="<imap@example.net>", sender="e@example.net"))
    until(lambda: understood(running, "imap@example.net"))
    assert time.monotonic() - began < 20  # woken by IDLE, not by the look once a minute
    assert b"\\Seen" not in inbox.flags()[0]


def test_a_wrong_password_is_seen_in_the_status(running, dovecot):
    connect(running, dovecot, "locked-out@example.com", "wrong")
    box = until(lambda: (box := _mailbox(running, "locked-out@example.com"))["failing_since"] and box)
    assert box["state"] == "failing"
    assert "does not accept user and password" in box["said"]


def connect(installation, dovecot, user, password):
    python(
        installation,
        f"""
        from datetime import timedelta
        from django.utils import timezone
        from layan.actions import mailboxes
        from layan.records.models import Mailbox
        box = mailboxes.save(
            box=Mailbox(), imap_password={password!r}, name="Care", channel="email", address={user!r},
            imap_host="127.0.0.1", imap_port={dovecot.imap}, imap_security="none", imap_user={user!r},
        )
        mailboxes.switch_on(box=box, history=timedelta(0), at=timezone.now())
        """,
    )


def _mailbox(installation, address):
    return next(box for box in status(installation)["parts"]["mailboxes"] if box["address"] == address)


def test_a_killed_one_has_lost_nothing_it_acknowledged(outside):
    with layan.installation() as installation:
        installation.start()
        set_up(installation)
        taken, stopped = [], threading.Event()
        senders = [
            threading.Thread(target=_pour, args=(installation.lmtp, n, taken, stopped)) for n in range(3)
        ]
        for thread in senders:
            thread.start()
        until(lambda: len(taken) > 30)
        installation.kill()
        stopped.set()
        for thread in senders:
            thread.join()
        installation.start()
        here = until(lambda: _all_settled(installation, len(taken)), 120)
        assert {line["message_id"] for line in here} >= set(taken)
        assert all(line["case"] for line in here if line["message_id"] in taken)


def _pour(port, number, taken, stopped):
    count = 0
    while not stopped.is_set():
        count += 1
        message_id = f"{number}.{count}@example.net"
        try:
            deliver(port, raw(message_id=f"<{message_id}>", sender=f"s{number}@example.net"))
        except (OSError, smtplib.SMTPException):
            return
        taken.append(message_id)


def _all_settled(installation, count):
    lines = mails(installation)
    return len(lines) >= count and all(line["state"] != "stored" for line in lines) and lines


def test_it_ends_within_seconds_when_it_is_told_to():
    with layan.installation() as installation:
        installation.start()
        began = time.monotonic()
        assert installation.server.stop() == 0
        assert time.monotonic() - began < 8


def test_mail_is_taken_here_alone_unless_that_is_asked_for():
    """Whoever reaches LMTP may deliver, in anybody's name."""
    assert serve._run_options(["--host", "0.0.0.0"]).lmtp_host == "127.0.0.1"
    assert serve._run_options(["--lmtp-host", "192.0.2.1"]).lmtp_host == "192.0.2.1"
