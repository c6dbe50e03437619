import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layan.plan.assembly import MOST_FILES, assemble
from layan.plan.pages import kinds
from layan.plan.source import PlanErrors
from tests.plan.kept_plan import FILES as WHOLE
from tests.plan.small_plan import BUSINESS, FILES, TEAM, page, problems


def told(files):
    return [(str(p.position), p.code) for p in problems(files)]


def test_the_folder_of_kinds_is_the_list_of_kinds():
    assert set(kinds()) == {
        "business", "channel", "conduct", "policy", "procedure", "profile", "situation", "team",
    }  # fmt: skip


def test_pages_lie_anywhere_below():
    assert {"care", "help"} <= set(assemble(FILES | {"a/b/help.md": TEAM}))


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, [("business.md:1:1", "page")]),
        ({"team.md": TEAM}, [("business.md:1:1", "page")]),
        ({"a/business.md": BUSINESS}, [("a/business.md:2:1", "page"), ("business.md:1:1", "page")]),
        ({"business.md": TEAM}, [("business.md:2:1", "page")]),
        (FILES | {"company.md": BUSINESS}, [("company.md:2:1", "page")]),
        (FILES | {"teams/care.md": TEAM}, [("teams/care.md:1:1", "duplicate")]),
        (FILES | {"notes.txt": "hello"}, [("notes.txt:1:1", "page")]),
        (FILES | {"people.md": FILES["customers.md"]}, [("people.md:2:1", "page")]),
        (FILES | {"care.id.md": "---\nname: Layanan\n---\n"}, []),
        (FILES | {"other.id.md": "---\nname: Layanan\n---\n"}, [("other.id.md:1:1", "page")]),
        (FILES | {"care.en.md": "---\nname: Care\n---\n"}, [("care.en.md:1:1", "language")]),
        (FILES | {"care.tr.md": "---\nname: Destek\n---\n"}, [("care.tr.md:1:1", "language")]),
        (FILES | {"care.id.md": "Tanpa aturan"}, [("care.id.md:1:1", "front-matter")]),
        (FILES | {f"{n}.md": TEAM for n in range(MOST_FILES)}, [("0.md:1:1", "size"), ("business.md:1:1", "page")]),
    ],
)  # fmt: skip
def test_what_a_folder_must_be(files, found):
    assert told(files) == found


def test_everything_wrong_everywhere_is_told_at_once():
    files = FILES | {
        "business.md": BUSINESS.replace("IDR", "Rp"),
        "email.md": FILES["email.md"].replace("09:00-17:00", "9-17"),
        "care.md": "no rules",
        "b.md": page("policy", "authority: [{offer: refund, by: lead, up_to: 500000}]", "channels: fax"),
    }
    assert told(files) == [
        ("b.md:4:46", "unit"), ("b.md:5:11", "reference"), ("business.md:5:11", "currency"),
        ("care.md:1:1", "front-matter"), ("email.md:6:12", "time"),
    ]  # fmt: skip


def test_a_page_that_cannot_be_read_is_not_missed_by_others():
    routes = page(
        "situation",
        "team: care",
        "routes: [{segment: regular, priority: high}, {channel: email, team: care}]",
    )
    broken = dict.fromkeys(("care.md", "email.md", "customers.md"), "broken")
    assert told(FILES | broken | {"page.md": page("situation", routes)}) == [
        (f"{key}:1:1", "front-matter") for key in sorted(broken)
    ]


# Whatever stands in a file, what comes of it is a plan or a list of problems in words.

PATHS = st.text(max_size=12) | st.sampled_from(["business.md", "care.md", "care.id.md"])
JUNK = st.text(st.sampled_from("---\n:{}[]\"'&*!|>#,aA0 \t%@~\r\ud800\x00é"), max_size=60)


def survives(files):
    try:
        assemble(files)
    except PlanErrors as errors:
        assert errors.problems
        for problem in errors.problems:
            assert str(problem.say) and problem.code
            lines = files.get(problem.position.file, "").split("\n")
            assert 1 <= problem.position.line <= len(lines)
            assert 1 <= problem.position.column <= len(lines[problem.position.line - 1]) + 1


@settings(max_examples=30)
@given(
    st.dictionaries(
        st.text(max_size=12) | st.sampled_from(["business.md", "care.md", "care.id.md"]), JUNK, max_size=4
    )
)
def test_any_files_are_read_or_refused_in_words(files):
    survives(files)


@settings(max_examples=30)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_any_page_changed_anywhere_is_read_or_refused_in_words(path, data):
    text = WHOLE[path]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    survives(WHOLE | {path: text[:start] + data.draw(JUNK) + text[end:]})


@settings(max_examples=30)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_any_two_lines_of_a_page_may_change_places(path, data):
    lines = WHOLE[path].split("\n")
    a, b = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, len(lines) - 1))
    lines[a], lines[b] = lines[b], lines[a]
    survives(WHOLE | {path: "\n".join(lines)})
