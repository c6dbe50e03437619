from fractions import Fraction

import pytest

from layan.plan.targets import Target
from layan.plan.units import Duration
from tests.plan.small_plan import page, rules, told


def targets(*lines, kind="channel"):
    needed = ("medium: chat", "hours: always") if kind == "channel" else ()
    return rules(kind, *needed, "targets:", *lines).targets


def wrong(*lines, kind="channel"):
    needed = ("medium: chat", "hours: always") if kind == "channel" else ("words: {}", "priority: low")
    return told(page(kind, *needed, "targets:", *lines))


def test_one_target_or_a_list():
    assert targets(
        "  first_reply: {within: 4 h}",
        "  resolution:",
        "    - {within: 2 days}",
        "    - {within: 1 h, priority: urgent}",
    ) == (
        Target("first_reply", Duration(4, "h")),
        Target("resolution", Duration(2, "day")),
        Target("resolution", Duration(1, "h"), priority=("urgent",)),
    )


def test_every_key_of_a_target():
    (target,) = targets(
        "  resolution: {within: 1 week, clock: round, share: 90 %, priority: [high, urgent], situation: refund,",
        "               segment: regular, runs: [waiting, snoozed]}",
    )
    assert target == Target(
        "resolution", Duration(1, "week"), "round", Fraction(9, 10), ("high", "urgent"), ("refund",), ("regular",),
        (), frozenset({"waiting", "snoozed"}),
    )  # fmt: skip
    assert set(target.conditions) == {"priority", "situation", "segment"}


def test_on_the_page_of_a_situation():
    (target,) = targets("  first_reply: {within: 1 h, channel: email}", kind="situation")
    assert target.channel == ("email",)


@pytest.mark.parametrize(
    ("lines", "kind", "line", "column", "code", "instead"),
    [
        (["  first_replay: {within: 4 h}"], "channel", 7, 3, "unknown-word", "Did you mean first_reply?"),
        (["  resolution: 8 h"], "channel", 7, 15, "type", "Write them between braces or below."),
        (["  resolution: {within: 8 open hours}"], "channel", 7, 24, "unit", "Write it like this: 4 h."),
        (["  resolution: {clock: round}"], "channel", 7, 15, "missing", "Add within:."),
        (["  resolution: {within: 8 h, clock: always}"], "channel", 7, 36, "unknown-word",
         "Use one of these: open, round."),
        (["  resolution: {within: 8 h, share: 0.8}"], "channel", 7, 36, "unit", "Write it like this: 80 %."),
        (["  resolution: {within: 8 h, channel: email}"], "channel", 7, 29, "unknown-key",
         "Use one of these: within, clock, share, runs, priority, situation, segment."),
        (["  resolution: {within: 8 h, situation: refund}"], "situation", 7, 29, "unknown-key",
         "Use one of these: within, clock, share, runs, priority, segment, channel."),
        (["  resolution: {within: 8 h, situation: refnd}"], "channel", 7, 40, "reference", "Did you mean refund?"),
        (["  resolution: {within: 8 h, segment: vip}"], "channel", 7, 38, "reference", "Use one of these: regular."),
        (["  answer: {within: 8 s, runs: waiting}"], "channel", 7, 31, "unknown-word", "Use one of these: resolved."),
        (["  hold: [{within: 8 s}, {within: 9 s}]"], "channel", 7, 25, "contradiction",
         "Keep one, or give one of them priority: urgent."),
        (["  hold:", "    - {within: 8 s, priority: [high, low]}", "    - {within: 9 s, priority: [low, high]}"],
         "channel", 9, 7, "contradiction", "Keep one, or give one of them priority: urgent."),
        (["  hold: []"], "channel", 7, 9, "empty", "Remove the key, or fill the list."),
    ],
)  # fmt: skip
def test_where_it_is_wrong(lines, kind, line, column, code, instead):
    assert wrong(*lines, kind=kind) == [(line, column, code, instead)]
