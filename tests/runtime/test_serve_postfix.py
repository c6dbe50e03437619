"""Postfix hands its mail to a running Layan, by LMTP and through a pipe, and keeps it while Layan cannot take it."""

import smtplib
import sqlite3
from contextlib import closing

import pytest

from tests.channels.email.desk import CARE, raw
from tests.runtime.business import mails, set_up, until
from tests.servers import layan, pipe

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def running():
    with layan.installation() as installation:
        database = installation.home / "data" / "layan.sqlite3"
        installation.settings = {"LAYAN_DATABASE_URL": f"sqlite://{database}?timeout=1"}
        installation.start()
        set_up(installation)
        yield installation


@pytest.fixture(params=["lmtp", "pipe"])
def way(request, postfix, running):
    """Postfix with Layan as its next stop; of a pipe, the exit statuses."""
    if request.param == "lmtp":
        postfix.hand_to(running.lmtp, lmtp=True)
        yield request.param, []
        return
    with pipe.running(running, postfix.home) as piped:
        postfix.hand_to_command(piped.command)
        yield request.param, piped.statuses


def send(postfix, name):
    sender = f"{name}@example.net"
    with smtplib.SMTP("127.0.0.1", postfix.port) as smtp:
        smtp.sendmail(sender, [CARE], raw(message_id=f"<{name}.1@example.net>", sender=sender))


def here(running, name):
    """The lines of that mail once it is settled."""
    found = [line for line in mails(running) if line["message_id"] == f"{name}.1@example.net"]
    return found if found and all(line["state"] != "stored" for line in found) else []


def test_mail_is_handed_over(running, postfix, way):
    send(postfix, f"first-{way[0]}")
    (line,) = until(lambda: here(running, f"first-{way[0]}"))
    assert (line["state"], line["case"] is not None) == ("understood", True)
    postfix.wait_until_empty()
    assert set(way[1]) <= {0}


def test_mail_that_cannot_be_stored_is_kept_and_comes_exactly_once(running, postfix, way):
    kind, statuses = way
    name = f"kept-{kind}"
    (database,) = (running.home / "data").glob("*.sqlite3")
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("begin immediate")  # as a long copy, or another program, would
        send(postfix, name)
        until(lambda: f"{name}@example.net" in deferred(postfix))
        assert set(statuses) <= {75}
        other.execute("rollback")
    (line,) = until(lambda: here(running, name), 60)
    assert line["state"] == "understood"
    postfix.wait_until_empty(60)
    assert len(here(running, name)) == 1
    assert kind == "lmtp" or (statuses[0], statuses[-1]) == (75, 0)


def deferred(postfix):
    """What Postfix wrote of mails it had to keep, with the lines of their senders."""
    lines = postfix.log().splitlines()
    ids = {line.split(": ")[1] for line in lines if "status=deferred" in line}
    return "\n".join(line for line in lines if "from=<" in line and line.split(": ")[1] in ids)
