"""Numbers of rows before the rows: for what must name a row that is written later in the same transaction."""

from django.db import connection, models


def reserved(model: type[models.Model], count: int) -> list[int]:
    """So many numbers of rows of `model` that nobody else gets. Within a transaction in which they are used."""
    table = model._meta.db_table
    if not count:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [number for (number,) in cursor.fetchall()]
        # SQLite has one writer at a time, and goes on from the highest number there ever was.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
    return list(range(last + 1, last + 1 + count))
