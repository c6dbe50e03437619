"""A case as one timeline."""

from datetime import timedelta

import pytest

from layan.actions import cases, messages
from layan.desk import commands
from layan.records.queries.timeline import files_of, sides_of, timeline
from layan.records.translate import actor_of
from tests.cast import NOW, a_case


def _busy(cast, times=1):
    case = a_case(
        cast, files=[messages.File("a.png", b"a", cid="x", inline=True), messages.File("b.pdf", b"b")]
    )
    for number in range(times):
        at = NOW + timedelta(minutes=5 + number)
        cases.act(case=case, command=commands.Take(), by=actor_of(cast.sari), at=at)
        reply = messages.reply(
            case=case, reply=messages.Reply("Soon", ["budi@example.net"]), by=cast.sari, at=at
        )
        messages.release(message=reply)
        messages.note(case=case, text="@Rani Wijaya", by=cast.sari, at=at)
        messages.side(case=case, text="Where?", by=cast.sari, at=at, address="x@example.org")
        cases.act(case=case, command=commands.Assign(cast.rani.pk), by=actor_of(cast.rani), at=at)
    return case


def test_said_and_done_in_order_each_once(cast):
    case = _busy(cast)
    entries = timeline(case)
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    kinds = [entry.kind for entry in entries]
    for once in ("in", "out", "note", "side_out", "letter", "taken", "assigned"):
        assert kinds.count(once) == 1, once
    assert not any(kind.startswith(("message_", "note_")) for kind in kinds)
    out = next(entry for entry in entries if entry.kind == "out")
    assert [(clock.target, clock.state) for clock in out.clocks if clock.target == "first_reply"] == [
        ("first_reply", "kept")
    ]
    assigned = next(entry for entry in entries if entry.kind == "assigned")
    assert assigned.by == cast.rani and assigned.people[cast.rani.pk] == cast.rani
    first = next(entry for entry in entries if entry.kind == "in")
    assert (first.by_kind, [file.name for file in files_of(first.message)]) == ("customer", ["b.pdf"])
    assert [side.address for side in sides_of(case)] == ["x@example.org"]


def test_a_merged_case_is_told_with_it(cast):
    case, other = a_case(cast, "One"), a_case(cast, "Two")
    cases.merge(case=other, into=case, by=actor_of(cast.sari), at=NOW + timedelta(minutes=1))
    case.refresh_from_db()
    assert [e.message.text for e in timeline(case) if e.kind == "in"] == ["One", "Two"]


@pytest.mark.parametrize("times", [1, 3])
def test_its_queries_do_not_grow_with_its_length(cast, times, django_assert_max_num_queries):
    case = _busy(cast, times)
    case.refresh_from_db()
    with django_assert_max_num_queries(5):
        for entry in timeline(case):
            assert entry.message is None or list(entry.message.attachments.all()) is not None
