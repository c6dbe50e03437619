"""Targets longer than those they are part of."""

import pytest

from tests.plan import kept_plan
from tests.plan.kept_plan import EMAIL, REFUND, found


def targets(text):
    old = kept_plan.FILES[EMAIL].split("targets:\n")[1].split("reopen:")[0]
    return {EMAIL: (old, text)}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("  first_reply: {within: 8 h}\n  resolution: {within: 4 h}\n", [10]),
        ("  first_reply: {within: 4 h}\n  resolution: {within: 4 h}\n", []),
        ("  next_reply: {within: 3 days}\n  resolution: {within: 2 days}\n", [10]),
        ("  hold: {within: 5 min}\n  resolution: {within: 4 min}\n", [10]),
        ("  hold: {within: 60 s}\n  resolution: {within: 2 min}\n", []),
        ("  answer: {within: 30 min}\n  first_reply: {within: 20 min}\n", [10]),
        ("  approval: {within: 9 h}\n  resolution: {within: 8 h}\n", [10]),
        # Fourteen open hours a day: two open days end later than 14 open hours, one may end sooner.
        ("  first_reply: {within: 14 h}\n  resolution: {within: 2 days}\n", []),
        ("  first_reply: {within: 40 h}\n  resolution: {within: 2 days}\n", [10]),
        # Open against round the clock: the night does not count for the one.
        ("  first_reply: {within: 8 h}\n  resolution: {within: 12 h, clock: round}\n", [10]),
        ("  first_reply: {within: 8 h}\n  resolution: {within: 2 days, clock: round}\n", []),
        ("  first_reply: {within: 2 h, clock: round}\n  resolution: {within: 3 h}\n", []),
        # Only for the same cases.
        ("  first_reply: {within: 8 h}\n  resolution: {within: 4 h, priority: urgent}\n", [10]),
        (
            "  first_reply: [{within: 8 h}, {within: 1 h, priority: urgent}]\n"
            "  resolution: [{within: 9 h}, {within: 4 h, priority: urgent}]\n",
            [],
        ),
        (
            "  first_reply:\n    - {within: 2 h}\n    - {within: 8 h, segment: young}\n  resolution: {within: 4 h}\n",
            [12],
        ),
    ],
)
def test_a_target_longer_than_the_one_it_is_part_of(text, lines):
    changes = targets(text) | {
        REFUND: ("  resolution: {within: 3 days, channel: email}", "  answer: {within: 1 s}")
    }
    problems = [problem for problem in found(**changes) if problem[2] == "longer-than-whole"]
    assert [line for _, line, _, _ in problems] == lines


def test_a_situation_may_shorten_the_whole_too_much():
    changes = {REFUND: ("{within: 3 days, channel: email}", "{within: 2 h, channel: email}")}
    told = [(file, words) for file, _, code, words in found(**changes) if code == "longer-than-whole"]
    assert (
        EMAIL,
        "4 hours for first reply is longer than 2 hours for resolution, of which it is a part.",
    ) in told


def test_what_can_end_later_is_shown_by_an_example():
    text = "  first_reply: {within: 8 h}\n  resolution: {within: 12 h, clock: round}\n"
    words = next(words for *_, code, words in found(**targets(text)) if code == "longer-than-whole")
    assert "8 hours for first reply can end after 12 hours for resolution" in words
    assert "when it begins on Monday, 15:00." in words  # as clocks in Jakarta show it
