import pytest

from layan.plan.page import PageFile
from layan.plan.say import PageRef
from layan.plan.units import Duration, Unreadable
from tests.plan.small_plan import page, plan, told


@pytest.mark.parametrize(
    ("path", "key", "language"),
    [("phone.md", "phone", None), ("a/b/phone.md", "phone", None), ("phone.id.md", "phone", "id")],
)
def test_what_a_path_says(path, key, language):
    assert PageFile.of(path) == PageFile(path, key, language)


A_PAGE = "Call the file refunds.md."


@pytest.mark.parametrize(
    ("path", "code", "instead"),
    [
        ("phone.txt", "page", A_PAGE), (".md", "page", A_PAGE), ("phone", "page", A_PAGE), ("a.md/b", "page", A_PAGE),
        ("Phone.md", "key", "Write phone."), ("our phone.md", "key", "Write our-phone."), ("../.md", "page", A_PAGE),
        ("phone.xx.md", "language", "Call the file phone.id.md."),
        ("phone.v2.md", "language", "Call the file phone.id.md."),
        ("..md", "key", "Write head-of-care."),
    ],
)  # fmt: skip
def test_what_no_page_is_called(path, code, instead):
    with pytest.raises(Unreadable) as error:
        PageFile.of(path)
    assert (error.value.code, str(error.value.instead)) == (code, instead)


def test_every_page_has_a_name_and_may_have_an_owner_and_a_review():
    text = page("team").replace("name: A page", "name: Care\nowner: head-of-care\nreview: 12 months")
    care = plan(care=text + "Who *we* are.\n", **{"care.id": "---\nname: Layanan\n---\nSiapa kami.\n"}).pages[
        "care"
    ]
    assert (care.kind, care.key, care.path) == ("team", "care", "care.md")
    assert (care.name, care.owner, care.review) == ("Care", "head-of-care", Duration(12, "month"))
    assert care.prose == {"en": "Who *we* are.", "id": "Siapa kami."}
    assert care.ref == PageRef("care", "Care", (("en", "Care"), ("id", "Layanan")))


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "instead"),
    [
        ("---\nname: A\n---\n", 2, 1, "missing", "Add kind:."),
        ("---\nkind: chanel\nname: A\n---\n", 2, 7, "unknown-word", "Did you mean channel?"),
        ("---\nkind: team\n---\n", 2, 1, "missing", "Add name:."),
        ("---\nkind: team\nname: {a: b}\n---\n", 3, 7, "type", "Write it without brackets and dashes."),
        ("---\nkind: team\nname: A\nreview: 12\n---\n", 4, 9, "unit", "Write a unit, for example 12 months."),
        ("---\nkind: team\nname: A\nowner: Budi Example\n---\n", 4, 8, "key", "Write budi-example."),
        ("---\nkind: team\nname: A\nowner:\n---\n", 4, 7, "empty", "Write one, or remove the key."),
        ("---\n---\n", 2, 1, "missing", "Add kind:."),
        ("prose", 1, 1, "front-matter", "Write --- on a line of its own before and after the rules."),
    ],
)
def test_where_it_is_wrong(text, line, column, code, instead):
    assert told(text) == [(line, column, code, instead)]


def test_a_name_is_one_line():
    found = told("---\nkind: policy\nname: |\n  Refunds\n  Subject: more\n---\n")
    assert found == [(3, 7, "type", "Write it on one line.")]
