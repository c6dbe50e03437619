from datetime import UTC

import pytest

from tests.plan.asked_plan import PLAN, here, said


def test_open_until_lunch():
    found = PLAN.opening("phone", here(15, 10))
    assert (found.open, found.until, found.next, found.otherwise) == (True, here(15, 12), None, ())
    assert found.until.tzinfo is UTC
    assert said(found.working) == ["Friday is open 09:00–12:00 and 13:00–17:00.", "Open until Fri 12:00."]


def test_closed_for_the_weekend_and_a_holiday():
    found = PLAN.opening("phone", here(18, 10))
    assert (found.channel, found.page) == ("phone", "phone")
    assert (found.open, found.until, found.next) == (False, None, here(19, 9))
    assert said(found.working) == [
        "18 May 2026 is a holiday: Senja day.",
        "Closed until Tue 09:00.",
        "Night line is closed until Mon 22:00.",
        "Meanwhile Email is open.",
    ]


def test_what_else_there_is_comes_as_the_page_has_it():
    night, email = PLAN.opening("phone", here(18, 23)).otherwise
    assert (night.channel, night.open, night.until) == ("night", True, here(19, 6))
    assert (email.channel, email.open, email.until, email.otherwise) == ("email", True, None, ())


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ((21, 9, 30), "21 May 2026 has other hours: 09:00–10:00."),
        ((22, 9, 30), "22 May 2026 is closed, as an exception."),
        ((17, 9, 30), "Sunday is closed."),
    ],
)
def test_why(moment, why):
    assert said(PLAN.opening("phone", here(*moment)).working)[0] == why


def test_a_night_belongs_to_the_day_on_which_it_begins():
    found = PLAN.opening("night", here(19, 1))
    assert (found.open, found.until) == (True, here(19, 6))
    assert said(found.working)[0] == "Monday is open 22:00–06:00."


def test_day_and_night():
    found = PLAN.opening("email", here(17, 3))
    assert (found.open, found.until, found.next) == (True, None, None)
    assert said(found.working) == ["Email is open day and night.", "It never closes."]


def test_never():
    found = PLAN.opening("never", here(17, 3))
    assert (found.open, found.until, found.next) == (False, None, None)
    assert said(found.working) == ["Sunday is closed.", "It does not open again."]


def test_a_channel_that_is_not_there():
    with pytest.raises(KeyError):
        PLAN.opening("fax", here(17, 3))
