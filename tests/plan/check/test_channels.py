"""What channels must promise."""

import pytest

from tests.plan import kept_plan
from tests.plan.kept_plan import EMAIL, PHONE, found


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({PHONE: ("  hold: {within: 60 s}\n", "")},
         [(14, "This live channel has no target of this kind: hold.")]),
        ({PHONE: ("  answer: {within: 20 s, share: 80 %}\n", "")},
         [(14, "This live channel has no target of this kind: answer.")]),
        ({PHONE: ("live: true", "live: false")}, []),
        ({EMAIL: ("  next_reply: {within: 8 h}\n  approval: {within: 2 h}\n", "")}, []),
        ({EMAIL: (kept_plan.FILES[EMAIL].split("daily: 07:00-21:00\n")[1].split("reopen:")[0], "")},
         [(3, "This channel has no targets.")]),
    ],
)  # fmt: skip
def test_channels_say_what_they_promise(changes, told):
    assert [(line, words) for _, line, code, words in found(**changes) if code == "no-targets"] == told
