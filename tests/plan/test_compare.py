"""What another version says otherwise."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layan.plan.compare import Change, Piece, changes, compare
from layan.plan.plan import Plan
from layan.plan.wording import Speaker
from tests.plan.small_plan import files, page, plan

ENGLISH = Speaker("en", "Asia/Jakarta")


def refunds(limit, prose="We pay willingly.\n\nWe pay quickly.\n"):
    return page("policy", f"authority: [{{offer: refund, by: representative, up_to: {limit}}}]") + prose


def told(before, after, speaker=ENGLISH):
    """Each page that differs: its key, what became of it, its rules and its prose before and after."""
    return [
        (
            change.page.key,
            change.state,
            [(each.before, each.after) for each in change.rules],
            [(each.before, each.after) for each in change.prose],
        )
        for change in compare(before, after, speaker)
    ]


def test_the_same_pages_say_the_same():
    assert told(plan(), plan()) == []


def test_a_rule_is_told_as_it_was_and_as_it_is():
    old, new = plan(refunds=refunds("500000 IDR")), plan(refunds=refunds("750000 IDR"))
    ((key, state, rules, prose),) = told(old, new)
    assert (key, state, prose) == ("refunds", "changed", [])
    ((was, now),) = rules
    assert was == "A representative may refund up to Rp\N{NO-BREAK SPACE}500,000 in one case."
    assert now == "A representative may refund up to Rp\N{NO-BREAK SPACE}750,000 in one case."
    (change,) = compare(old, new, ENGLISH)[0].rules
    changed = [(piece.state, piece.text.split()[-1]) for piece in change.pieces if piece.state != "same"]
    assert changed == [("gone", "500,000"), ("new", "750,000")]


def test_prose_is_told_by_the_paragraphs_that_changed():
    old = plan(refunds=refunds("5 IDR", "We pay.\n\nWe pay quickly, within a day.\n\nThank you.\n"))
    new = plan(
        refunds=refunds("5 IDR", "We pay.\n\nWe pay quickly, within an hour.\n\nThank you.\n\nAlways.\n")
    )
    ((_, _, rules, prose),) = told(old, new)
    assert rules == []
    assert prose == [
        ("We pay quickly, within a day.", "We pay quickly, within an hour."),
        ("", "Always."),
    ]


def test_pages_come_and_go():
    old, new = plan(refunds=refunds("5 IDR")), plan(returns=refunds("5 IDR"))
    came, went = told(old, new)
    assert came[:2] == ("returns", "new") and went[:2] == ("refunds", "gone")
    assert all(not before for before, _ in came[2] + came[3])
    assert all(not after for _, after in went[2] + went[3])


def test_in_the_readers_language():
    def speaking(prose):
        indonesian = f"---\nname: Uang kembali\n---\n{prose}\n"
        return Plan.read(files(refunds=refunds("5 IDR")) | {"refunds.id.md": indonesian})

    before, after = speaking("Kami bayar."), speaking("Kami bayar segera.")
    assert told(before, after) == []
    ((_, _, _, prose),) = told(before, after, Speaker("id", "Asia/Jakarta"))
    assert prose == [("Kami bayar.", "Kami bayar segera.")]


@pytest.mark.parametrize(
    "before, after, expected",
    [
        (["a b c"], ["a b d"], [("a b c", "a b d")]),
        (["a b c", "x y z"], ["x y w"], [("a b c", ""), ("x y z", "x y w")]),
        (["a b c"], ["one two", "a b d"], [("", "one two"), ("a b c", "a b d")]),
        (["a", "b"], ["c"], [("", "c"), ("a", ""), ("b", "")]),
    ],
)
def test_alike_texts_stand_together(before, after, expected):
    assert [(each.before, each.after) for each in changes(before, after)] == expected


TEXTS = st.lists(st.text("ab ", min_size=1, max_size=6), max_size=6)


@given(TEXTS, TEXTS)
def test_nothing_is_lost_or_made_up(before, after):
    found = changes(before, after)
    gone, came = (
        [text for text in side if text] for side in ((c.before for c in found), (c.after for c in found))
    )
    assert Counter(before) - Counter(gone) == Counter(after) - Counter(came), "what is not told stayed"
    assert in_order(gone, before) and in_order(came, after)
    assert (found == ()) == (before == after)


def in_order(some, all_of_them):
    rest = iter(all_of_them)
    return all(text in rest for text in some)


@given(st.text("ab \n\u00a0", max_size=20), st.text("ab \n\u00a0", max_size=20))
def test_the_pieces_are_both_texts(before, after):
    pieces = Change(before, after).pieces
    assert "".join(piece.text for piece in pieces if piece.state != "new") == before
    assert "".join(piece.text for piece in pieces if piece.state != "gone") == after
    assert all(isinstance(piece, Piece) and piece.text for piece in pieces)
