from datetime import date

import holidays
import pytest

from layan.plan.holiday_lists import UnknownCalendar, is_calendar, library_holidays


@pytest.mark.parametrize("calendar", ["ID", "TR", "MY-14", "US-NY", "AS"])
def test_the_same_as_through_the_front_door(calendar):
    country, _, region = calendar.partition("-")
    front_door = getattr(holidays, country)
    expected = front_door(subdiv=region or None, years=2026, language=front_door.default_language)
    assert dict(library_holidays(calendar, 2026)) == dict(expected)


def test_regions_have_holidays_of_their_own():
    assert is_calendar("MY-14")
    assert set(library_holidays("MY-14", 2026)) > {date(2026, 2, 2)}
    assert set(library_holidays("MY-01", 2026)) != set(library_holidays("MY-14", 2026))


def test_names_do_not_follow_the_environment(monkeypatch):
    library_holidays.cache_clear()
    monkeypatch.setenv("LANGUAGE", "en_US")
    assert library_holidays("ID", 2026)[date(2026, 12, 25)] == "Hari Raya Natal"


@pytest.mark.parametrize("calendar", ["XX", "id", "", "MY-99", "MY-"])
def test_unknown_calendars(calendar):
    assert not is_calendar(calendar)
    with pytest.raises(UnknownCalendar):
        library_holidays(calendar, 2026)


def test_a_country_without_holidays_that_year_has_none():
    assert library_holidays("ID", 1700) == {}
