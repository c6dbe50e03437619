"""The demonstration: made by the real actions, so that it is true."""

from collections import Counter
from datetime import timedelta

import pytest

from layan.actions import demo
from layan.actions.demo.people import STAFF
from layan.desk.evolve import evolve
from layan.plan.roles import ROLES
from layan.records.models import Business, Case, Event, OutboxMail, PlanVersion, User
from layan.records.plans import forgotten
from layan.records.queries.due import overdue
from layan.records.translate import recorded_of, state_of
from tests.cast import NOW


@pytest.fixture
def made(db):
    with forgotten():
        demo.make(at=NOW, cases=12)
        yield


def test_everything_a_desk_has_and_all_of_it_true(made):
    assert Business.objects.get().demonstration and PlanVersion.objects.count() == 2
    assert {role for user in User.objects.all() for role in user.roles} == set(ROLES)
    assert not any(user.has_usable_password() for user in User.objects.all()), "no default password"
    assert User.objects.count() == len(STAFF)

    states = Counter(Case.objects.values_list("status", flat=True))
    assert set(states) >= {"open", "waiting", "snoozed", "resolved"} and 25 <= sum(states.values()) - 12 <= 45
    assert set(Case.objects.values_list("language", flat=True)) >= {"en", "id", "ms", "tr"}
    assert Case.objects.filter(pending_approvals__gt=0).exists()
    assert not OutboxMail.objects.filter(state="waiting").exists(), "nothing of it leaves"
    assert overdue(NOW) == [], "what is broken by now is noted"
    assert (
        not Case.objects.filter(opened_at__gt=NOW).exists() and not Event.objects.filter(at__gt=NOW).exists()
    )


@pytest.mark.parametrize("hours", [10, 24 * 5 + 2], ids=["evening", "Saturday"])
def test_a_desk_at_any_hour_has_some_late_cases_and_not_many(db, hours):
    at = NOW + timedelta(hours=hours)
    with forgotten():
        demo.make(at=at, cases=0)
        late = Case.objects.filter(status="open", order_at__lt=at).count()
        assert 2 <= late <= 6, "of some thirty"


def test_each_row_is_its_events(made):
    for case in Case.objects.order_by("-pk")[:15]:
        state = None
        for row in case.events.select_related("plan").order_by("seq"):
            state = evolve(state, recorded_of(row))
        assert state == state_of(case)
