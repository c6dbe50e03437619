"""The suite runs on the database it was asked to run on, as it is used in earnest."""

import os

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_the_database_is_the_one_asked_for():
    asked = os.environ.get("LAYAN_DATABASE_URL", "sqlite")
    assert connection.vendor == asked.split(":")[0]


def test_sqlite_is_a_file_with_a_log_beside_it():
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
