"""Who may see what: one table, and what follows from it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from layan.actions import cases, messages
from layan.desk import commands
from layan.plan.roles import ROLES
from layan.records.access import PERMISSIONS, case_for, cases_for, may, permissions_of, require
from layan.records.models import Case
from layan.records.translate import actor_of
from tests.cast import NOW, a_case


def test_every_role_has_its_line():
    assert set(PERMISSIONS) == set(ROLES)


def test_a_reviewer_changes_nothing():
    assert not {
        one for one in PERMISSIONS["reviewer"] if one.endswith((".work", ".bulk", ".share", ".publish"))
    }


def test_several_roles_add_up_and_who_left_may_nothing(cast):
    cast.sari.roles = ["representative", "administrator"]
    assert permissions_of(cast.sari) == PERMISSIONS["representative"] | PERMISSIONS["administrator"]
    cast.sari.is_active = False
    assert permissions_of(cast.sari) == frozenset() and not may(cast.sari, "desk")
    assert not may(None, "desk")
    with pytest.raises(PermissionDenied):
        require(cast.dewi, "desk")


@pytest.mark.parametrize(
    ("key", "sees"),
    [
        ("sari", True),
        ("rani", True),
        ("ayu", True),
        ("hadi", True),
        ("eko", False),
        ("dewi", False),
        ("melati", False),
    ],
)
def test_who_sees_a_case_of_the_care_team(cast, key, sees):
    case, user = a_case(cast), getattr(cast, key)
    assert cases_for(user).filter(pk=case.pk).exists() is sees
    if sees:
        assert case_for(user, case.pk) == case
    else:
        with pytest.raises(Http404):
            case_for(user, case.pk)


def test_a_department_sees_what_is_put_to_it_and_no_other_does(cast):
    theirs = a_case(cast, "My machine is broken")
    given, named, plain = a_case(cast), a_case(cast), a_case(cast)
    cases.act(case=given, command=commands.Assign(cast.eko.pk), by=actor_of(cast.rani), at=NOW)
    messages.note(case=named, text="@Eko Prasetyo, can it be mended?", by=cast.sari, at=NOW)
    assert theirs.team == "workshop"
    assert set(cases_for(cast.eko)) == set(Case.objects.filter(pk__in=[theirs.pk, given.pk, named.pk]))
    assert not cases_for(cast.tono).exists()
    with pytest.raises(Http404):
        case_for(cast.eko, plain.pk)
