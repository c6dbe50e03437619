"""The desk's lists: complete, each case once, never another's, and nothing counted that is not shown."""

from datetime import timedelta
from random import Random

import pytest

from layan.actions import cases, messages
from layan.desk import commands
from layan.records.models import Case
from layan.records.queries import lists
from layan.records.queries.lists import Asked, counts, page_of
from layan.records.translate import NEVER, actor_of
from tests.cast import NOW, a_case
from tests.records.queries.plans import explained


@pytest.fixture(autouse=True)
def short_pages(monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 3)


def _many(cast, count):
    """Cases that differ in nothing but what lists are ordered by; several at the same moment."""
    first = a_case(cast)
    random = Random(7)
    for _ in range(count - 1):
        at = NOW + timedelta(microseconds=random.randrange(4) * 333_333)
        row = Case.objects.get(pk=first.pk)
        row.pk, row.token = None, f"t{random.getrandbits(60)}"
        row.order_at = random.choice((at, at, NEVER))
        row.active_at = at
        row.save(force_insert=True)
    return set(Case.objects.values_list("pk", flat=True))


def _busy(cast, count):
    """Cases of a whole desk: a few are Sari's, a few nobody's, most of others."""
    row = a_case(cast)
    rows = []
    for number in range(count):
        at = NOW + timedelta(minutes=number)
        whose = {0: cast.sari, 1: None}.get(number % 20, cast.rani)
        status = "resolved" if number % 3 else "open"
        copy = Case(**_values(row))
        copy.pk, copy.token, copy.order_at, copy.active_at = None, f"b{number}", at, at
        copy.assignee, copy.status = whose, status
        rows.append(copy)
    Case.objects.bulk_create(rows)


def _values(row):
    return {each.attname: getattr(row, each.attname) for each in Case._meta.concrete_fields}


def _pages(user, asked, between=lambda page: None):
    seen, after = [], ""
    while True:
        page = page_of(user, Asked(**{**asked, "after": after}))
        seen += [case.pk for case in page.cases]
        if not page.following:
            return seen
        between(page)
        after = page.following


@pytest.mark.parametrize(("kind", "status"), [("due", "open"), ("waiting", "waiting")])
def test_page_by_page_each_case_comes_once(cast, kind, status):
    made = _many(cast, 11)
    Case.objects.update(status=status)
    seen = _pages(cast.sari, {"list": kind})
    assert len(seen) == len(made) and set(seen) == made
    order = ("-active_at", "-id") if status == "waiting" else ("order_at", "id")
    assert seen == list(Case.objects.order_by(*order).values_list("pk", flat=True))


def test_what_comes_and_goes_meanwhile_neither_hides_nor_repeats_the_others(cast):
    made = _many(cast, 11)

    def change(page):
        a_case(cast, at=NOW - timedelta(days=3))  # comes before all that was shown
        Case.objects.filter(pk=page.cases[0].pk).update(status="resolved")

    seen = _pages(cast.sari, {"list": "due"}, change)
    assert len(seen) == len(set(seen))
    assert made <= set(seen)


def test_an_unreadable_cursor_is_the_beginning(cast):
    case = a_case(cast)
    for after in ("x", "1-", "-1", "9" * 400 + "-1", "nan-1", "inf-2", "1-" + "9" * 30):
        assert page_of(cast.sari, Asked("due", after=after)).cases in ((case,), ())
    assert page_of(cast.sari, Asked("no such list")).cases == (case,)


def test_each_list_has_its_cases(cast):
    mine, free, waits, sleeps, done, asks = (a_case(cast) for _ in range(6))
    act = {"by": actor_of(cast.sari), "at": NOW}
    for case, command in (
        (mine, commands.Take()),
        (waits, commands.WaitForCustomer()),
        (sleeps, commands.Snooze(NOW + timedelta(days=1))),
        (done, commands.Resolve()),
        (asks, commands.AskApproval("replacement")),
    ):
        assert cases.act(case=case, command=command, **act).refusal is None
    messages.note(case=done, text="@Sari Rahayu, thank you", by=cast.rani, at=NOW)

    def pks(key, user=cast.sari, **more):
        return set(_pages(user, {"list": key, **more}))

    assert pks("due") == {mine.pk, free.pk, asks.pk}
    assert pks("mine") == {mine.pk} and pks("mine", cast.rani) == set()
    assert pks("unassigned") == {free.pk, asks.pk}
    assert (pks("waiting"), pks("snoozed"), pks("resolved")) == ({waits.pk}, {sleeps.pk}, {done.pk})
    assert (pks("approvals"), pks("mentions")) == ({asks.pk}, {done.pk})
    assert pks("due", assignee=str(cast.sari.pk)) == {mine.pk} and pks("due", assignee="none") == {
        free.pk,
        asks.pk,
    }
    assert pks("due", filters=(("channel", "email"), ("team", "workshop"))) == set()
    assert pks("due", filters=(("channel", "\0email"),)) == pks("due")
    assert pks("due", cast.tono) == set() and pks("mentions", cast.eko) == set()


def test_the_numbers_beside_the_lists_are_theirs_and_stop_at_many(
    cast, monkeypatch, django_assert_num_queries
):
    _many(cast, 6)
    Case.objects.update(order_at=NOW)
    broken = a_case(cast, "It is broken")
    assert counts(cast.sari, NOW)["due"] == 7
    assert counts(cast.sari, NOW + timedelta(seconds=1))["late"] == 6
    theirs = counts(cast.eko, NOW)
    assert broken.team == "workshop" and theirs["due"] == 1, "of a department: its own"
    assert counts(cast.dewi, NOW)["due"] == 0
    monkeypatch.setattr(lists, "MANY", 4)
    with django_assert_num_queries(1):
        assert counts(cast.sari, NOW)["due"] == 4


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_is_one_query(cast, count, django_assert_num_queries):
    for _ in range(count):
        a_case(cast)
    with django_assert_num_queries(1):
        for case in page_of(cast.sari, Asked("due")).cases:
            assert case.customer.name and case.assignee is None


@pytest.mark.parametrize(
    ("key", "indexes"),
    [
        ("due", {"case_due_next"}),
        ("mine", {"case_mine"}),
        ("unassigned", {"case_unassigned", "case_mine"}),  # SQLite takes the order of either
        ("resolved", {"case_latest"}),
    ],
)
def test_a_list_is_read_from_its_index_in_its_order(cast, key, indexes):
    _busy(cast, 600)
    with explained() as plans:
        page_of(cast.sari, Asked(key))
    assert any(index in plans[0] for index in indexes), plans[0]
    assert "USE TEMP B-TREE" not in plans[0] and "Sort" not in plans[0], "nothing is sorted"
