"""Search over everything that was said, through the database's own full-text engine."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from layan.records.access import cases_for, may
from layan.records.fold import words
from layan.records.models import Case, User
from layan.records.queries.lists import SHOWN

NEWEST = 300
"""Rows looked at: the newest matches, so that a common word costs no more than a rare one."""


def search(user: User, query: str, limit: int = 50) -> list[Case]:
    """The cases she may see in which all words occur (the last may be a beginning), the newest said first.
    A number, with or without `#`, finds that case first."""
    visible = cases_for(user)
    found = _case_ids(words(query), None if may(user, "cases.all") else visible)
    number = query.strip().removeprefix("#")
    if number.isdecimal():
        found.insert(0, int(number[:18]))
    seen = set(visible.filter(pk__in=found).values_list("pk", flat=True))
    shown = [pk for pk in dict.fromkeys(found) if pk in seen][:limit]
    rows = Case.objects.select_related("customer", "assignee").only(*SHOWN).in_bulk(shown)
    return [rows[pk] for pk in shown if pk in rows]


def cases_with(asked: list[str]) -> list[int]:
    """The cases, whosever they are, of the newest matches of these folded words."""
    return _case_ids(asked, None)


def _case_ids(asked: list[str], among: QuerySet[Case] | None) -> list[int]:
    """The cases of the newest matches; `among`: only these, so that a word common elsewhere hides none of them."""
    if not asked:
        return []
    try:
        narrowed, params = _narrowed(among)
    except EmptyResultSet:  # she sees none
        return []
    sqlite = connection.vendor == "sqlite"
    match = " ".join(f'"{word}"' for word in asked) + "*" if sqlite else _tsquery(asked)
    with connection.cursor() as cursor:
        cursor.execute((SQLITE if sqlite else POSTGRESQL).format(narrowed=narrowed), [match, *params, NEWEST])
        return [row[0] for row in cursor.fetchall()]


def _tsquery(asked: list[str]) -> str:
    return " & ".join(f"'{word}'" for word in asked) + ":*"


def _narrowed(among: QuerySet[Case] | None) -> tuple[str, tuple[Any, ...]]:
    if among is None:
        return "", ()
    sql, params = among.order_by().values("pk").query.sql_with_params()
    return f" AND case_id IN ({sql})", params


# Matches by rowid are read newest first without being counted or ranked.
SQLITE = (
    "SELECT case_id FROM search_words CROSS JOIN records_searchtext ON records_searchtext.id = search_words.rowid "
    "WHERE search_words MATCH %s{narrowed} ORDER BY search_words.rowid DESC LIMIT %s"
)
# Fetched first, then ordered: else the planner walks the ids backwards for a rare word.
POSTGRESQL = (
    "WITH matches AS MATERIALIZED (SELECT id, case_id FROM records_searchtext "
    "WHERE to_tsvector('simple', folded) @@ to_tsquery('simple', %s){narrowed}) "
    "SELECT case_id FROM matches ORDER BY id DESC LIMIT %s"
)
