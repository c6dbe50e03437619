"""Data of every release so far, brought up to this one: its events still make its cases, and its pages open.

`python -m tools.release` wrote them, each with the release it names.
"""

import json
import subprocess
from pathlib import Path

import pytest

from tests.runtime.business import python
from tests.servers import layan, postgresql
from tests.servers.parts import postgresql_folder

pytestmark = pytest.mark.servers
RELEASES = Path(__file__).parent / "releases"

WALK = """
import json
from django.conf import settings
from django.test import Client
from layan.records.models import Case, Event, IncomingMail, Message, OutboxMail, User
from layan.runtime import prepare, tables
from tests.actions.test_ledger import is_whole
prepare.files()
for case in Case.objects.all():
    is_whole(case)
settings.ALLOWED_HOSTS = ["*"]
pages = {}
for who in ("ayu", "sari", "melati"):
    client = Client()
    client.force_login(User.objects.get(email=f"{who}@example.com"),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    mine = ["/", "/plan/", "/plan/versions/", "/help/", "/account/"]
    if who == "melati":
        mine += ["/admin/", "/admin/tray/", "/admin/mailboxes/", "/admin/people/", "/admin/letters/"]
    else:
        mine += ["/desk/", *(f"/desk/cases/{pk}/" for pk in Case.objects.values_list("pk", flat=True))]
    for path in mine:
        pages[f"{who} {path}"] = client.get(path, follow=True).status_code
print(json.dumps({
    "standing": [tables.standing().pending, tables.standing().unknown],
    "pages": pages,
    "counts": [Case.objects.count(), Message.objects.count(), IncomingMail.objects.count()],
    "waiting": OutboxMail.objects.filter(due_at__isnull=False).count(),
}))
"""


def walked(installation):
    return json.loads(python(installation, WALK))


def is_well(told):
    assert told["standing"] == [[], []]
    assert {path: code for path, code in told["pages"].items() if code != 200} == {}
    assert told["counts"][0] >= 3 and told["counts"][2] == 3
    assert told["waiting"] == 0


@pytest.mark.parametrize("release", sorted(RELEASES.glob("*.sqlite.tar.gz")), ids=lambda path: path.name[:5])
def test_an_older_release_on_sqlite(release):
    with layan.installation(LAYAN_SECRET_KEY="only-for-tests") as one:
        done = one.command("restore", str(release), "--language", "en")
        assert done.returncode == 0, done.stderr
        is_well(walked(one))


@pytest.mark.parametrize(
    "release", sorted(RELEASES.glob("*.postgresql.tar.gz")), ids=lambda path: path.name[:5]
)
def test_an_older_release_on_postgresql(release):
    if not postgresql_folder():
        pytest.skip("PostgreSQL is missing on this machine")
    key = {"LAYAN_SECRET_KEY": "only-for-tests"}
    with postgresql.running() as url, layan.installation(LAYAN_DATABASE_URL=url, **key) as one:
        done = one.command("restore", str(release), "--language", "en")
        assert done.returncode == 0, done.stderr
        is_well(walked(one))


def test_there_is_one_of_every_release_so_far():
    """What the changes speak of has been released, and what was released can be tried."""
    assert {path.name.split(".sqlite")[0] for path in RELEASES.glob("*.sqlite.tar.gz")} >= {"0.1.0"}


def test_tables_of_an_older_release_are_said(tmp_path):
    with layan.installation() as one:
        python(
            one,
            """
            from django.core.management import call_command
            call_command("migrate", "records", "0001", verbosity=0)
            """,
        )
        told = one.command("status", "--language", "en")
        assert told.returncode == 1
        assert b"The tables are those of an older release; layan run changes them" in told.stdout
        backup = tmp_path / "older.tar.gz"
        done = one.command("backup", str(backup), "--language", "en")
        assert done.returncode == 0, done.stderr
    with layan.installation() as fresh:
        done: subprocess.CompletedProcess[bytes] = fresh.command("restore", str(backup), "--language", "en")
        assert b"Brought up to this release in" in done.stdout, done
        assert b'"pending": []' in fresh.command("status", "--json").stdout
