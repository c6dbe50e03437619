from datetime import date

import pytest

from layan.plan.holiday_lists import UnknownCalendar
from layan.plan.hours import Days, Hours, SpecialDays

MORNING = ((9 * 60, 12 * 60),)
NEW_YEAR = date(2026, 1, 1)


def test_a_day_follows_the_week():
    days = Days(Hours(week=(MORNING, (), (), (), (), (), ())), SpecialDays())
    assert days.reason(date(2026, 5, 18)).spans == MORNING
    assert days.reason(date(2026, 5, 19)).spans == ()


def test_always_is_every_minute_of_every_day():
    days = Days(Hours(always=True), SpecialDays())
    assert days.reason(date(2026, 5, 17)).spans == ((0, 1440),)


def test_holidays_come_from_the_library_until_the_business_writes_a_year():
    special_days = SpecialDays({"ID": {date(2026, 3, 20): "Idul Fitri"}})
    assert special_days.holiday_names("ID", 2026) == {date(2026, 3, 20): "Idul Fitri"}
    assert date(2027, 1, 1) in special_days.holiday_names("ID", 2027)
    assert date(2026, 10, 29) in special_days.holiday_names("TR", 2026)


def test_the_first_calendar_names_a_day_that_several_have():
    special_days = SpecialDays({"ID": {NEW_YEAR: "Tahun Baru"}, "TR": {NEW_YEAR: "Yılbaşı"}})
    for first, second, name in [("ID", "TR", "Tahun Baru"), ("TR", "ID", "Yılbaşı")]:
        reason = Days(Hours(always=True, calendars=(first, second)), special_days).reason(NEW_YEAR)
        assert (reason.kind, reason.name, reason.spans) == ("holiday", name, ())


def test_a_page_without_calendars_keeps_no_holidays():
    assert Days(Hours(always=True), SpecialDays()).reason(NEW_YEAR).kind == "week"


def test_an_unknown_calendar_is_said_when_it_is_needed():
    with pytest.raises(UnknownCalendar):
        Days(Hours(calendars=("XX",)), SpecialDays()).reason(NEW_YEAR)


def test_the_last_year_anybody_wrote_about():
    exceptions = {date(2031, 5, 1): ()}
    special_days = SpecialDays({"ID": {date(2033, 1, 1): "A"}, "TR": {date(2040, 1, 1): "B"}})
    assert Days(Hours(), SpecialDays()).last_written_year == 0
    assert Days(Hours(exceptions=exceptions), special_days).last_written_year == 2031
    assert Days(Hours(exceptions=exceptions, calendars=("ID",)), special_days).last_written_year == 2033


def test_how_far_a_span_runs_over_midnight():
    assert Days(Hours(week=((), (), (), (), (), (), ((0, 4 * 1440),))), SpecialDays()).longest_reach == 4
    assert Days(Hours(exceptions={NEW_YEAR: ((1320, 3000),)}), SpecialDays()).longest_reach == 2
