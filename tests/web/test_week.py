"""The week as a picture, in the business's own time."""

from datetime import UTC, datetime

from layan.actions.plans import Plan
from layan.plan.wording import Speaker
from layan.web.week import week
from tests.cast import JAKARTA, NOW, PAGES, pages

NIGHT = PAGES["channels/phone.md"].replace("{mon-fri: 09:00-17:00}", "{mon-thu: 22:00-06:00, sat: always}")


def _week(rules=PAGES["channels/phone.md"], at=NOW):
    plan = Plan.read(pages(phone=rules))
    return week(plan, "phone", Speaker("en", "Asia/Jakarta", at), at)


def test_seven_days_from_monday_and_today_marked():
    found = _week()
    assert [day["today"] for day in found["days"]] == [True] + [False] * 6
    assert (found["now"], found["days"][0]["spans"]) == (570, [(540, 480)])
    assert found["days"][6]["spans"] == [] and found["days"][6]["hours"] == ["closed"]


def test_today_is_today_there():
    """Sunday evening in UTC is Monday morning in Jakarta."""
    assert _week(at=datetime(2026, 3, 1, 18, 0, tzinfo=UTC))["days"][0]["today"]


def test_a_night_is_cut_at_midnight():
    days = _week(NIGHT.replace(", sat: always", ""))["days"]
    assert days[0]["spans"] == [(1320, 120)]
    assert days[1]["spans"] == [(0, 360), (1320, 120)]
    assert days[4]["spans"] == [(0, 360)]


def test_holidays_and_exceptions_say_so():
    special = "holidays: ID\nexcept: {2026-03-06: 10:00-11:00}\n"
    found = _week(PAGES["channels/phone.md"] + special, datetime(2026, 8, 19, 9, 0, tzinfo=JAKARTA))
    monday = found["days"][0]
    assert monday["special"] and monday["why"] and monday["spans"] == []
    friday = _week(PAGES["channels/phone.md"] + special)["days"][4]
    assert (friday["special"], friday["why"], friday["spans"]) == (True, "as an exception", [(600, 60)])
