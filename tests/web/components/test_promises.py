from datetime import UTC, datetime, timedelta

import pytest

from layan.plan.wording import Speaker
from layan.web.components.promises import BY, WITHIN, length, pill, short_moment

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)  # a Wednesday, 16:00 in Jakarta


@pytest.fixture
def speaker():
    return Speaker("en", "Asia/Jakarta", NOW)


def made(speaker, minutes, state="running", target="first_reply"):
    return pill(target=target, due=NOW + timedelta(minutes=minutes), state=state, speaker=speaker, now=NOW)


@pytest.mark.parametrize(
    ("minutes", "state", "text"),
    [
        (18, "soon", "reply in 18 min"),
        (60, "soon", "reply in 60 min"),
        (80, "normal", "reply 17:20"),
        (24 * 60, "normal", "reply Thu 16:00"),
        (20 * 24 * 60, "normal", "reply 24 Mar 2026"),
        (0, "late", "late 1 min"),
        (-12, "late", "late 12 min"),
        (-150, "late", "late 2 h"),
        (-3 * 24 * 60, "late", "late 3 days"),
    ],
)
def test_a_running_promise(speaker, minutes, state, text):
    shown = made(speaker, minutes)
    assert (shown.state, shown.text) == (state, text)


def test_what_is_left_is_rounded_up_and_what_is_over_down(speaker):
    assert length(timedelta(seconds=61), speaker, up=True) == "2 min"
    assert length(timedelta(seconds=119), speaker) == "1 min"


@pytest.mark.parametrize("state", ["kept", "missed", "paused"])
def test_what_has_ended_says_so(speaker, state):
    shown = made(speaker, -5, state)
    assert (shown.state, shown.text, shown.due) == (state, state, None)


def test_the_page_can_count_on_with_its_patterns(speaker):
    shown = made(speaker, 30, target="approval")
    assert (shown.within, shown.by, shown.late) == ("decide in {time}", "decide {time}", "late {time}")
    assert shown.soon == NOW - timedelta(minutes=30)


def test_every_target_has_its_words():
    targets = {"first_reply", "next_reply", "resolution", "answer", "hold", "approval"}
    assert set(WITHIN) == set(BY) == targets


def test_the_day_is_the_readers_own(speaker):
    evening = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)  # past midnight in Jakarta
    assert short_moment(evening, speaker) == "Thu 00:30"
