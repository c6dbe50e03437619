"""Rows to the desk's values, and back."""

from datetime import timedelta

from layan.actions import cases, offers
from layan.desk import commands
from layan.records.models import Event
from layan.records.translate import NEVER, actor_of, columns, customer_actor, event_row, recorded_of, state_of
from tests.cast import NOW, a_case


def test_an_event_comes_back_as_it_was(cast):
    case = a_case(cast, "My money back, please")
    offers.ask(case=case, offer="replacement", amount=None, reason="It broke", by=cast.sari, at=NOW)
    for row in Event.objects.select_related("plan").filter(case=case):
        again = event_row(case.pk, recorded_of(row))
        for field in ("case_id", "seq", "at", "kind", "data", "by_kind", "by_id", "by_role", "plan_id"):
            assert getattr(again, field) == getattr(row, field)


def test_who_acts(cast):
    sari = actor_of(cast.sari)
    assert (sari.kind, sari.id, sari.role, sari.departments, sari.name) == (
        "staff", cast.sari.pk, "representative", frozenset({"care"}), "Sari Rahayu",
    )  # fmt: skip
    budi = customer_actor(cast.budi)
    assert (budi.kind, budi.id, budi.role) == ("customer", cast.budi.pk, None)


def test_a_list_is_ordered_by_what_is_owed_also_when_it_is_late(cast):
    case = a_case(cast)
    due = case.due_at
    cases.sweep(at=due + timedelta(minutes=1))
    case.refresh_from_db()
    assert case.order_at == due and case.due_target == "first_reply"
    assert case.due_at is not None and case.due_at > due, "what is missed rings no second time"
    cases.act(case=case, command=commands.Resolve(), by=actor_of(cast.sari), at=due + timedelta(minutes=2))
    case.refresh_from_db()
    assert (case.order_at, case.due_at, case.due_target) == (NEVER, None, "")
    assert columns(state_of(case))["status"] == "resolved"
