from datetime import date

import pytest

from layan.plan.nodes import parse
from layan.plan.reading import values
from layan.plan.reading.fields import Failed, Findings, read
from layan.plan.source import split


def make(reader, written):
    findings = Findings()
    table = parse(split("a.md", f"---\na: {written}\n---\n"), findings.problems.append)
    try:
        return read(table.get("a"), reader, findings)
    except Failed:
        (problem,) = findings.problems
        assert (problem.position.line, problem.position.column) == (2, 4)
        return problem.code, str(problem.instead)


@pytest.mark.parametrize(
    ("reader", "written", "value"),
    [
        (values.text, "Kopi: Senja".replace(": ", ":"), "Kopi:Senja"),
        (values.text, "2026", "2026"),
        (values.flag, "true", True),
        (values.flag, "false", False),
        (values.whole(1, 20), "10", 10),
        (values.key, "head-of-care", "head-of-care"),
        (values.field_key, "birth_year", "birth_year"),
        (values.day, "2026-12-24", date(2026, 12, 24)),
        (values.language, "id", "id"),
        (values.language, "no", "no"),
        (values.country, "NO", "NO"),
        (values.country, "ID", "ID"),
        (values.currency, "IDR", "IDR"),
        (values.calendar, "MY-14", "MY-14"),
        (values.timezone, "Asia/Kuala_Lumpur", "Asia/Kuala_Lumpur"),
        (values.decider, "lead", "lead"),
        (values.texts, "{en: Hello, id: Halo}", {"en": "Hello", "id": "Halo"}),
    ],
)
def test_values(reader, written, value):
    assert make(reader, written) == value


@pytest.mark.parametrize(
    ("reader", "written", "code", "instead"),
    [
        (values.flag, "yes", "unknown-word", "Did you mean true?"),
        (values.flag, "Off", "unknown-word", "Did you mean false?"),
        (values.flag, "1", "unknown-word", "Use one of these: true, false."),
        (values.whole(1, 20), "21", "number", "Write a number from 1 to 20."),
        (values.whole(1, 20), "ten", "number", "Write a number from 1 to 20."),
        (values.key, "Head of care", "key", "Write head-of-care."),
        (values.key, "x" * 61, "key", "Use a shorter one."),
        (values.day, "24/12", "time", "Write it like this: 2026-12-24."),
        (values.day, "2026-02-30", "time", "Write it like this: 2026-12-24."),
        (values.language, "English", "language", "Did you mean en?"),
        (values.language, "ID", "language", "Did you mean id?"),
        (values.language, "qx", "language", "Write it like this: en."),
        (values.country, "id", "country", "Did you mean ID?"),
        (values.country, "XX", "country", "Write it like this: ID."),
        (values.currency, "idr", "currency", "Did you mean IDR?"),
        (values.calendar, "MY-99", "country", "Write it like this: MY-14."),
        (values.calendar, "Indonesia", "country", "Write it like this: ID."),
        (values.timezone, "Jakarta", "timezone", "Did you mean Asia/Jakarta?"),
        (values.timezone, "asia/jakarta", "timezone", "Did you mean Asia/Jakarta?"),
        (values.timezone, "localtime", "timezone", "Write it like this: Asia/Jakarta."),
        (values.timezone, "../../etc/passwd", "timezone", "Write it like this: Asia/Jakarta."),
        (values.priority, "High", "unknown-word", "Did you mean high?"),
    ],
)
def test_what_to_write_instead(reader, written, code, instead):
    assert make(reader, written) == (code, instead)


def test_a_reference_is_noted_with_its_place():
    findings = Findings()
    table = parse(split("a.md", "---\na: [email, chat]\n---\n"), findings.problems.append)
    assert values.references("channel")(table.get("a"), findings) == ("email", "chat")
    assert [(r.kind, r.key, str(r.position)) for r in findings.references] == [
        ("channel", "email", "a.md:2:5"), ("channel", "chat", "a.md:2:12"),
    ]  # fmt: skip
