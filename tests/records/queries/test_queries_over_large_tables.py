"""No page and no mail looks through a table that grows. What SQLite would do stands in its query plan, which it makes
without statistics, so that a small table tells as much as a large one. On PostgreSQL the same is only done."""

import re
from contextlib import contextmanager

import pytest
from django.db import connection

from layan.actions import mail as mails
from layan.channels.email import receiving
from layan.records.models import Case
from tests.cast import NOW, a_case, signed_in
from tests.channels.email.desk import CARE, arrives, raw

pytestmark = pytest.mark.django_db

LARGE = "case|event|message|messageid|searchtext|attachment|incomingmail|rawmail|outboxmail|customer|address|mention"
SCAN = re.compile(rf"SCAN (?:records_)?({LARGE})\b(?! USING (?:COVERING )?INDEX)")
SEARCH = re.compile(rf"SEARCH records_({LARGE}) USING (?:COVERING )?INDEX \S+ \((\w+)=\?\)")
TELLS_LITTLE = {("event", "kind"), ("address", "kind"), ("message", "direction")}


def looks_through(sql, params):
    """What of a large table this question would go through, in the words of its query plan."""
    cursor = connection.connection.cursor()
    asked = re.sub(r"%s", "?", sql)
    for row in cursor.execute(f"EXPLAIN QUERY PLAN {asked}", params or ()):
        line, found = row[3], SEARCH.search(row[3])
        table, column = found.groups() if found else ("", "")
        if SCAN.search(line) or (table, column) in TELLS_LITTLE:
            yield f"{line}: {sql}"
        elif found and f'"records_{table}"."{column}" IS NULL' in sql:
            yield f"nearly all are null: {line}: {sql}"


@contextmanager
def watched():
    """Refuses what looks through a large table. At the end, since what goes wrong with a mail stays with that mail."""
    found = []

    def watch(execute, sql, params, many, context):
        if sql.startswith("SELECT") and not many and connection.vendor == "sqlite":
            found.extend(looks_through(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert found == []


def test_a_new_mail_and_its_answer(cast):
    with watched():
        first = arrives(raw())
    letter = first.case.messages.get(direction="letter").message_ids.get().value
    with watched():
        arrives(raw("Still loud.", message_id="<two@example.net>", in_reply_to=f"<{letter}>"))
    assert first.case.messages.filter(direction="in").count() == 2


def test_many_mails_and_their_answers_at_once(cast):
    names = [f"{name}.new@example.net" for name in ("lina", "tono", "ayu", "dewi", "eko", "budi")]
    _come((name, raw(sender=f"<{name}>", message_id=f"<1.{name}>")) for name in names)
    with watched():
        receiving.understand_due(now=NOW)
    cases = {name: Case.objects.get(customer__addresses__value=name) for name in names}
    letters = {
        name: case.messages.get(direction="letter").message_ids.get().value for name, case in cases.items()
    }
    _come(
        (
            name,
            raw(
                "Still loud.", sender=f"<{name}>", message_id=f"<2.{name}>", in_reply_to=f"<{letters[name]}>"
            ),
        )
        for name in names
    )
    with watched():
        receiving.understand_due(now=NOW)
    assert all(case.messages.filter(direction="in").count() == 2 for case in cases.values())


def _come(written):
    for name, content in written:
        mails.store(raw=content, at=NOW, source="lmtp", envelope_from=name, envelope_to=[CARE])


def test_the_pages_of_the_desk(cast, client):
    case = a_case(cast, "My grinder is loud")
    signed_in(client, cast.rani)
    for path in ("/desk/due/", "/desk/mine/", f"/desk/cases/{case.pk}/", "/desk/due/?q=loud"):
        with watched():
            assert client.get(path).status_code == 200
