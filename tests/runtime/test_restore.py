"""`layan backup` and `layan restore` as one types them: there and back on both databases, and what is refused."""

import gzip
import json
import os
import subprocess
import sys
import tarfile
import zlib
from pathlib import Path

import pytest

from tests.runtime.business import python
from tests.servers import layan, postgresql
from tests.servers.parts import postgresql_folder

pytestmark = pytest.mark.servers
FILL = """
from datetime import timedelta
from layan.actions import files, mailboxes, messages
from layan.records.models import Mailbox, OutboxMail
from tests import cast
everybody = cast.make()
case = cast.a_case(everybody)
files.attach(content=b"a picture", name="grinder.png", message=case.messages.first())
box = mailboxes.save(box=Mailbox(), imap_password="secret", name="Care", channel="email", address="care@example.com",
                     imap_host="127.0.0.1")
mailboxes.switch_on(box=box, history=timedelta(0), at=cast.NOW)
messages.reply(case=case, reply=messages.Reply(text="It needs oil.", to=["budi@example.net"]), by=everybody.sari,
               at=cast.NOW)
"""
STATE = """
import json
from layan.records.models import Attachment, Case, Event, Mailbox, Message, OutboxMail
from layan.actions import files
from layan.records.secret import KeyChanged, unseal
from tests.actions.test_ledger import is_whole
for case in Case.objects.all():
    is_whole(case)
contents = []
for one in Attachment.objects.all():
    with files.reading(one.file) as content:
        contents.append(content.decode())
def password(box):
    try:
        return unseal(box.secrets).get("imap")
    except KeyChanged:
        return "another key"
print(json.dumps({
    "cases": list(Case.objects.values_list("token", flat=True)),
    "events": list(Event.objects.order_by("pk").values_list("kind", "data")),
    "texts": list(Message.objects.exclude(state="held").order_by("pk").values_list("text", flat=True)),
    "held": Message.objects.filter(state="held").count(),
    "contents": contents,
    "boxes": [[box.mode, password(box)] for box in Mailbox.objects.all()],
    "waiting": OutboxMail.objects.filter(due_at__isnull=False).count(),
    "aside": OutboxMail.objects.filter(state="waiting", due_at=None).exclude(failure="").count(),
}))
"""


def state(installation):
    return json.loads(python(installation, STATE))


def ran(installation, *words):
    """A command that must succeed; what it said."""
    done = installation.command(*words)
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == 0, said
    return said


@pytest.fixture(scope="module")
def filled():
    """An installation with a case, a file, a mailbox that is on and letters that wait; and its backup."""
    with layan.installation() as one:
        _made(one)
        yield one


def _made(one):
    python(one, "from layan.runtime import prepare; prepare.database()" + FILL)
    ran(one, "backup", str(one.home / "backup.tar.gz"), "--language", "en")


@pytest.fixture
def fresh():
    with layan.installation() as one:
        yield one


def test_there_and_back_and_the_copy_keeps_quiet(filled, fresh):
    said = ran(fresh, "restore", str(filled.home / "backup.tar.gz"), "--language", "en")
    before, after = state(filled), state(fresh)
    same = ("cases", "events", "texts", "contents")
    assert {key: after[key] for key in same} == {key: before[key] for key in same}
    assert before["contents"] == ["a picture"]
    assert "1 cases, 3 messages, 1 files" in said
    assert f"The original was reached at {filled.url}, this one at {fresh.url}" in said
    assert (before["boxes"], before["waiting"], before["held"]) == ([["on", "secret"]], 1, 1)
    assert (after["boxes"], after["waiting"], after["aside"], after["held"]) == ([["off", "secret"]], 0, 1, 0)
    assert "mailboxes switched off: 1; letters laid aside: 1; held replies turned back into drafts: 1" in said


def test_without_the_key_passwords_are_given_again(filled, fresh):
    target = filled.home / "without.tar.gz"
    ran(filled, "backup", str(target), "--without-key")
    said = ran(fresh, "restore", str(target), "--language", "en")
    assert "the passwords of mailboxes must be given again" in said
    assert state(fresh)["boxes"] == [["off", "another key"]]


def _flipped(whole):
    """With one bit turned that matters: some only say in other words how a run of zeros is packed."""
    for at in range(5000, len(whole)):
        damaged = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        try:
            if gzip.decompress(damaged) != gzip.decompress(whole):
                return damaged
        except (OSError, EOFError, zlib.error):
            return damaged
    raise AssertionError("nothing in it matters")


def test_a_flipped_byte_is_refused_in_words(filled, fresh):
    damaged = fresh.home / "damaged.tar.gz"
    whole = (filled.home / "backup.tar.gz").read_bytes()
    damaged.write_bytes(_flipped(whole))
    done = fresh.command("restore", str(damaged), "--language", "en")
    assert done.returncode == 2
    assert "is damaged, or no backup" in done.stderr.decode()
    assert "Nothing was changed." in done.stderr.decode()
    assert {path.name for path in (fresh.home / "data").iterdir()} == {"secret.key", "run.lock"}


def test_data_that_are_there_stay_unless_told_otherwise(filled, fresh):
    backup = str(filled.home / "backup.tar.gz")
    python(fresh, "from layan.runtime import prepare; prepare.database()")
    done = fresh.command("restore", backup, "--language", "en")
    assert (done.returncode, "There are data here already" in done.stderr.decode()) == (2, True)
    said = ran(fresh, "restore", backup, "--replace", "--take-over", "--language", "en")
    assert "What was here before lies in" in said
    (aside,) = (fresh.home / "data").glob("replaced-*")
    assert (aside / "layan.sqlite3").exists()
    assert state(fresh) == state(filled)


def test_a_folder_where_layan_runs_is_refused(filled, fresh):
    holding = f"""
from layan.runtime import prepare
import subprocess
with prepare.holding("run", wait=False):
    done = subprocess.run([{str(layan.PROGRAM)!r}, "restore", {str(filled.home / "backup.tar.gz")!r}, "--replace",
                           "--language", "en"], capture_output=True, text=True)
print(done.returncode, done.stderr)
"""
    said = python(fresh, holding)
    assert said.startswith("2 ") and "Layan is running on this folder" in said


def test_it_is_whole_while_others_write(filled, tmp_path):
    """Somebody writes all the time; what is copied is of one moment."""
    writing = subprocess.Popen(
        [sys.executable, "-c", _WRITING], env=filled.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        cwd=Path(__file__).parent.parent.parent,
    )  # fmt: skip
    assert writing.stdout.readline()
    try:
        target = tmp_path / "backup.tar.gz"
        ran(filled, "backup", str(target))
    finally:
        writing.communicate()
    assert writing.returncode == 0
    with layan.installation() as fresh:
        ran(fresh, "restore", str(target))
        state(fresh)


_WRITING = """
import sys, threading
from layan.runtime.started import started; started()
from layan.records.models import Case
closed = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), closed.set()), daemon=True).start()
from layan.actions import cases
from layan.desk import commands
from layan.desk.actor import SYSTEM
from datetime import UTC, datetime
case, n = Case.objects.first(), 0
while not closed.is_set():
    n += 1
    cases.act(case=case, command=commands.SetPriority(("high", "normal")[n % 2]), by=SYSTEM, at=datetime.now(UTC))
    if n == 1:
        print("writing", flush=True)
"""


def test_a_file_that_is_lost_is_said(fresh):
    _made(fresh)
    (path,) = [path for path in (fresh.home / "data" / "files").rglob("*") if path.is_file()]
    path.unlink()
    done = fresh.command("backup", str(fresh.home / "again.tar.gz"), "--language", "en")
    assert (done.returncode, path.name in done.stderr.decode()) == (1, True)
    with tarfile.open(fresh.home / "again.tar.gz") as tar:
        assert "database.sqlite3" in tar.getnames()


def test_nothing_to_back_up(fresh):
    done = fresh.command("backup", str(fresh.home / "none.tar.gz"), "--language", "en")
    assert done.returncode == 2
    assert not (fresh.home / "none.tar.gz").exists()


def test_there_and_back_on_postgresql(filled):
    if not postgresql_folder():
        pytest.skip("PostgreSQL is missing on this machine")
    with postgresql.running() as url, layan.installation(LAYAN_DATABASE_URL=url) as one:
        _made(one)
        there = state(one)
        psql = ["createdb", "--maintenance-db", url, "restored"]
        subprocess.run([Path(postgresql_folder()) / psql[0], *psql[1:]], check=True, env=os.environ)
        other = url.replace("/postgres", "/restored")
        with layan.installation(LAYAN_DATABASE_URL=other) as fresh:
            done = fresh.command("restore", str(filled.home / "backup.tar.gz"), "--language", "en")
            assert (done.returncode, b"The backup is of sqlite" in done.stderr) == (2, True)
            ran(fresh, "restore", str(one.home / "backup.tar.gz"), "--take-over")
            assert state(fresh) == there
            again = fresh.command("restore", str(one.home / "backup.tar.gz"), "--language", "en")
            assert (again.returncode, b"There are data in this database" in again.stderr) == (2, True)
