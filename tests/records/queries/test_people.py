"""Colleagues: who is here, who is named, who may decide."""

import pytest

from layan.records.queries.people import colleagues, deciders, everybody, mentioned_in


def test_who_left_is_no_colleague_and_decides_nothing(cast):
    cast.rani.is_active = False
    cast.rani.save()
    assert cast.rani not in colleagues() and cast.rani in everybody()
    assert cast.rani not in deciders("lead") and mentioned_in("@Rani Wijaya") == []


@pytest.mark.parametrize(
    ("decider", "keys"),
    [
        ("lead", {"rani", "ayu"}),
        ("manager", {"ayu"}),
        ("workshop", {"eko"}),
        ("care", {"sari", "rani", "ayu"}),
        ("x", set()),
    ],
)
def test_who_may_decide_what_is_put_to_a_role_or_a_team(cast, decider, keys):
    assert set(deciders(decider)) == {getattr(cast, key) for key in keys}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("@Sari Rahayu!", {"sari"}), ("(@Sari Rahayu)", {"sari"}), ("@Sari Rahayus", set()), ("Sari Rahayu", set()),
        ("@Sari", set()), ("@Eko Prasetyo and @Ayu Lestari", {"eko", "ayu"}),
    ],
)  # fmt: skip
def test_who_is_named_by_her_whole_name(cast, text, keys):
    assert set(mentioned_in(text)) == {getattr(cast, key) for key in keys}
