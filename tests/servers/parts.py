"""What a machine must have beside Python for the whole suite to run, and how Debian calls it."""

import glob
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

# Debian keeps servers out of an ordinary user's PATH.
_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"])


def program(*names: str) -> str | None:
    """The path of the first of `names` that is on this machine, or None."""
    return next((path for name in names if (path := shutil.which(name, path=_PATH))), None)


def postgresql_folder() -> str | None:
    """The folder of initdb and postgres: Debian keeps one per version, others have them on PATH."""
    versions = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    newest = max(versions, key=lambda path: int(path.split("/")[4]), default=None) or program("initdb")
    return os.path.dirname(newest) if newest else None


def chromium() -> str | None:
    return program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def postfix() -> str | None:
    """Postfix's master process must be started by root."""
    return program("postfix") if os.geteuid() == 0 else None


@dataclass(frozen=True)
class Part:
    """Something of the machine: `find` returns its path, or None when it is missing."""

    name: str
    packages: tuple[str, ...]
    find: Callable[[], str | None]


PARTS = {
    part.name: part
    for part in (
        Part("PostgreSQL", ("postgresql",), postgresql_folder),
        Part("Dovecot", ("dovecot-imapd", "dovecot-lmtpd"), lambda: program("dovecot")),
        Part("Postfix", ("postfix",), postfix),
        Part("Chromium", ("chromium", "fonts-noto-core"), chromium),
    )
}
