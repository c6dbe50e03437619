"""`layan plan diff`"""

import pytest

from tests.plan import kept_plan
from tests.runtime.asked_plan import write


@pytest.fixture
def changed(tmp_path):
    """The same plan with other hours, a page more and a page less."""
    files = dict(kept_plan.FILES)
    path = next(path for path in files if path.endswith("phone.md"))
    assert "09:00" in files[path]
    files[path] = files[path].replace("09:00", "08:00")
    files["teams/night.md"] = "---\nkind: team\nname: Night shift\n---\n"
    return write(tmp_path / "changed", files)


def test_what_changed_is_told_as_people_read_it(answer, layan, folder, changed):
    pages = {page["key"]: page for page in answer("diff", folder, changed)["pages"]}
    assert {key: page["change"] for key, page in pages.items()} == {"phone": "changed", "night": "new"}
    hours = next(rule for rule in pages["phone"]["rules"] if "08:00" in rule["after"])
    assert hours["before"] == hours["after"].replace("08:00", "09:00")
    lines = layan("diff", folder, changed)[1].splitlines()
    assert f"- {hours['before']}" in lines and f"+ {hours['after']}" in lines


def test_the_other_way_round_a_page_goes(answer, folder, changed):
    pages = {page["key"]: page["change"] for page in answer("diff", changed, folder)["pages"]}
    assert pages == {"phone": "changed", "night": "gone"}


def test_the_same_plan_says_the_same(layan, folder):
    assert layan("diff", folder, folder) == (0, "The two say the same.\n", "")


def test_two_plans_are_needed_and_both_are_read(layan, folder, tmp_path):
    assert layan("diff", folder)[0] == 2
    assert layan("diff", folder, str(tmp_path / "none"))[0] == 2
    broken = write(tmp_path / "broken", {"business.md": "---\nkind: business\n---\n"})
    status, _, said = layan("diff", folder, broken)
    assert status == 1 and "business.md" in said
