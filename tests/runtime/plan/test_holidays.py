"""`layan plan holidays`"""

import re
from pathlib import Path

import pytest

from tests.plan import kept_plan
from tests.runtime.asked_plan import write


def test_holidays_leave_the_rest_of_the_page_alone(layan, answer, folder):
    path = Path(folder) / "business.md"
    path.write_text(path.read_text().replace("country: ID", "country: ID   # where we are"))
    before = path.read_text()
    status, out, _ = layan("holidays", folder, "--year", "2027")
    assert status == 0
    written = re.findall(r"^  (2027-\d\d-\d\d) (.+)$", out, re.MULTILINE)
    assert ("2027-08-17", "Hari Kemerdekaan Republik Indonesia") in written
    added = [line for line in path.read_text().splitlines() if line not in before.splitlines()]
    assert added == [f"    {day}: {name}" for day, name in written]
    assert [line for line in path.read_text().splitlines() if line not in added] == before.splitlines()
    assert layan("check", folder)[0] == 0
    closed = answer("open", folder, "--channel", "phone", "--at", "2027-08-17T10:00")
    assert closed["open"] is False
    again = answer("holidays", folder, "--year", "2027")
    assert (again["added"], again["kept"]) == ({}, ["ID"])


@pytest.mark.parametrize(
    "written",
    ["", "holidays: {ID: {2026-03-20: Idul Fitri}}\n", "holidays:\n  ID: {2026-03-20: Idul Fitri}\n"],
)
def test_holidays_are_a_line_each_wherever_they_come(answer, tmp_path, written):
    old = "holidays:\n  ID:\n    2026-03-20: Idul Fitri\n    2026-03-21: Idul Fitri (second day)\n"
    folder = write(tmp_path, kept_plan.files(**{"business.md": (old, written)}))
    added = answer("holidays", folder, "--year", "2027", "--calendar", "ID")["added"]
    text = (tmp_path / "business.md").read_text()
    assert [f"    {day}: {name}" in text.splitlines() for day, name in added["ID"].items()] == [True] * len(
        added["ID"]
    )
