"""What a customer may read of her case, and what never."""

from datetime import timedelta

from layan.actions import cases, messages
from layan.desk import commands
from layan.records.models import Message
from layan.records.queries.conversation import said_with
from layan.records.translate import actor_of
from tests.cast import NOW, a_case

LATER = NOW + timedelta(minutes=10)


def _texts(case):
    case.refresh_from_db()
    return [message.text for message in said_with(case) if message.direction != "letter"]


def _reply(cast, case, text, to, at=LATER):
    message = messages.reply(case=case, reply=messages.Reply(text, [to]), by=cast.sari, at=at)
    messages.release(message=message)


def test_what_was_said_to_and_by_her_and_nothing_else(cast):
    case = a_case(cast, "Hello?")
    _reply(cast, case, "We look", "budi@example.net")
    messages.note(case=case, text="SECRET note", by=cast.sari, at=LATER)
    messages.side(case=case, text="SECRET side", by=cast.sari, at=LATER, address="x@example.org")
    messages.receive_side(said=messages.Said("SECRET answer"), conversation=case.sides.get(), at=LATER)
    messages.reply(
        case=case, reply=messages.Reply("SECRET, still held", ["budi@example.net"]), by=cast.sari, at=LATER
    )
    bounced = messages.Said("SECRET bounce", automatic="bounce", idle=True)
    messages.receive(said=bounced, customer=cast.budi, channel="email", at=LATER, case=case)
    assert _texts(case) == ["Hello?", "We look"]
    assert [m.automatic for m in said_with(case) if m.direction == "letter"] == ["acknowledgement"]
    Message.objects.filter(text="We look").update(state="failed")
    assert _texts(case) == ["Hello?"], "what did not leave was not said"


def test_her_own_cases_that_are_one_read_as_one(cast):
    case, other = a_case(cast, "One"), a_case(cast, "Two")
    cases.merge(case=other, into=case, by=actor_of(cast.sari), at=LATER)
    assert _texts(case) == ["One", "Two"]
    assert _texts(other) == ["One", "Two"]


def test_joined_with_somebody_else_s_each_reads_her_own_part(cast):
    budis, linas = a_case(cast, "From Budi"), a_case(cast, "From Lina", customer=cast.lina)
    cases.merge(case=budis, into=linas, by=actor_of(cast.sari), at=LATER)
    budis.refresh_from_db()
    said = messages.Said("Budi again", sender="Budi@example.net")
    messages.receive(said=said, customer=cast.budi, channel="email", at=LATER, case=budis)
    linas.refresh_from_db()
    _reply(cast, linas, "To Budi", "budi@example.net")
    _reply(cast, linas, "To Lina", "lina@example.org")
    _reply(cast, linas, "To a friend of Lina's", "friend@example.org")
    assert _texts(budis) == ["From Budi", "Budi again", "To Budi"]
    assert _texts(linas) == ["From Lina", "To Lina", "To a friend of Lina's"]


def test_what_was_split_off_is_another_conversation(cast):
    case = a_case(cast, "One")
    second = messages.receive(
        said=messages.Said("Two", sender="budi@example.net"),
        customer=cast.budi,
        channel="email",
        at=LATER,
        case=case,
    )
    split = cases.split(case=case, messages=[second.pk], subject="", by=actor_of(cast.sari), at=LATER).row
    cases.act(case=case, command=commands.Resolve(), by=actor_of(cast.sari), at=LATER)
    assert (_texts(case), _texts(split)) == (["One"], ["Two"])


def test_a_message_moved_into_somebody_else_s_case_stays_unseen_by_her(cast):
    budis, linas = a_case(cast, "From Budi"), a_case(cast, "From Lina", customer=cast.lina)
    said = messages.Said("About a parcel of Lina's", sender="Budi@example.net")
    moved = messages.receive(said=said, customer=cast.budi, channel="email", at=LATER, case=budis)
    cases.move(case=budis, messages=[moved.pk], into=linas, by=actor_of(cast.sari), at=LATER)
    assert _texts(linas) == ["From Lina"]
