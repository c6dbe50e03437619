"""The quick choices of putting a case off follow the open hours of its channel."""

from datetime import datetime
from zoneinfo import ZoneInfo

from layan.plan.plan import Plan
from layan.web.desk.putting_off import moments
from tests.cast import pages

ZONE = ZoneInfo("Asia/Jakarta")
PLAN = Plan.read(pages())


def told(*at):
    return [(each["label"], each["value"]) for each in moments(PLAN, "email", datetime(*at, tzinfo=ZONE))]


def test_on_a_monday_morning():
    assert told(2026, 3, 2, 9, 30) == [
        ("Later today", "2026-03-02T12:00"),
        ("Tomorrow morning", "2026-03-03T09:00"),
        ("Next week", "2026-03-09T09:00"),
    ]


def test_in_the_evening_there_is_no_later_today():
    assert [label for label, _ in told(2026, 3, 2, 16, 0)] == ["Tomorrow morning", "Next week"]


def test_on_a_friday_tomorrow_is_next_week():
    assert [label for label, _ in told(2026, 3, 6, 16, 0)] == ["Next week"]


def test_a_channel_that_is_no_page_has_none():
    assert moments(PLAN, "pigeon", datetime(2026, 3, 2, tzinfo=ZONE)) == []
