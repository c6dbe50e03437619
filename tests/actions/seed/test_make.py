"""The large desk is as true as the small one: each row is its events, references hold, words are found."""

import pytest
from django.db import connection

from layan.actions.seed import NotEmpty, seed
from layan.desk.evolve import evolve
from layan.records.models import Business, Case, Event, Message, MessageId, SearchText, User
from layan.records.plans import forgotten
from layan.records.queries.search import search
from layan.records.queries.timeline import timeline
from layan.records.translate import recorded_of, state_of
from tests.cast import NOW


@pytest.fixture
def desk(transactional_db):
    with forgotten():
        assert seed(at=NOW, cases=300) >= 300
        yield


def test_a_large_desk_is_true_to_the_small_one(desk):
    copies = Case.objects.order_by("pk")[100:300]
    assert len({case.customer_id for case in copies}) > 30, "many people, not a few"
    assert (NOW - copies[0].opened_at).days > 365, "over years"
    assert (
        not Case.objects.filter(opened_at__gt=NOW).exists() and not Event.objects.filter(at__gt=NOW).exists()
    )
    for case in list(copies)[::9]:
        state = None
        for row in case.events.select_related("plan").order_by("seq"):
            assert row.plan.in_force_from <= row.at, "decided under a plan that was in force"
            state = evolve(state, recorded_of(row))
        assert state == state_of(case) and state.customer == case.customer_id
        said = [entry.message for entry in timeline(case) if entry.message]
        assert said and all(message.case_id == case.pk and message.text for message in said)
        for letter in (one for one in said if one.direction == "letter"):
            assert f"#{case.pk}" in letter.text + letter.subject and case.token in letter.text
            assert case.customer.name in letter.text
        assert MessageId.objects.filter(case=case).exists()
    connection.check_constraints()
    its_words_are_found_and_the_next_rows_get_numbers_of_their_own()


def its_words_are_found_and_the_next_rows_get_numbers_of_their_own():
    user = User.objects.get(email="sari@example.com")
    case = Case.objects.order_by("-pk").first()
    said = Message.objects.filter(case=case, direction="in").first()
    assert case in search(user, f"{said.sender} {said.text.split()[0]}")
    assert SearchText.objects.filter(case=case).count() >= 2
    assert Message.objects.create(case=case, direction="note", channel="email", at=NOW).pk > said.pk
    assert _indexes() >= {"case_due_next", "message_timeline"}, "and its indexes stand again"


def _indexes() -> set[str]:
    with connection.cursor() as cursor:
        return {
            name
            for table in ("records_case", "records_message")
            for name, one in connection.introspection.get_constraints(cursor, table).items()
            if one["index"]
        }


def test_where_there_is_a_business_nothing_is_made(db):
    Business.objects.create(pk=1, set_up_at=NOW)
    with pytest.raises(NotEmpty):
        seed(at=NOW, cases=10)
    assert Case.objects.count() == 0
