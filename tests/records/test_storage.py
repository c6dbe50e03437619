"""What is wrong with the database or the disk, in words."""

import errno
import sqlite3
from contextlib import closing

import pytest
from django.db import IntegrityError, OperationalError, connection

from layan.records import storage


def sqlites(name, code, words):
    error = sqlite3.OperationalError(words)
    error.sqlite_errorname, error.sqlite_errorcode = name, code
    wrapped = OperationalError(words)
    wrapped.__cause__ = error
    return wrapped


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (sqlites("SQLITE_FULL", 13, "database or disk is full"), "The disk is full"),
        (sqlites("SQLITE_BUSY_SNAPSHOT", 517, "database is locked"), "Another program holds the database"),
        (sqlites("SQLITE_IOERR_WRITE", 778, "disk I/O error"), "The database cannot be used: disk I/O error"),
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (OperationalError("something new"), "The database cannot be used: something new"),
        (IntegrityError("twice"), None),
        (ValueError("of ours"), None),
        (None, None),
    ],
)
def test_an_error_in_words(error, words):
    found = storage.trouble_of(error)
    assert (found and str(found).startswith(words)) if words else found is None
    assert storage.is_full(error) == (words == "The disk is full")


def test_postgresql_that_is_away():
    import psycopg

    try:
        psycopg.connect("host=127.0.0.1 port=1 user=layan dbname=layan", connect_timeout=2)
    except psycopg.OperationalError as error:
        wrapped = OperationalError(str(error))
        wrapped.__cause__ = error
    assert str(storage.trouble_of(wrapped)).startswith(
        "The database server does not answer: connection failed"
    )


@pytest.mark.django_db(transaction=True)
def test_a_look_finds_who_holds_it(monkeypatch):
    assert storage.looked() is None
    if connection.vendor != "sqlite":
        return
    monkeypatch.setattr(storage, "PATIENCE", 0.05)
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "Another program holds the database" in str(storage.looked())
        other.execute("ROLLBACK")
    assert storage.looked() is None


@pytest.mark.django_db
def test_a_look_sees_that_there_is_no_room(monkeypatch):
    monkeypatch.setattr(storage, "room", lambda: storage.FULL - 1)
    assert "The disk is full" in str(storage.looked())
