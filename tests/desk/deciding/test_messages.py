from layan.desk import commands as c
from layan.desk import events as e
from tests.desk.business import CUSTOMER, SYSTEM, Desk, Versions, a_case, plan, when


def test_a_reply_keeps_the_first_reply():
    desk = a_case()
    desk.replies("mon 13:00")
    clock = desk.clock("first_reply")
    assert (clock.state, clock.ended_at, clock.due) == ("kept", when("mon 13:00"), when("mon 13:00"))
    assert desk.clock("resolution").running


def test_a_late_reply_misses_it_and_ends_it():
    desk = a_case()
    missed, sent = desk.replies("mon 13:01")
    assert missed == e.TargetMissed("first_reply", when("mon 13:00"), clocks=missed.clocks)
    assert missed.clocks[0].owed
    clock = desk.clock("first_reply")
    assert (clock.state, clock.ended_at) == ("missed", when("mon 13:01"))
    assert sent.clocks == (clock,)


def test_our_letters_keep_nothing():
    desk = a_case()
    desk.replies("mon 09:01", automatic=True, text="")
    desk.replies("mon 09:02", by=SYSTEM)
    assert desk.clock("first_reply").running
    assert desk.case.last_reply_at is None


def test_an_empty_reply_or_note_is_refused():
    desk = a_case()
    assert desk.refused(c.SendMessage(1, (), "  \n")).code == "empty"
    assert desk.refused(c.WriteNote(1, " ")).code == "empty"
    desk.do(c.SendMessage(1, (), "", attachments=1))
    desk.do(c.WriteNote(1, "", attachments=1))


def test_a_note_changes_nothing():
    desk = a_case()
    before = desk.case
    assert desk.do(c.WriteNote(4, "Look at this", (2, 3))) == (e.NoteWritten(4, (2, 3)),)
    assert desk.case.clocks == before.clocks


def test_further_words_before_our_answer_promise_nothing_more():
    desk = a_case()
    desk.hears("mon 09:00")
    desk.hears("mon 09:30")
    assert desk.promises() == {"first_reply": "running", "resolution": "running"}


def test_words_after_our_answer_are_promised_the_next():
    desk = a_case()
    desk.replies("mon 10:00")
    desk.hears("mon 16:00")
    assert desk.clock("next_reply").due == when("tue 10:00")
    desk.hears("tue 09:30")
    assert desk.clock("next_reply").due == when("tue 10:00")
    desk.replies("tue 09:59")
    assert desk.clock("next_reply").state == "kept"


def test_words_while_an_answer_is_late_do_not_hide_that():
    desk = a_case()
    desk.replies("mon 10:00")
    desk.hears("mon 11:00")
    desk.hears("mon 14:00")
    assert desk.clock("next_reply").owed
    assert desk.clock("next_reply").start == when("mon 11:00")
    desk.replies("mon 15:00")
    desk.hears("mon 16:00")
    assert desk.clock("next_reply").running


def test_the_next_reply_is_promised_where_it_was_asked():
    desk = a_case()
    desk.replies("mon 10:00")
    desk.hears("mon 11:00", channel="chat")
    assert (desk.clock("next_reply").page, desk.clock("next_reply").due) == ("chat", when("mon 11:10"))
    assert desk.refused(c.ReceiveMessage(5, "?", channel="pigeon"), by=CUSTOMER).code == "unknown-channel"


def test_an_answer_ends_the_waiting():
    desk = a_case()
    desk.replies("mon 10:00")
    desk.do(c.WaitForCustomer())
    (received,) = desk.hears("wed 10:00")
    assert received.ends_wait
    assert desk.case.status == "open"
    assert desk.clock("resolution").due == when("fri 17:00")
    assert desk.promises() == {"first_reply": "kept", "resolution": "running", "next_reply": "running"}


def test_an_answer_wakes():
    desk = a_case()
    desk.do(c.Snooze(when("thu 09:00")), "mon 09:30")
    received, woken = desk.hears("mon 10:00")
    assert not received.ends_wait
    assert woken.answered
    assert (desk.case.status, desk.case.snoozed_until) == ("open", None)
    assert desk.clock("resolution").running


def test_an_answer_reopens_in_time():
    desk = a_case()
    desk.replies("mon 10:00")
    desk.do(c.Resolve(), "mon 10:00")
    received, reopened = desk.hears("3 mon 10:00")
    assert isinstance(received, e.MessageReceived)
    assert reopened.answered
    assert desk.case.status == "open"
    assert desk.clock("next_reply").due == when("3 mon 12:00")
    assert desk.clock("resolution").due == when("3 wed 17:00")


def test_a_late_answer_is_another_case():
    desk = a_case()
    desk.do(c.Resolve(), "mon 10:00")
    refusal = desk.refused(c.ReceiveMessage(5, "Again"), "3 mon 10:01", CUSTOMER)
    assert (refusal.code, refusal.page) == ("too-late-to-reopen", "email")


def test_without_a_time_an_answer_always_reopens():
    desk = a_case(channel="chat")
    desk.do(c.Resolve(), "mon 10:00")
    desk.hears("4 mon 10:00")
    assert desk.case.status == "open"


def test_a_channel_the_plan_no_longer_has_promises_nothing():
    versions = Versions()
    desk = Desk(versions).opened(channel="counter")
    desk.do(c.Resolve(), "mon 10:00")
    files = {path: text for path, text in plan().files.items() if "counter" not in path}
    versions.publish(type(plan()).read(files))
    desk.hears("mon 11:00")
    assert (desk.case.status, desk.case.clocks) == ("open", ())


def test_automatic_words_change_nothing():
    desk = a_case()
    desk.replies("mon 10:00")
    desk.do(c.WaitForCustomer())
    before = desk.case
    desk.hears("mon 11:00", automatic=True)
    assert (desk.case.status, desk.case.clocks) == ("waiting", before.clocks)
    assert desk.case.last_customer_at == before.last_customer_at
    desk.do(c.Resolve())
    desk.hears("4 mon 11:00", automatic=True)
    assert desk.case.status == "resolved"


def test_an_answer_to_a_case_resolved_without_one():
    desk = a_case()
    desk.do(c.Resolve(), "mon 10:00")
    desk.hears("mon 12:00")
    assert desk.clock("next_reply").running


def test_later_words_tell_the_situation():
    desk = a_case(priority="normal")
    received, sorted_ = desk.hears("mon 09:10", "I want my money back")
    assert isinstance(received, e.MessageReceived)
    assert (sorted_.situation, sorted_.recognised) == ("refund", True)
    assert (desk.case.situation, desk.case.team) == ("refund", "money")
    desk.hears("mon 09:20", "It is broken, too")
    assert desk.case.situation == "refund"
