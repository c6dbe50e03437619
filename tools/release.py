"""What a release leaves for the tests of later ones: a small installation of this release, backed up.

`python -m tools.release` writes tests/runtime/releases/<version>.<database>.tar.gz for SQLite, and for PostgreSQL when
it is on this machine. Run once, as the release is made; a file that is there is never written again.
"""

import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RELEASES = ROOT / "tests" / "runtime" / "releases"

_FILL = """
from layan.runtime.started import started; started()
from layan.runtime import prepare; prepare.database()
from datetime import timedelta
from layan.actions import cases, files, messages, offers
from layan.channels.email import receiving
from layan.actions import mail as mails
from layan.desk import commands
from layan.plan.units import Money
from layan.records.translate import actor_of
from tests import cast
from tests.channels.email.desk import CARE, mailbox, raw
everybody = cast.make()
at = cast.NOW
mailbox(smtp_host="mail.example.com")
case = cast.a_case(everybody)
files.attach(content=b"a picture", name="grinder.png", message=case.messages.first())
cases.act(case=case, command=commands.Take(), by=actor_of(everybody.sari), at=at + timedelta(minutes=5))
messages.note(case=case, text="Ask @Rani.", by=everybody.sari, at=at + timedelta(minutes=6))
reply = messages.Reply(text="It needs oil.", to=["budi@example.net"])
messages.reply(case=case, reply=reply, by=everybody.sari, at=at + timedelta(minutes=7), undo=timedelta(0))
messages.release_due(at=at + timedelta(minutes=8))
for number, content in enumerate((raw(sender="Lina Kaya <lina@example.org>", subject="Money back"),
                                  raw(message_id="<two@example.net>", sender="", to=""), b"nothing at all")):
    mails.store(raw=content, source="lmtp", at=at + timedelta(minutes=number), envelope_from="a@example.net",
                envelope_to=[CARE])
receiving.understand_due(now=at + timedelta(hours=1))
cases.sweep(at=at + timedelta(hours=9))
"""


def make(folder: Path, database: str = "") -> None:
    """Fill an empty installation and back it up under this release's name, unless that is there."""
    target = RELEASES / f"{version('layan')}.{'postgresql' if database else 'sqlite'}.tar.gz"
    if target.exists():
        print(f"{target.relative_to(ROOT)} is there already and stays as it is")
        return
    RELEASES.mkdir(exist_ok=True)
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LAYAN_")}
    env = plain | {"LAYAN_DATA": str(folder), "LAYAN_SECRET_KEY": "only-for-tests"}
    if database:
        env["LAYAN_DATABASE_URL"] = database
    subprocess.run([sys.executable, "-c", _FILL], check=True, env=env, cwd=ROOT)
    command = [Path(sys.executable).with_name("layan"), "backup", target, "--without-key"]
    subprocess.run(command, check=True, env=env, cwd=ROOT)


def main() -> None:
    from tests.servers import postgresql
    from tests.servers.parts import postgresql_folder

    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
    if postgresql_folder():
        with tempfile.TemporaryDirectory() as folder, postgresql.running() as url:
            make(Path(folder), url)


if __name__ == "__main__":
    main()
