"""What a clock asks."""

from datetime import timedelta

from layan.actions import cases
from layan.desk import commands
from layan.records.queries.due import overdue, sleeping
from layan.records.translate import actor_of
from tests.cast import NOW, a_case


def test_the_soonest_first_and_none_before_its_time(cast):
    later, sooner = a_case(cast, at=NOW + timedelta(minutes=1)), a_case(cast)
    assert overdue(sooner.due_at) == []
    assert overdue(later.due_at + timedelta(seconds=1)) == [sooner.pk, later.pk]


def test_who_sleeps_is_woken_when_it_is_time(cast):
    case, until = a_case(cast), NOW + timedelta(hours=1)
    cases.act(case=case, command=commands.Snooze(until), by=actor_of(cast.sari), at=NOW)
    assert sleeping(until - timedelta(seconds=1)) == [] and sleeping(until) == [case.pk]
