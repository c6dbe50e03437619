"""`layan simulate` as people and programs use it."""

import json

import numpy as np
import pytest

from layan.runtime import cli
from layan.simulation.trial import KEYS
from tests.runtime.asked_plan import english, folder

__all__ = ["english", "folder"]

DAYS, HOURS = 5, 3


@pytest.fixture
def simulate(folder, capfd):
    """Runs the command with these options: its status, what it said, what it said beside."""

    def run(*flags, **options):
        given = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
        status = cli.main(["simulate", folder, "--channel", "phone", "--runs", "5", *flags, *given])
        out, err = capfd.readouterr()
        return status, out, err

    return run


@pytest.fixture
def found(simulate, tables):
    """The JSON answer."""

    def ask(**options):
        status, out, _ = simulate("--json", history=tables / "calls.csv", **options)
        assert status == 0
        return json.loads(out)

    return ask


def test_the_past_is_simulated_as_it_was(found, tables):
    staff = tables / "staff.csv"
    data = found(arrivals=tables / "calls.csv", staff=staff, history_staff=staff)
    lines = [line.split(",") for line in (tables / "calls.csv").read_text().splitlines()[1:-1]]
    assert data["asked"] == pytest.approx(len(lines), abs=1)
    assert data["limit_s"] == 20  # the plan's target for an answer, in place of an option
    over = np.mean([float(line[2]) > data["limit_s"] for line in lines])
    assert data["share_waiting_over_limit"] == pytest.approx(over, abs=0.05)


def test_every_part_has_every_measure_with_its_interval(found, tables):
    data = found(staff=tables / "staff.csv")
    assert [part["day"] for part in data["days"]] == [f"2026-03-0{day}" for day in range(2, 7)]
    assert len(data["half_hours"]) == DAYS * HOURS * 2
    for part in (data, *data["days"], *data["half_hours"]):
        assert set(KEYS) <= set(part) and set(part["interval"]) == set(KEYS)
        low, high = part["interval"]["asked"]
        assert low <= part["asked"] <= high


def test_parts_of_an_agent_are_there_for_a_part_of_the_time(found, tables, tmp_path):
    def waiting(agents):
        staff = tmp_path / f"{agents}.csv"
        staff.write_text((tables / "staff.csv").read_text().replace(",4\n", f",{agents}\n"), encoding="utf-8")
        return found(staff=staff)["share_waiting_over_limit"]

    assert waiting("3.0") > waiting("3.5") > waiting("4.0")


def test_the_same_seed_gives_the_same_answer(found, tables):
    once, again, other = (found(staff=tables / "staff.csv", seed=seed) for seed in (1, 1, 2))
    assert once == again != other


def test_people_read_it_in_lines_and_are_told_what_was_left_out(simulate, tables):
    status, out, err = simulate(history=tables / "calls.csv", staff=tables / "staff.csv", limit=60)
    assert status == 0
    assert "Waiting longer than 60 s" in out and "Left before an answer" in out and "(" in out
    assert "1 lines left out" in err and "below zero" in err


def test_turkish(simulate, tables):
    _, out, _ = simulate(history=tables / "calls.csv", staff=tables / "staff.csv", language="tr")
    assert "Ortalama bekleme" in out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"history": "calls.csv"}, ["not known who is there", "--staff"]),
        ({"history": "nothing.csv", "staff": "staff.csv"}, ["nothing.csv", "cannot be read"]),
        ({"history": "staff.csv", "staff": "staff.csv"}, ["staff.csv", "no column arrived"]),
        ({"history": "empty.csv", "staff": "staff.csv"}, ["No call of channel phone"]),
        ({"history": "calls.csv", "staff": "calls.csv"}, ["no column from"]),
        ({"history": "calls.csv", "staff": "staff.csv", "limit": "soon"}, ["--limit", "seconds"]),
        ({"history": "calls.csv", "staff": "staff.csv", "seed": "-1"}, ["--seed", "whole number from 0"]),
    ],
    ids=lambda value: "" if isinstance(value, list) else " ".join(value),
)
def test_what_it_cannot_do_is_said_in_words(simulate, tables, options, words):
    paths = {name: tables / value if value.endswith(".csv") else value for name, value in options.items()}
    status, out, err = simulate(**paths)
    assert (status, out) == (2, "")
    assert all(word in err for word in words), err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("2026-03-02T10:00,2026-03-02T09:00,2", "ends before it begins"),
        ("today,2026-03-02T09:00,2", "ISO 8601"),
        ("2026-03-02T08:00,2026-03-02T09:00,two", "no number from 0"),
    ],
)
def test_a_slip_in_the_staff_is_named_with_its_line(simulate, tables, tmp_path, line, words):
    staff = tmp_path / "staff.csv"
    staff.write_text(f"from,to,agents\n2026-03-02T07:00,2026-03-02T08:00,2\n{line}\n", encoding="utf-8")
    status, _, err = simulate(history=tables / "calls.csv", staff=staff)
    assert status == 2 and "line 3" in err and words in err
