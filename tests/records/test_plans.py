"""The published plans as the desk asks for them."""

from datetime import timedelta

import pytest

from layan.actions import plans as actions
from layan.records.plans import NoPlan, Plans, forget, plan_in_force, plan_of, version_id, version_in_force
from tests.cast import NOW, PAGES, SINCE, pages


def test_without_a_plan_there_is_nothing_to_ask(db):
    with pytest.raises(NoPlan):
        plan_in_force(NOW)
    with pytest.raises(NoPlan):
        Plans(NOW)
    with pytest.raises(KeyError):
        plan_of("nothing")


def test_what_is_older_than_the_first_plan_is_seen_with_its_eyes(cast):
    with pytest.raises(NoPlan):
        version_in_force(SINCE - timedelta(days=1))
    assert Plans(SINCE - timedelta(days=1)).in_force.digest == cast.version.digest


def test_of_two_from_the_same_moment_the_later_holds(cast):
    fast = pages(email=PAGES["channels/email.md"].replace("4 h", "2 h"))
    second = actions.publish(files=fast, by=None, why="", at=NOW, since=SINCE)
    assert version_in_force(NOW) == second
    assert Plans(NOW)[cast.version.digest].digest == cast.version.digest


def test_compiled_once(cast, django_assert_num_queries):
    plan_in_force(NOW)
    with django_assert_num_queries(1):
        again = plan_in_force(NOW)
    assert again is plan_of(cast.version.digest)
    forget()
    assert version_id(cast.version.digest) == cast.version.pk
    with django_assert_num_queries(0):
        version_id(cast.version.digest)
