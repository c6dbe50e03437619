"""`layan plan open`"""

import pytest

from tests.plan import kept_plan
from tests.runtime.asked_plan import write


@pytest.mark.parametrize(
    ("hours", "at", "said"),
    [
        ("hours: {mon: 09:00-17:00}", "2026-03-02T09:00",
         "Email is open at Mon, 2 Mar 2026, 09:00, until Mon, 2 Mar 2026, 17:00."),
        ("hours: {mon: 09:00-17:00}", "2026-03-02T17:00",
         "Email is closed at Mon, 2 Mar 2026, 17:00, and opens at Mon, 9 Mar 2026, 09:00."),
        ("hours: always", "2026-03-02T17:00", "Email is open at Mon, 2 Mar 2026, 17:00, and does not close."),
        ("hours: {mon: closed}", "2026-03-02T17:00",
         "Email is closed at Mon, 2 Mar 2026, 17:00, and does not open again."),
    ],
)  # fmt: skip
def test_a_sentence_for_every_answer(layan, tmp_path, hours, at, said):
    changes = {"channels/email.md": ("hours:\n  daily: 07:00-21:00", hours)}
    folder = write(tmp_path, kept_plan.files(**changes))
    status, out, err = layan("open", folder, "--channel", "email", "--at", at)
    assert (status, out.splitlines()[0], err) == (0, said, "")
