"""What is wrong with where everything is kept, the database and its disk, in words; and a look whether it can keep."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection

from layan.plan.say import say
from layan.records.trouble import Trouble

FULL: Final = 4 * 1024 * 1024
"""Bytes left on the disk with which nothing can be done any more."""
TIGHT: Final = 256 * 1024 * 1024
"""Bytes left on the disk at which somebody should make room."""
PATIENCE: Final = 2.0
"""Seconds a look waits for another that is writing; ours are done within milliseconds."""


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What an error says of the database or the disk; None when it is about something else."""
    for one in _chain(error):
        found = _of_disk(one) or _of_sqlite(one) or _of_postgresql(one)
        if found:
            return found
    if isinstance(error, OperationalError | InterfaceError):
        return _failing(error)
    return None


def is_full(error: BaseException | None) -> bool:
    """Whether it failed for want of room."""
    return any(_of_disk(one) or _names(one, "SQLITE_FULL") or _state(one) == "53100" for one in _chain(error))


def looked() -> Trouble | None:
    """Whether something could be kept at this moment. Waits for PATIENCE at most."""
    if room() < FULL:
        return _full()
    try:
        if connection.vendor == "sqlite":
            _write_lock()
        else:
            connection.ensure_connection()
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
    except (DatabaseError, sqlite3.Error) as error:
        return trouble_of(error) or _failing(error)
    return None


def room() -> int:
    """Bytes left on the disk of the data."""
    try:
        return shutil.disk_usage(settings.LAYAN_DATA).free
    except OSError:
        return FULL  # a folder that is not there cannot be full


def _write_lock() -> None:
    """Take SQLite's lock for writing and let go of it again; within a transaction it is ours already."""
    if connection.in_atomic_block:
        return
    name = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(name, timeout=PATIENCE, isolation_level=None)) as asking:
        asking.execute("BEGIN IMMEDIATE")
        asking.execute("ROLLBACK")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what caused it."""
    while error is not None:
        yield error
        error = error.__cause__


def _of_disk(error: BaseException) -> Trouble | None:
    full = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return _full() if isinstance(error, OSError) and error.errno in full else None


def _of_sqlite(error: BaseException) -> Trouble | None:
    if _names(error, "SQLITE_FULL"):
        return _full()
    if _names(error, "SQLITE_BUSY", "SQLITE_LOCKED"):
        return Trouble(
            say("Another program holds the database: nothing new can be kept until it lets go."),
            say("Look for a backup or a database tool that has it open. Layan tries again by itself."),
        )
    return _failing(error) if isinstance(error, sqlite3.OperationalError) else None


def _of_postgresql(error: BaseException) -> Trouble | None:
    state = _state(error)
    if state == "53100":
        return _full()
    if state is None and not _is_psycopg(error):
        return None
    if state is None or state.startswith(("08", "57P")) or state == "53300":
        return Trouble(
            say("The database server does not answer: {said}", said=_said(error)),
            say("Start it, or correct {name}. Layan tries again by itself.", name="LAYAN_DATABASE_URL"),
        )
    return None


def _full() -> Trouble:
    return Trouble(
        say("The disk is full: nothing new can be kept."),
        say("Make room where {place} lies. What was kept is safe; Layan goes on by itself.",
            place=str(settings.LAYAN_DATA)),
    )  # fmt: skip


def _failing(error: BaseException) -> Trouble:
    return Trouble(
        say("The database cannot be used: {said}", said=_said(error)),
        say("Look at the disk, and at whom {place} belongs to.", place=str(settings.LAYAN_DATA)),
    )


def _names(error: BaseException, *names: str) -> bool:
    """SQLite's own name of an error: SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT and so on."""
    return str(getattr(error, "sqlite_errorname", "")).startswith(names)


def _state(error: BaseException) -> str | None:
    state = getattr(error, "sqlstate", None)
    return state if isinstance(state, str) else None


def _is_psycopg(error: BaseException) -> bool:
    """The connection broke, or never came to be: an error of the driver's without a word of the server's."""
    kind = type(error)
    return kind.__module__.startswith("psycopg") and kind.__name__ in (
        "OperationalError",
        "ConnectionTimeout",
    )


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
