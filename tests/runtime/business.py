"""A running installation with the business of `tests.cast`, and Python run on its data."""

import json
import subprocess
import sys
import time
from textwrap import dedent

from tests.tree import ROOT


def python(installation, code):
    """Run `code` with Django on the installation's data; what it printed."""
    begin = "from layan.runtime.started import started; started()\n"
    done = subprocess.run(
        [sys.executable, "-c", begin + dedent(code)],
        capture_output=True, text=True, env=installation.environment, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def set_up(installation):
    """The business, its plan and its people."""
    python(installation, "from tests.cast import make; make()")


def mails(installation):
    """`layan mail list --json`, as dicts."""
    done = installation.command("mail", "list", "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def status(installation):
    done = installation.command("status", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def until(found, seconds=30):
    """What `found()` gives as soon as it is something."""
    end = time.monotonic() + seconds
    while not (answer := found()):
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.2)
    return answer
