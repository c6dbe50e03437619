"""Cases are written in one place: whole or not at all, one after the other, and the row is what its events say."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connections

from layan.actions import cases, ledger, messages, offers
from layan.desk import commands
from layan.desk.actor import SYSTEM
from layan.desk.evolve import evolve
from layan.plan.units import Money
from layan.records.models import Case, Event, LiveEvent
from layan.records.translate import actor_of, columns, recorded_of, state_of
from tests.cast import NOW, a_case


def folded(case):
    """The state that the stored events alone give."""
    state = None
    for row in Event.objects.select_related("plan").filter(case=case).order_by("seq"):
        state = evolve(state, recorded_of(row))
    return state


def is_whole(case):
    """The row is its events folded, in its state and in every column."""
    case = Case.objects.get(pk=case.pk)
    assert list(case.events.order_by("seq").values_list("seq", flat=True)) == list(range(1, case.seq + 1))
    assert folded(case) == state_of(case)
    row = {name: getattr(case, name) for name in columns(state_of(case))}
    assert row == columns(state_of(case))


def _money(random):
    return Money(Decimal(random.choice((50_000, 150_000, 900_000))), "IDR")


def _decide(case, by, random, at):
    asked = state_of(case).pending
    approval = asked[0].id if asked else 1
    return offers.decide(
        case=case, approval=approval, yes=random.random() < 0.5, comment="So be it", by=by, at=at
    )


STEPS = (
    lambda case, by, random, at: cases.act(case=case, command=commands.Take(), by=actor_of(by), at=at),
    lambda case, by, random, at: cases.act(
        case=case, command=commands.Transfer(random.choice(("care", "workshop"))), by=actor_of(by), at=at
    ),
    lambda case, by, random, at: cases.act(
        case=case, command=commands.SetSituation(random.choice(("refund", "broken", None))), by=actor_of(by), at=at
    ),
    lambda case, by, random, at: cases.act(
        case=case, command=commands.SetPriority(random.choice(("urgent", "normal"))), by=actor_of(by), at=at
    ),
    lambda case, by, random, at: cases.act(
        case=case, command=random.choice((commands.WaitForCustomer(), commands.Resolve(), commands.Reopen("Again"))),
        by=actor_of(by), at=at,
    ),
    lambda case, by, random, at: cases.act(
        case=case, command=commands.Snooze(at + timedelta(hours=random.randrange(1, 40))), by=actor_of(by), at=at
    ),
    lambda case, by, random, at: cases.sweep(at=at),
    lambda case, by, random, at: messages.note(case=case, text="@Rani Wijaya, look", by=by, at=at),
    lambda case, by, random, at: messages.release(
        message=messages.reply(
            case=case, by=by, at=at,
            reply=messages.Reply("We look.", ["budi@example.net"], then=random.choice(("", "wait", "resolve"))),
        )
    ),
    lambda case, by, random, at: messages.receive(
        said=messages.Said("And now?", idle=random.random() < 0.3),
        customer=case.customer, channel="email", at=at, case=case,
    ),
    lambda case, by, random, at: messages.side(case=case, text="Where is it?", by=by, at=at, address="x@example.org"),
    lambda case, by, random, at: offers.make(
        case=case, offer="refund", amount=_money(random), reason="Broken", by=by, at=at
    ),
    lambda case, by, random, at: offers.ask(
        case=case, offer="refund", amount=_money(random), reason="Broken", by=by, at=at
    ),
    _decide,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_a_row_is_what_its_events_say_whatever_happens(cast, seed):
    random = Random(seed)
    case, other, at = a_case(cast, "I want my money back"), a_case(cast), NOW
    people = (cast.sari, cast.rani, cast.ayu, cast.joko)
    for number in range(25):
        at += timedelta(minutes=random.randrange(1, 300))
        random.choice(STEPS)(Case.objects.get(pk=case.pk), random.choice(people), random, at)
        if number == 12:
            cases.merge(case=Case.objects.get(pk=case.pk), into=other, by=actor_of(cast.rani), at=at)
            cases.unmerge(
                case=Case.objects.get(pk=case.pk), by=actor_of(cast.rani), at=at + timedelta(seconds=1)
            )
    is_whole(case)
    is_whole(other)


def test_a_refusal_writes_nothing(cast):
    case = a_case(cast)
    before = (case.seq, Event.objects.count(), LiveEvent.objects.count())
    outcome = ledger.record(case=case, command=commands.Approve(7), by=actor_of(cast.ayu), at=NOW)
    assert outcome.refusal is not None and outcome.events == ()
    assert before == (Case.objects.get(pk=case.pk).seq, Event.objects.count(), LiveEvent.objects.count())


def test_a_step_of_several_that_is_refused_takes_all_back(cast):
    case = a_case(cast)
    outcome = cases.split(case=case, messages=[], subject="Another", by=actor_of(cast.sari), at=NOW)
    assert outcome.refusal.code == "empty"
    assert Case.objects.count() == 1
    with pytest.raises(ledger.Refused, match="merged into itself"):
        ledger.do(case=case, command=commands.MergeInto(case.pk, case.pk), by=SYSTEM, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_write_one_after_the_other(cast):
    case = a_case(cast)
    before = case.seq

    def work(number):
        try:
            by = actor_of(cast.sari if number % 2 else cast.joko)
            command = commands.TickStep("complaint", number % 2 + 1, number % 4 < 2)
            return len(
                ledger.record(case=case.pk, command=command, by=by, at=NOW + timedelta(seconds=number)).events
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        written = sum(pool.map(work, range(24)))
    case.refresh_from_db()
    assert case.seq == before + written and written > 2
    is_whole(case)


@pytest.mark.django_db(transaction=True)
def test_only_one_of_many_takes_what_can_be_taken_once(cast):
    """Approvals are decided once, however many press the button at the same moment."""
    case = a_case(cast)
    offers.ask(
        case=case,
        offer="refund",
        amount=Money(Decimal(400_000), "IDR"),
        reason="Broken",
        by=cast.sari,
        at=NOW,
    )

    def decide(by):
        try:
            outcome = offers.decide(
                case=case, approval=1, yes=True, comment="", by=by, at=NOW + timedelta(minutes=1)
            )
            return outcome.refusal is None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        yes = list(pool.map(decide, [cast.rani, cast.ayu, cast.rani, cast.ayu]))
    assert yes.count(True) == 1
    case.refresh_from_db()
    assert len(state_of(case).offers) == 1
