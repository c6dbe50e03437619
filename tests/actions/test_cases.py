"""What is done to a case as a whole: joined, parted, swept by the clock."""

from datetime import timedelta

from layan.actions import cases, messages
from layan.desk import commands
from layan.records.models import Case, Event, Message, MessageId
from layan.records.queries.search import search
from layan.records.translate import actor_of, state_of
from tests.cast import NOW, a_case

LATER = NOW + timedelta(minutes=5)


def test_a_merged_case_goes_on_in_the_other_with_its_mail(cast):
    into, case = a_case(cast), a_case(cast, "The same again", rfc_ids=["two@example.net"])
    outcome = cases.merge(case=case, into=into, by=actor_of(cast.sari), at=LATER)
    case.refresh_from_db()
    assert (outcome.refusal, case.status, case.merged_into_id) == (None, "merged", into.pk)
    assert MessageId.objects.get(value="two@example.net").case_id == into.pk
    answer = messages.receive(
        said=messages.Said("Hello?"), customer=cast.budi, channel="email", at=LATER, case=case
    )
    assert answer.case_id == into.pk

    assert cases.unmerge(case=case, by=actor_of(cast.sari), at=LATER).refusal is None
    case.refresh_from_db()
    assert (case.status, case.merged_into_id) == ("open", None)
    assert MessageId.objects.get(value="two@example.net").case_id == case.pk


def test_what_cannot_be_merged_changes_neither(cast):
    case, other = a_case(cast), a_case(cast)
    cases.merge(case=case, into=other, by=actor_of(cast.sari), at=LATER)
    case.refresh_from_db()
    events = Event.objects.count()
    assert cases.merge(case=other, into=case, by=actor_of(cast.sari), at=LATER).refusal
    assert cases.unmerge(case=other, by=actor_of(cast.sari), at=LATER).refusal.code == "not-merged"
    assert Event.objects.count() == events


def test_split_messages_are_a_case_of_their_own(cast):
    case = a_case(cast, "The grinder is loud")
    second = messages.receive(
        said=messages.Said("And where is my invoice?", rfc_ids=["two@example.net"]),
        customer=cast.budi, channel="email", at=LATER, case=case,
    )  # fmt: skip
    note = messages.note(case=case, text="Look at the grinder", by=cast.sari, at=LATER)
    ids = [second.pk, Message.objects.get(direction="note").pk]
    outcome = cases.split(case=case, messages=ids, subject="Invoice", by=actor_of(cast.sari), at=LATER)
    split = outcome.row
    assert note.refusal is None and outcome.refusal is None
    assert list(split.messages.values_list("pk", flat=True)) == [second.pk], "a note is nobody's matter"
    assert (split.subject, split.customer, split.team) == ("Invoice", cast.budi, "care")
    assert MessageId.objects.get(value="two@example.net").case_id == split.pk
    assert [found.pk for found in search(cast.sari, "invoice")] == [split.pk]
    assert search(cast.sari, "grinder") == [Case.objects.get(pk=case.pk)]


def test_a_message_moves_into_a_case_that_is_there_already(cast):
    case, into = a_case(cast, "The grinder is loud"), a_case(cast, "Where is my invoice?")
    second = messages.receive(
        said=messages.Said("The invoice has come.", rfc_ids=["two@example.net"]),
        customer=cast.budi, channel="email", at=LATER, case=case,
    )  # fmt: skip
    outcome = cases.move(case=case, messages=[second.pk], into=into, by=actor_of(cast.sari), at=LATER)
    assert (outcome.refusal, outcome.row) == (None, into)
    assert [one.text for one in into.messages.order_by("pk")] == [
        "Where is my invoice?",
        "The invoice has come.",
    ]
    assert MessageId.objects.get(value="two@example.net").case_id == into.pk
    assert [found.pk for found in search(cast.sari, "invoice come")] == [into.pk]
    kinds = Event.objects.filter(case=into).order_by("seq").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["taken_over", "message_received"]


def test_a_message_does_not_move_into_a_merged_case(cast):
    case, gone, third = a_case(cast), a_case(cast), a_case(cast)
    cases.merge(case=gone, into=third, by=actor_of(cast.sari), at=LATER)
    message, events = case.messages.get(direction="in"), Event.objects.count()
    outcome = cases.move(case=case, messages=[message.pk], into=gone, by=actor_of(cast.sari), at=LATER)
    assert outcome.refusal.code == "merged"
    assert (case.messages.get(direction="in"), Event.objects.count()) == (message, events)


def test_what_came_with_a_merged_case_can_be_split_off_again(cast):
    case, gone = a_case(cast), a_case(cast, "Something else")
    cases.merge(case=gone, into=case, by=actor_of(cast.sari), at=LATER)
    case.refresh_from_db()
    message = gone.messages.get(direction="in")
    outcome = cases.split(case=case, messages=[message.pk], subject="", by=actor_of(cast.sari), at=LATER)
    assert outcome.refusal is None and outcome.row.messages.get(direction="in") == message


def test_what_somebody_else_wrote_is_her_own_case_when_split_off(cast):
    case = a_case(cast)
    stranger = messages.receive(
        said=messages.Said("Mine, too", sender="lina@example.org"),
        customer=cast.budi, channel="email", at=LATER, case=case,
    )  # fmt: skip
    split = cases.split(case=case, messages=[stranger.pk], subject="", by=actor_of(cast.sari), at=LATER)
    assert split.row.customer == cast.lina


def test_the_sweep_notes_each_broken_promise_once(cast):
    case = a_case(cast)
    due = state_of(case).clock("first_reply").due
    assert cases.sweep(at=due) == 0
    assert cases.sweep(at=due + timedelta(seconds=1)) == 1
    assert cases.sweep(at=due + timedelta(seconds=2)) == 0
    assert Event.objects.filter(case=case, kind="target_missed").count() == 1


def test_the_sweep_wakes_whoever_slept_long_enough(cast):
    case, until = a_case(cast), NOW + timedelta(hours=1)
    cases.act(case=case, command=commands.Snooze(until), by=actor_of(cast.sari), at=LATER)
    assert cases.sweep(at=until - timedelta(seconds=1)) == 0
    assert cases.sweep(at=until) == 1
    case.refresh_from_db()
    assert (case.status, case.snoozed_until) == ("open", None)
