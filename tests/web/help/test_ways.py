"""Reach us now: the open ways first, one of them to press."""

from datetime import UTC, datetime

from layan.actions.plans import Plan
from layan.plan.wording import Speaker
from layan.web.help.ways import ways
from tests.cast import JAKARTA, NOW, pages

PLAN = Plan.read(pages())
NIGHT = datetime(2026, 3, 6, 20, 0, tzinfo=JAKARTA).astimezone(UTC)


def _ways(at, **addresses):
    return ways(PLAN, Speaker("en", "Asia/Jakarta", at), at, addresses or {"email": "care@example.com"})


def test_by_day_somebody_answers_at_once():
    found = _ways(NOW)
    assert [way["medium"] for way in found] == ["phone", "email", "form"]
    assert [way["primary"] for way in found].count(True) == 1 and found[0]["href"] == "tel:+62225550100"


def test_by_night_what_is_written_comes_first():
    found = _ways(NIGHT)
    assert [way["medium"] for way in found] == ["email", "form", "phone"]
    assert not found[-1]["open"] and found[-1]["href"] == ""
    assert next(way["medium"] for way in found if way["primary"]) == "email"


def test_a_channel_that_nobody_could_find_is_not_offered():
    assert [way["medium"] for way in _ways(NOW, other="x@example.com")] == ["phone", "form"]


def test_mail_goes_to_the_mailbox_of_the_channel():
    assert next(way["href"] for way in _ways(NOW) if way["medium"] == "email") == "mailto:care@example.com"
