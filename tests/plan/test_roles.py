from itertools import combinations

from layan.plan.roles import LADDER, ROLES, covers


def test_who_stands_above_may_what_those_below_may():
    for below, above in combinations(LADDER, 2):
        assert covers(above, below)
        assert not covers(below, above)


def test_off_the_ladder_everybody_is_alone():
    for role in set(ROLES) - set(LADDER):
        assert [other for other in (*ROLES, "workshop") if covers(role, other)] == [role]
        assert not any(covers(above, role) for above in LADDER)
