"""Hours of the week that no channel covers."""

import pytest

from layan.plan.check import check
from layan.plan.plan import Plan
from tests.plan import kept_plan
from tests.plan.kept_plan import BUSINESS, EMAIL, PHONE, REFUND, REFUNDING, found


def hours(text):
    """The kept plan with these hours for email, and phone never open in an ordinary week."""
    return {
        EMAIL: ("hours:\n  daily: 07:00-21:00", f"hours:\n  {text}"),
        PHONE: (
            "hours:\n  mon-fri: [09:00-12:00, 13:00-17:00]\n  sat: 09:00-12:00",
            "hours:\n  sun: 10:00-10:30",
        ),
    }


@pytest.mark.parametrize(
    ("email", "gaps"),
    [
        ("mon-fri: 07:00-21:00", []),
        ("mon-fri: 06:00-22:00", []),
        ("mon-fri: [07:00-12:00, 12:00-21:00]", []),
        ("mon-thu: 07:00-21:00", ["No channel is open on Friday, 07:00–21:00."]),
        (
            "mon-fri: [07:00-12:00, 13:00-21:00]",
            [
                f"No channel is open on {day}, 12:00–13:00."
                for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
            ],
        ),
        ("daily: 22:00-21:00", []),
        (
            "mon-fri: 08:00-20:30",
            [
                f"No channel is open on {day}, {span}."
                for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
                for span in ("07:00–08:00", "20:30–21:00")
            ],
        ),
    ],
)
def test_hours_no_channel_covers(email, gaps):
    assert [words for *_, words in found(**hours(email))] == gaps


def test_a_gap_may_last_for_days_and_go_round_the_week():
    always = (
        BUSINESS,
        ("reachable:\n  mon-fri: 07:00-21:00\n", ""),
    )
    problems = found(**hours("tue-fri: 09:00-17:00"), **dict([always]))
    told = [words for *_, words in problems]
    assert told[-2:] == [
        "No channel is open from Friday, 17:00, to Sunday, 10:00.",
        "No channel is open from Sunday, 10:30, to Tuesday, 09:00.",
    ]
    assert told[0] == "No channel is open from Tuesday, 17:00, to Wednesday, 09:00."
    assert {code for _, _, code, _ in problems} == {"uncovered-hours"}


def test_a_gap_stands_where_the_business_says_when_it_must_be_reached():
    file, line, code, _ = found(**hours("mon-thu: 07:00-21:00"))[0]
    assert (file, line, code) == (BUSINESS, 10, "uncovered-hours")


def test_a_channel_open_day_and_night_covers_everything():
    assert found(**{EMAIL: ("hours:\n  daily: 07:00-21:00", "hours: always"),
                    BUSINESS: ("reachable:\n  mon-fri: 07:00-21:00\n", "")}) == []  # fmt: skip


def test_a_plan_without_channels_is_never_reached():
    changes = dict.fromkeys((PHONE, EMAIL, "channels/phone.id.md", "channels/email.id.md"))
    changes |= {
        BUSINESS: ("reachable:\n  mon-fri: 07:00-21:00\n", ""),
        REFUND: ("  - {channel: phone, team: care}\n", ""),
        REFUNDING: ("channels: [phone, email]\n", ""),
    }
    files = kept_plan.files(**changes)
    files[REFUND] = files[REFUND].replace("targets:\n  resolution: {within: 3 days, channel: email}\n", "")
    problems = check(Plan.read(files))
    assert [str(p.say) for p in problems] == ["No channel is ever open."]
