"""Reach us now: the open ways first, one of them to press."""

from datetime import UTC, datetime

from layan.actions.plans import Plan
from layan.plan.wording import Speaker
from layan.web.help.ways import ways
from tests.cast import JAKARTA, NOW, pages

PLAN = Plan.read(pages())
NIGHT = datetime(2026, 3, 6, 20, 0, tzinfo=JAKARTA).astimezone(UTC)


def _ways(at):
    return ways(PLAN, Speaker("en", "Asia/Jakarta", at), at)


def test_by_day_somebody_answers_at_once():
    found = _ways(NOW)
    assert [way["medium"] for way in found] == ["phone", "email", "form"]
    assert [way["primary"] for way in found].count(True) == 1 and found[0]["href"] == "tel:+62225550100"


def test_by_night_what_is_written_comes_first():
    found = _ways(NIGHT)
    assert [way["medium"] for way in found] == ["email", "form", "phone"]
    assert not found[-1]["open"] and found[-1]["href"] == ""
    assert next(way["medium"] for way in found if way["primary"]) == "form"
