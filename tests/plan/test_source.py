import pytest

from layan.plan.say import say
from layan.plan.source import LONGEST_PAGE, PlanErrors, Position, Problem, Source, position_in, split


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_a_page_is_rules_and_prose(end, begin):
    text = begin + end.join(["---", "kind: team", "name: Care  # us", "---", "", "Who *we* are.", ""])
    source = split("care.md", text)
    assert source.rules == f"kind: team{end}name: Care  # us{end}"
    assert source.prose == "Who *we* are."


@pytest.mark.parametrize("text", ["---\na: b\n---", "---\na: b\n--- \n"])
def test_prose_may_be_absent(text):
    assert split("a.md", text).prose == ""


def test_a_line_of_prose_is_no_fence():
    source = split("a.md", "---\na: b\n---\nOne\n---\nTwo\n")
    assert source.prose == "One\n---\nTwo"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "front-matter"), ("Just prose", "front-matter"), ("---\na: b\n", "front-matter"),
        (" ---\na: b\n---\n", "front-matter"), ("----\na: b\n---\n", "front-matter"),
        ("---\n" + "a" * LONGEST_PAGE, "size"),
    ],
)  # fmt: skip
def test_what_is_no_page(text, code):
    assert split("a.md", text).code == code


@pytest.mark.parametrize("bad", [b"\xff", b"\xe9t\xe9", b"\0"])
def test_a_byte_that_is_no_utf_8_is_shown_where_it_is(bad):
    text = (b"---\na: b\n---\nPros" + bad).decode("utf-8", "surrogateescape")
    problem = split("a.md", text)
    assert (problem.code, str(problem.position)) == ("encoding", "a.md:4:5")


def test_problems_come_in_the_order_of_the_files():
    def problem(file, line):
        return Problem(say("Wrong."), Position(file, line, 3), "type", say("Mend it."))

    errors = PlanErrors([problem("b.md", 1), problem("a.md", 9), problem("a.md", 2)])
    assert [str(p.position) for p in errors.problems] == ["a.md:2:3", "a.md:9:3", "b.md:1:3"]
    assert str(errors).startswith("a.md:2:3: Wrong.; Mend it. [type]\n")


def test_lines_and_columns_count_characters_from_one():
    assert position_in("a.md", "é\nüx", 3) == Position("a.md", 2, 2)
    assert isinstance(split("a.md", "---\n---\n"), Source)
