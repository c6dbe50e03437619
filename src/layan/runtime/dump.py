"""The database as a file and back: SQLite by its own online copy, PostgreSQL by the programs it comes with."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from layan.plan.say import Code, say
from layan.runtime.terminal import WrongUsage


def out(path: Path) -> None:
    """Write the database to `path` as it is at one moment, while others go on writing. Raises WrongUsage."""
    if connection.vendor == "sqlite":
        _copy(Path(str(connection.settings_dict["NAME"])), path)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={path}")


def _copy(source: Path, target: Path) -> None:
    original = sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=60)
    with closing(original) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # all of it in one file
        (said,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise WrongUsage(say("The database is damaged: {said}", said=Code(said)))


@contextmanager
def using(path: Path) -> Iterator[None]:
    """Work on another SQLite file for a while; afterwards all of it is in that one file."""
    connection.close()
    settings = connection.settings_dict
    before, settings["NAME"] = settings["NAME"], str(path)
    try:
        yield
        connection.close()
        with closing(sqlite3.connect(path)) as copy:
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        settings["NAME"] = before


def into_postgresql(path: Path) -> None:
    """Fill the empty database with what `out` wrote; all of it or nothing. Raises WrongUsage."""
    name = str(connection.settings_dict["NAME"])
    connection.close()
    _run(
        "pg_restore",
        "--no-owner",
        "--no-acl",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={name}",
        str(path),
    )


def empty_postgresql() -> None:
    """As it was before `into_postgresql`."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise WrongUsage(
            say("{program} is not on this machine.", program=Code(program)),
            say("Install PostgreSQL's client programs in the release of the server, or newer."),
        )
    settings = connection.settings_dict
    place = {"PGHOST": settings["HOST"], "PGPORT": settings["PORT"], "PGUSER": settings["USER"],
             "PGPASSWORD": settings["PASSWORD"], "PGDATABASE": settings["NAME"]}  # fmt: skip
    env = os.environ | {name: str(value) for name, value in place.items() if value}
    done = subprocess.run([found, "--no-password", *arguments], env=env, capture_output=True, text=True)
    if done.returncode:
        said = " ".join(done.stderr.split())[-500:]
        raise WrongUsage(say("{program} failed: {said}", program=Code(program), said=Code(said)))
