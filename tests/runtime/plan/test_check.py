"""`layan plan check`, and plans with errors."""

import json

import pytest

from tests.plan import kept_plan
from tests.runtime.asked_plan import write


def test_a_good_plan_is_fine(layan, folder):
    assert layan("check", folder) == (0, "Nothing found.\n", "")


def test_a_finding_ends_check_with_1(layan, tmp_path):
    folder = write(tmp_path, kept_plan.files(**{"conduct.md": ("owner: head-of-care\n", "")}))
    status, out, err = layan("check", folder)
    assert (status, err) == (1, "")
    first, write_line, closing = out.splitlines()
    assert first == f"{folder}/conduct.md:3:1: warning: Nobody answers for this page."
    assert write_line == "  write: Add the post that does: owner: head-of-care."
    assert closing == "1 finding."


def test_what_cannot_be_read_is_found_all_at_once(layan, tmp_path):
    changes = {"conduct.md": ("scale: 1-5", "scale: 5"), "teams/care.md": ("kind: team", "kind: gang")}
    folder = write(tmp_path, kept_plan.files(**changes))
    status, out, _ = layan("check", folder, "--json")
    data = json.loads(out)
    assert status == 1
    assert {problem["file"] for problem in data["problems"]} >= {"conduct.md", "teams/care.md"}
    assert data["errors"] == len(data["problems"])
    assert set(data["problems"][0]) == {"file", "line", "column", "severity", "code", "message", "write"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["open", "--channel", "phone", "--at", "2026-03-02"],
        ["due", "--channel", "phone", "--target", "hold", "--from", "2026-03-02"],
        ["may", "--role", "lead", "--offer", "refund"],
        ["show"],
        ["holidays", "--year", "2027"],
    ],
)
def test_a_broken_plan_is_not_asked(layan, tmp_path, arguments):
    folder = write(tmp_path, kept_plan.files(**{"conduct.md": ("scale: 1-5", "scale: 5")}))
    name, *rest = arguments
    status, out, err = layan(name, folder, *rest)
    assert (status, out) == (1, "")
    assert "conduct.md:4:8: error: 5 is no scale." in err
    status, out, err = layan(name, folder, *rest, "--json")
    assert (status, err) == (1, "")
    assert [problem["line"] for problem in json.loads(out)["problems"]] == [4]
