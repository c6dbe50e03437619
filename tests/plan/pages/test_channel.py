from fractions import Fraction

import pytest

from layan.plan.targets import Target
from layan.plan.units import Duration
from tests.plan.small_plan import page, rules, told

REQUIRED = ("medium: chat", "hours: always")


def test_every_key_of_a_channel():
    channel = rules(
        "channel", "medium: phone", "live: false", 'address: "+62 22 555 0100"', "hours: {mon: 09:00-12:00}",
        "targets:", "  answer: {within: 20 s, share: 80 %}", "transfer: cold", "otherwise: [email]", "team: care",
        "priority: high", "reopen: 14 days", "acknowledge: false",
    )  # fmt: skip
    assert (channel.medium, channel.live, channel.address) == ("phone", False, "+62 22 555 0100")
    assert channel.targets == (Target("answer", Duration(20, "s"), share=Fraction(4, 5)),)
    assert (channel.transfer, channel.otherwise, channel.team) == ("cold", ("email",), "care")
    assert (channel.priority, channel.reopen, channel.acknowledge) == ("high", Duration(14, "day"), False)


def test_what_is_absent():
    channel = rules("channel", *REQUIRED)
    assert (channel.address, channel.targets, channel.transfer, channel.otherwise) == (None, (), None, ())
    assert (channel.team, channel.priority, channel.reopen, channel.acknowledge) == (None, None, None, True)


@pytest.mark.parametrize(
    ("medium", "live"), [("phone", True), ("counter", True), ("email", False), ("forum", False)]
)
def test_whether_a_person_answers_at_once_follows_from_the_medium(medium, live):
    assert rules("channel", f"medium: {medium}", "hours: always").live is live


@pytest.mark.parametrize(
    ("line", "column", "code", "instead"),
    [
        ("live: yes", 7, "unknown-word", "Did you mean true?"),
        ("transfer: hot", 11, "unknown-word", "Use one of these: warm, cold."),
        ("otherwise: [emial]", 13, "reference", "Did you mean email?"),
        ("otherwise: care", 12, "reference", "Use one of these: email, page."),
        ("otherwise: page", 12, "reference", "Name another one."),
        ("otherwise: [email, email]", 20, "duplicate", "Keep one of them."),
        ("team: email", 7, "reference", "Use one of these: care, workshop."),
        ("reopen: 14", 9, "unit", "Write a unit, for example 14 days."),
        ("acknowledge: maybe", 14, "unknown-word", "Use one of these: true, false."),
        ("priority: urgnt", 11, "unknown-word", "Did you mean urgent?"),
        ("adress: here", 1, "unknown-key", "Did you mean address?"),
        ("targets: {resolution: {within: 8}}", 32, "unit", "Write a unit, for example 8 h."),
    ],
)
def test_where_it_is_wrong(line, column, code, instead):
    assert told(page("channel", *REQUIRED, line)) == [(6, column, code, instead)]
