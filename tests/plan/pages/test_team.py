import pytest

from layan.plan.pages.team import Team
from tests.plan.small_plan import page, rules, told


def test_every_key_of_a_team():
    assert rules(
        "team", "department: true", "roles: [representative, lead]", "languages: [id, en]", "skills: [grinder]",
        "input: packaging",
    ) == Team(True, ("representative", "lead"), ("id", "en"), ("grinder",), ("packaging",))  # fmt: skip
    assert rules("team") == Team()


@pytest.mark.parametrize(
    ("line", "column", "code", "instead"),
    [
        ("roles: [leads]", 9, "unknown-word", "Did you mean lead?"),
        ("languages: [ID]", 13, "language", "Did you mean id?"),
        ("skills: [Latte Art]", 10, "key", "Write latte-art."),
        ("department: no", 13, "unknown-word", "Did you mean false?"),
    ],
)
def test_where_it_is_wrong(line, column, code, instead):
    assert told(page("team", line)) == [(4, column, code, instead)]
