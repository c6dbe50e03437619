"""Publishing a plan: frozen, numbered, in force from when it says."""

from datetime import timedelta

import pytest

from layan.actions import plans
from layan.plan.source import PlanErrors
from layan.records.models import LiveEvent, PlanVersion
from layan.records.plans import plan_in_force, version_in_force
from tests.cast import NOW, PAGES, SINCE, a_case, pages

STRICTER = PAGES["channels/email.md"].replace("{within: 4 h}", "{within: 2 h}")


def test_the_next_version_holds_from_when_it_says(cast):
    later = NOW + timedelta(days=30)
    version = plans.publish(files=pages(email=STRICTER), by=cast.ayu, why="Faster", at=NOW, since=later)
    assert (version.number, version.by, version.why) == (2, cast.ayu, "Faster")
    assert version_in_force(later - timedelta(seconds=1)) == cast.version
    assert version_in_force(later) == version
    assert plan_in_force(NOW).digest == cast.version.digest
    assert LiveEvent.objects.filter(what="plan").count() == 2


def test_a_case_is_decided_under_the_plan_of_its_moment(cast):
    plans.publish(files=pages(email=STRICTER), by=None, why="", at=NOW, since=NOW + timedelta(hours=1))
    before, after = a_case(cast), a_case(cast, at=NOW + timedelta(hours=1))
    assert before.due_at - NOW == timedelta(hours=4)
    assert after.due_at - NOW == timedelta(hours=3)
    assert (before.plan.number, after.plan.number) == (1, 2)


def test_the_same_pages_are_no_new_version(cast):
    with pytest.raises(plans.Unchanged) as found:
        plans.publish(files=pages(), by=None, why="Again", at=NOW)
    assert found.value.version == cast.version
    assert PlanVersion.objects.count() == 1


def test_a_plan_that_is_wrong_is_published_by_nobody(cast):
    wrong = PAGES["channels/email.md"].replace("4 h", "4 hrs").replace("team: care", "team: nobody")
    with pytest.raises(PlanErrors) as found:
        plans.publish(files=pages(email=wrong), by=None, why="", at=NOW)
    assert len(found.value.problems) >= 2, "all of it at once"
    assert PlanVersion.objects.count() == 1


def test_the_first_version_is_number_one(cast):
    assert (cast.version.number, cast.version.in_force_from) == (1, SINCE)
