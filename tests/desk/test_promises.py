from dataclasses import replace

from layan.desk.promises import called_off, done, missed, paused, promised, remaining, resumed, settled
from layan.plan.say import say
from layan.plan.units import Duration
from tests.desk.business import Versions, a_case, plan, when

WHY = say("No longer.")


def clocks():
    """A running one, one that is owed, and one that was kept."""
    running = a_case().clock("first_reply")
    return running, missed(running), done(running, when("mon 10:00"))


def test_a_promise_becomes_a_clock():
    case = a_case().case
    clock = promised(plan(), case, "next_reply", when("fri 16:00"))
    assert (clock.target, clock.due, clock.state) == ("next_reply", when("2 mon 10:00"), "running")
    assert (clock.within, clock.counts, clock.plan) == (Duration(2, "h"), "open", plan().digest)
    assert promised(plan(), case, "hold", when("fri 16:00")) is None
    assert promised(plan(), case, "next_reply", when("fri 16:00"), "pigeon") is None


def test_done_is_kept_unless_it_was_missed():
    running, owed, kept = clocks()
    assert (kept.state, kept.ended_at) == ("kept", when("mon 10:00"))
    assert (done(owed, when("mon 14:00")).state, done(owed, when("mon 14:00")).owed) == ("missed", False)
    assert done(kept, when("mon 14:00")) is kept
    assert running.live


def test_what_is_called_off_says_why():
    running, owed, kept = clocks()
    at = when("mon 14:00")
    assert called_off(running, at, WHY).reason == WHY
    assert (called_off(owed, at, WHY).state, called_off(owed, at, WHY).owed) == ("missed", False)
    assert called_off(kept, at, WHY) is kept


def test_a_rest_in_open_time():
    versions = Versions()
    clock = a_case(priority="urgent").clock("resolution")
    rest = paused(clock, versions, when("mon 12:00"))
    assert (rest.due, rest.left, rest.pauses) == (None, Duration(10800, "s"), 1)
    assert remaining(rest, versions, when("tue 12:00")) == rest.left
    again = resumed(rest, versions, when("fri 16:00"))
    assert (again.due, again.left, again.state) == (when("2 mon 11:00"), None, "running")
    assert again.working[0] == clock.working[0]
    assert "left" in str(again.working[1])
    assert resumed(paused(again, versions, when("2 mon 10:00")), versions, when("2 mon 10:30")).working[
        :1
    ] == (clock.working[0],)


def test_only_a_resolution_rests():
    versions = Versions()
    reply, resolution = a_case().case.clocks
    at = when("mon 10:00")
    assert settled(reply, "waiting", versions, at) is reply
    assert settled(resolution, "open", versions, at) is resolution
    rest = settled(resolution, "snoozed", versions, at)
    assert settled(rest, "waiting", versions, at) is rest
    assert settled(rest, "open", versions, at).due == resolution.due
    assert settled(replace(resolution, runs=frozenset({"waiting"})), "waiting", versions, at).running


def test_a_promise_that_can_never_be_due_is_called_off():
    versions = Versions()
    closed = plan(email=("hours: {mon-fri: [09:00-17:00]}", "hours: {mon-fri: closed}"))
    versions.publish(closed)
    clock = a_case(priority="urgent").clock("resolution")
    rest = replace(paused(clock, versions, when("mon 12:00")), plan=closed.digest)
    gone = resumed(rest, versions, when("tue 12:00"))
    assert (gone.state, gone.due) == ("cancelled", None)
    assert "does not open" in str(gone.reason)
