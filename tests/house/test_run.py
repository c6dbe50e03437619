"""What stands in the closing line of `make test` is true."""

from collections import Counter

import pytest

from tests import run
from tests.groups import GROUPS, Command, Group

PYTEST, TOOL = Command("pytest"), Command("ruff")


@pytest.mark.parametrize(
    ("command", "status", "said", "counts"),
    [
        (PYTEST, 0, "12 passed in 0.31s", {"passed": 12}),
        (PYTEST, 0, "=== 9 passed, 2 skipped in 61.20s (0:01:01) ===", {"passed": 9, "skipped": 2}),
        (PYTEST, 1, "=== 1 failed, 2 passed, 3 errors in 2.00s ===", {"failed": 1, "passed": 2, "error": 3}),
        (PYTEST, 5, "=== 14 deselected in 0.10s ===", {"error": 1}),
        (PYTEST, 4, "ERROR: no such file", {"error": 1}),
        (PYTEST, -9, "killed before its closing line", {"error": 1}),
        (TOOL, 0, "All checks passed!", {"passed": 1}),
        (TOOL, 1, "Found 3 errors.", {"failed": 1}),
    ],
)
def test_counts(command, status, said, counts):
    assert run._counts(command, status, said) == counts


def test_the_closing_line_sums_up_and_names_what_was_left_out(capsys, monkeypatch):
    monkeypatch.setattr(run, "IN_CI", False)
    results = {"pure": run.Result(Counter(passed=5)), "lint": run.Result(Counter(passed=4, failed=1))}
    assert run._close(results, {"browser": "Chromium"}, 7.5) == 1
    closing = capsys.readouterr().out.strip()
    assert closing.strip("= ").startswith("1 failed, 9 passed")
    assert "left out: browser (no Chromium)" in closing


@pytest.mark.parametrize(
    ("counts", "in_ci", "left_out", "status"),
    [
        ({"passed": 1}, False, {}, 0),
        ({"passed": 1}, False, {"browser": "Chromium"}, 0),
        ({"passed": 1}, True, {"browser": "Chromium"}, 1),
        ({"passed": 1, "error": 1}, False, {}, 1),
        ({}, False, {}, 1),
    ],
)
def test_the_exit_status(monkeypatch, counts, in_ci, left_out, status):
    monkeypatch.setattr(run, "IN_CI", in_ci)
    assert run._close({"pure": run.Result(Counter(counts))}, left_out, 1.0) == status


def test_a_group_that_is_not_known_is_said_in_words(capsys):
    assert run.main(["smoke"]) == 2
    assert "No such group: smoke" in capsys.readouterr().out


def test_a_group_without_a_part_of_the_machine_is_named(monkeypatch):
    monkeypatch.setattr(run, "PARTS", {"Chromium": run.Part("Chromium", ("chromium",), lambda: None)})
    missing = run._missing([Group("browser", [], frozenset({"Chromium"})), GROUPS["pure"]])
    assert run._named(GROUPS["browser"], missing) == "Chromium"
    assert run._named(GROUPS["pure"], missing) == ""
