"""No page and no mail looks through a table that grows. What SQLite would do stands in its query plan, which it makes
without statistics, so that a small table tells as much as a large one. On PostgreSQL the same is only done."""

import re

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


def looked_through(execute, sql, params, many, context):
    """Beside each question asks how it would be answered."""
    if sql.startswith("SELECT") and not many and connection.vendor == "sqlite":
        cursor = connection.connection.cursor()
        asked = re.sub(r"%s", "?", sql)
        lines = [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {asked}", params or ())]
        for line in lines:
            assert not SCAN.search(line), f"{line}: {sql}"
            found = SEARCH.search(line)
            if found:
                table, column = found.groups()
                assert (table, column) not in TELLS_LITTLE, f"{line}: {sql}"
                assert f'"records_{table}"."{column}" IS NULL' not in sql, (
                    f"nearly all are null: {line}: {sql}"
                )
    return execute(sql, params, many, context)


@pytest.fixture
def watched():
    return lambda: connection.execute_wrapper(looked_through)


def test_a_new_mail_and_its_answer(cast, watched):
    with watched():
        first = arrives(raw())
    letter = first.case.messages.get(direction="letter").message_ids.get().value
    with watched():
        arrives(raw("Still loud.", message_id="<two@example.net>", in_reply_to=f"<{letter}>"))
    assert first.case.messages.filter(direction="in").count() == 2


def test_many_mails_and_their_answers_at_once(cast, watched):
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


def test_the_pages_of_the_desk(cast, client, watched):
    case = a_case(cast, "My grinder is loud")
    signed_in(client, cast.rani)
    for path in ("/desk/due/", "/desk/mine/", f"/desk/cases/{case.pk}/", "/desk/due/?q=loud"):
        with watched():
            assert client.get(path).status_code == 200
