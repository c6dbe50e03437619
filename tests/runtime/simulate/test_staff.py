"""`layan staff` as people and programs use it."""

import json

import pytest

from layan.runtime import cli
from tests.runtime.asked_plan import english, folder

__all__ = ["english", "folder"]


@pytest.fixture
def staff(folder, tables, capfd):
    """Runs the command on the calls of the past: its status, what it said, what it said beside."""

    def run(*flags, **options):
        given = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
        calls = f"--history={tables / 'calls.csv'}"
        status = cli.main(["staff", folder, "--channel", "phone", "--runs", "50", calls, *flags, *given])
        out, err = capfd.readouterr()
        return status, out, err

    return run


def test_it_says_how_many_are_needed_in_each_half_hour_in_which_somebody_calls(staff):
    status, out, _ = staff("--json", limit=60, share=10)
    data = json.loads(out)
    assert status == 0 and (data["limit_s"], data["share"], data["certainty"]) == (60, 0.1, 0.95)
    monday = [part for part in data["half_hours"] if part["weekday"] == "mon"]
    assert [part["from"] for part in monday] == ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]
    assert all(part["share_waiting_over_limit"] <= 0.1 for part in monday)
    assert data["hours"] == sum(part["agents"] for part in data["half_hours"]) / 2


def test_the_promise_is_that_of_the_plan(staff):
    _, out, _ = staff("--json")
    data = json.loads(out)
    assert (data["limit_s"], data["share"]) == (20, pytest.approx(0.2))


def test_people_read_a_line_a_day(staff):
    _, out, _ = staff(language="tr")
    first, monday, *others = out.splitlines()
    assert "saat çalışma" in first and monday.startswith("  Pazartesi: 09:00 ") and len(others) == 6


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"share": "0"}, "--share needs a percentage from 0.01"),
        ({"share": "few"}, "--share needs a percentage"),
        ({"certainty": "100"}, "--certainty needs a percentage from 50"),
        ({"runs": "1"}, "--runs needs a whole number from 2"),
    ],
)
def test_what_it_cannot_do_is_said_in_words(staff, options, words):
    status, out, err = staff(**options)
    assert (status, out) == (2, "") and words in err


def test_that_nobody_may_wait_is_no_promise_that_can_be_kept(staff, folder, tables):
    page = tables.joinpath(folder, "channels", "phone.md")
    page.write_text(page.read_text(encoding="utf-8").replace("share: 80 %", "share: 100 %"), encoding="utf-8")
    status, _, err = staff()
    assert status == 2 and "nobody at all" in err and "--share" in err
