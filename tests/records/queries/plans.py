"""Which indexes the database would read for what a block asks, were its tables large."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def explained() -> Iterator[list[str]]:
    """The plans of the SELECTs asked inside, once it is left. PostgreSQL would read a handful of rows in one go; it is
    told not to, since what counts is how it reads millions."""
    plans: list[str] = []
    with CaptureQueriesContext(connection) as asked:
        yield plans
    word = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")  # it chooses by what it knows of the rows
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        for query in asked.captured_queries:
            if query["sql"].startswith(("SELECT", "WITH")):
                cursor.execute(word + query["sql"].replace("%", "%%"))
                plans.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
