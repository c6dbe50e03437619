"""Letters in the words of the business."""

import pytest

from layan.actions import letters
from layan.records.models import Letter
from tests.cast import a_case, signed_in

ADDRESS = "/admin/letters/acknowledgement/en/"
WORDS = {"subject": "Halo {case}", "body": "Kami baca, {customer}.\r\n\r\n{promise}"}


@pytest.fixture
def ayu(client, cast):
    return signed_in(client, cast.ayu)


def test_every_kind_in_every_language(ayu, cast):
    letters.change(
        kind="reply", language="tr", subject="x", body="{text}", by=cast.ayu, at=cast.ayu.created_at
    )
    page = ayu.get("/admin/letters/").content.decode()
    assert page.count("Our words") == 4 * len(letters.KINDS) - 1 and page.count("Your words") == 1
    for kind in letters.KINDS:
        for language in ("en", "id", "ms", "tr"):
            assert f"/admin/letters/{kind}/{language}/" in page
            assert ayu.get(f"/admin/letters/{kind}/{language}/").status_code == 200
    for wrong in ("nothing/en", "reply/xx"):
        assert ayu.get(f"/admin/letters/{wrong}/").status_code == 404


def test_her_words_are_kept_and_taken_back(ayu, cast):
    assert ayu.post(ADDRESS, WORDS).status_code == 302
    row = Letter.objects.get()
    assert (row.subject, row.body, row.by) == ("Halo {case}", "Kami baca, {customer}.\n\n{promise}", cast.ayu)
    assert "Ayu Lestari" in ayu.get(ADDRESS).content.decode()
    assert ayu.post(ADDRESS, {"restore": "1"}).status_code == 302
    assert not Letter.objects.exists()


def test_how_it_reads_is_shown_before_it_is_kept(ayu, cast):
    case = a_case(cast, subject="My <b>grinder</b>")
    page = ayu.post(ADDRESS, WORDS | {"preview": "1", "subject": "Halo {subject}"}).content.decode()
    assert "Halo My &lt;b&gt;grinder&lt;/b&gt;" in page and "Kami baca, Budi Hartono." in page
    assert f"case #{case.pk}" in page
    assert not Letter.objects.exists()


def test_who_sees_no_cases_sees_made_up_values(client, cast):
    a_case(cast, subject="Budi's own matter")
    page = signed_in(client, cast.melati).get(ADDRESS).content.decode()
    assert "With made-up values." in page and "Budi Hartono" not in page and "own matter" not in page


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        ("acknowledgement", {"body": "{amount}"}, "Nothing fills {amount}."),
        ("acknowledgement", {"subject": "{text}"}, "Nothing fills {text}."),
        ("acknowledgement", {"body": "{case:d}"}, "Nothing fills {case:d}."),
        ("acknowledgement", {"body": "a { b"}, "A brace stands alone."),
        ("reply", {"body": "Hello"}, "Without {text} this letter says nothing."),
        ("acknowledgement", {"body": " "}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_in_words_and_nothing_lost(ayu, cast, kind, changes, said):
    answer = ayu.post(
        f"/admin/letters/{kind}/en/", {"subject": "My subject", "body": "My body {text}"} | changes
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page
    assert all(value in page for value in changes.values())
    assert not Letter.objects.exists()


@pytest.mark.parametrize("kind", letters.KINDS)
def test_every_place_has_its_meaning_and_a_sample(ayu, cast, kind):
    every = " ".join("{" + name + "}" for name in sorted(letters.PLACES[kind]))
    page = ayu.post(f"/admin/letters/{kind}/tr/", {"subject": "s", "body": every, "preview": "1"})
    shown = page.context["shown"]["text"]
    assert page.status_code == 200 and "{" not in shown and len(shown.split()) >= len(letters.PLACES[kind])
    assert len(page.context["places"]) == len(letters.PLACES[kind])


def test_others_write_no_letters(client, cast):
    for key in ("sari", "rani", "dewi", "hadi", "eko"):
        signed_in(client, getattr(cast, key))
        assert client.post(ADDRESS, WORDS).status_code == 403
    assert not Letter.objects.exists()
