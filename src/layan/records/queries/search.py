"""Search over everything that was said, through the database's own full-text engine."""

from django.db import connection
from django.db.models import QuerySet

from layan.records.access import cases_for
from layan.records.fold import words
from layan.records.models import Case, User

NEWEST = 300
"""Rows looked at: the newest matches, so that a common word costs no more than a rare one."""


def search(user: User, query: str, limit: int = 50) -> list[Case]:
    """The cases she may see in which all words occur (the last may be a beginning), the newest said first.
    A number, with or without `#`, finds that case first."""
    found = _case_ids(words(query))
    number = query.strip().removeprefix("#")
    if number.isdecimal():
        found.insert(0, int(number[:18]))
    rows: QuerySet[Case] = cases_for(user).select_related("customer", "assignee")
    by_id = {case.pk: case for case in rows.filter(pk__in=found)}
    return [by_id[pk] for pk in dict.fromkeys(found) if pk in by_id][:limit]


def _case_ids(asked: list[str]) -> list[int]:
    if not asked:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Matches by rowid are read newest first without being counted or ranked.
            match = " ".join(f'"{word}"' for word in asked) + "*"
            cursor.execute(
                "SELECT case_id FROM records_searchtext WHERE id IN "
                "(SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY rowid DESC LIMIT %s) "
                "ORDER BY id DESC",
                [match, NEWEST],
            )
        else:
            # Fetched first, then ordered: else the planner walks the ids backwards for a rare word.
            match = " & ".join(f"'{word}'" for word in asked) + ":*"
            cursor.execute(
                "WITH matches AS MATERIALIZED (SELECT id, case_id FROM records_searchtext "
                "WHERE to_tsvector('simple', folded) @@ to_tsquery('simple', %s)) "
                "SELECT case_id FROM matches ORDER BY id DESC LIMIT %s",
                [match, NEWEST],
            )
        return [row[0] for row in cursor.fetchall()]
