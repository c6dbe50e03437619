"""Writing many rows fast: COPY on PostgreSQL, prepared inserts on SQLite, the indexes built once at the end.

Values are as both databases read them from text: moments without a zone are UTC, JSON is its text.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from django.core.management.color import no_style
from django.db import connection, models

from layan.records.models import (
    Address,
    Case,
    Customer,
    Event,
    Message,
    MessageId,
    OutboxMail,
    SearchText,
    SideConversation,
)

type Row = Sequence[Any]

TABLES: Final[Sequence[type[models.Model]]] = (
    Customer, Address, Case, SideConversation, Message, MessageId, Event, OutboxMail, SearchText,
)  # fmt: skip


def moment(at: datetime) -> str:
    """As either database keeps it."""
    return str(at.astimezone(UTC).replace(tzinfo=None))


class Bulk:
    """Takes rows, table by table."""

    def write(self, model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Append `rows`, each with a value for every one of `columns`; the others get their defaults in the tables'
        own definition, so whoever calls names all that may not be empty."""
        table, fields = model._meta.db_table, _defaults(model, columns)
        names = ", ".join(f'"{name}"' for name in (*columns, *fields))
        rest = tuple(fields.values())
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                    for row in rows:
                        copy.write_row((*row, *rest))
            else:
                marks = ", ".join("?" * (len(columns) + len(rest)))
                inserted = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
                cursor.cursor.connection.executemany(inserted, ((*row, *rest) for row in rows))


def _defaults(model: type[models.Model], columns: Sequence[str]) -> dict[str, Any]:
    """What the other columns hold, as the model says."""
    found: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.column and field.column not in columns and not field.primary_key:
            value = field.get_default()
            if isinstance(field, models.JSONField):
                value = "{}" if value == {} else "[]"
            found[field.column] = value
    return found


@contextmanager
def loading() -> Iterator[Bulk]:
    """Within a transaction: without indexes and references while the rows come in, with them afterwards."""
    again = _undressed_postgresql() if connection.vendor == "postgresql" else _undressed_sqlite()
    yield Bulk()
    with connection.cursor() as cursor:
        for statement in again:
            cursor.execute(statement)


def _undressed_postgresql() -> list[str]:
    """Takes off all but the primary keys; what puts it on again."""
    tables = [model._meta.db_table for model in TABLES]
    again = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        # Packed with the faster of its two ways, where this build has it.
        cursor.execute(
            "SELECT 1 FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)"
        )
        if cursor.fetchone():
            cursor.execute("SET LOCAL default_toast_compression = 'lz4'")
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('f', 'u') ORDER BY contype DESC, oid",
            [tables],
        )
        for table, name, definition in cursor.fetchall():
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
            again.append(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT IN "
            "(SELECT conname FROM pg_constraint)",
            [tables],
        )
        built = []
        for name, definition in cursor.fetchall():
            cursor.execute(f'DROP INDEX "{name}"')
            built.append(definition)
    return [*built, *again, *connection.ops.sequence_reset_sql(no_style(), list(TABLES))]


def _undressed_sqlite() -> list[str]:
    tables = [model._meta.db_table for model in TABLES]
    marks = ", ".join(["%s"] * len(tables))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger') "
            f"AND tbl_name IN ({marks})",
            tables,
        )
        again = []
        for kind, name, sql in cursor.fetchall():
            cursor.execute(f'DROP {kind.upper()} "{name}"')
            again.append(sql)
    return [*again, "INSERT INTO search_words(search_words) VALUES ('rebuild')"]


def settle() -> None:
    """Let PostgreSQL look at what came in, so that it plans as it will in a week."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in TABLES:
                cursor.execute(f'VACUUM (ANALYZE) "{model._meta.db_table}"')
