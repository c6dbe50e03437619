"""`layan init` and `layan plan publish` as one types them: processes of their own, a folder of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import tree

GIVEN = {
    "--template": "online-shop",
    "--name": "Kopi Senja",
    "--country": "ID",
    "--timezone": "Asia/Jakarta",
    "--currency": "IDR",
    "--languages": "id,en",
    "--admin": "Ayu@Example.com",
}


@pytest.fixture(scope="module")
def layan(tmp_path_factory):
    """Runs a command on a data folder of this file; standard output and error, and the status."""
    data = tmp_path_factory.mktemp("data")
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LAYAN_")}
    environment = plain | {"LAYAN_DATA": str(data), "LANG": "C.UTF-8"}

    def run(*arguments):
        return subprocess.run(
            [Path(sys.executable).with_name("layan"), *arguments],
            env=environment,
            cwd=data,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


def _init(layan, **changes):
    given = GIVEN | {f"--{name}": value for name, value in changes.items()}
    return layan("init", *(word for pair in given.items() for word in pair))


def test_what_cannot_be_used_is_said_all_at_once_and_leaves_nothing(layan, tmp_path):
    data = tmp_path / "never"
    refused = _init(layan, template="shop", country="XX", timezone="Jakarta", admin="ayu", data=str(data))
    assert refused.returncode == 2
    for word in ("template shop", "XX is no country", "Jakarta is no time zone", "ayu is no email"):
        assert word in refused.stderr
    assert not data.exists()


def test_the_first_day_on_the_command_line(layan, tmp_path):
    """One after the other, as each needs what was before."""
    shop = str(tree.SOURCE / "starters" / "online-shop")
    early = layan("plan", "publish", shop)
    assert early.returncode == 2
    assert "no business here yet" in early.stderr

    for wrong, says in (
        ({"template": "online-shp"}, "Did you mean online-shop?"),
        ({"country": "Indonesia"}, "no country code"),
        ({"timezone": "Jakarta"}, "no time zone"),
        ({"currency": "XTS"}, "No starter plan counts in XTS"),
        ({"languages": "id,id"}, "each given once"),
        ({"languages": ","}, "needs a language"),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"admin": "ayu"}, "no email address"),
    ):
        refused = _init(layan, **wrong)
        assert (refused.returncode, refused.stdout) == (2, ""), wrong
        assert says in refused.stderr

    made = _init(layan, country="id", currency="idr")
    assert made.returncode == 0, made.stderr
    assert "/account/link/" in made.stdout
    again = _init(layan)
    assert again.returncode == 1
    assert "nothing was changed" in again.stderr

    published = layan("plan", "publish", shop, "--why", "Back to the sample", "--json")
    assert published.returncode == 0, published.stderr
    assert json.loads(published.stdout) | {"digest": ""} == {"version": 2, "digest": "", "changed": True}
    same = layan("plan", "publish", shop)
    assert same.returncode == 0
    assert "Nothing has changed" in same.stdout

    (tmp_path / "business.md").write_text("---\nkind: business\nnme: Kopi\n---\n", encoding="utf-8")
    broken = layan("plan", "publish", str(tmp_path))
    assert broken.returncode == 1
    assert "nme" in broken.stderr
    assert broken.stderr.count("error:") > 2
