import pytest
from django.urls import NoReverseMatch

from layan.records.access import PERMISSIONS
from layan.web import navigation

EVERYTHING = frozenset().union(*PERMISSIONS.values())


@pytest.fixture
def all_there(monkeypatch):
    """Every area has its URL."""

    def reverse(name, kwargs):
        return "/" + "/".join([*name.split(":"), *kwargs.values()]) + "/"

    monkeypatch.setattr(navigation, "reverse", reverse)


def shown(path="/", can=EVERYTHING, counts=None):
    sections = navigation.navigation(path, can, counts or {})
    return sections, [each for _, links in sections for each in links]


def test_people_see_what_they_may(all_there):
    can = PERMISSIONS["department"]
    _, links = shown(can=can)
    assert len(links) == sum(link.allowed in can for section in navigation.SECTIONS for link in section.links)
    assert "/desk/list/due/" in {each.href for each in links}
    assert "/admin/people/" not in {each.href for each in links}


def test_who_may_nothing_sees_nothing(all_there):
    assert shown(can=frozenset()) == ([], [])


def test_one_link_is_where_one_stands(all_there):
    _, links = shown("/desk/list/mine/")
    assert [each.key for each in links if each.current] == ["mine"]
    _, links = shown("due")
    assert [each.key for each in links if each.current] == ["due"]


def test_counts_stand_beside_their_link(all_there):
    _, links = shown(counts={"due": 23})
    assert {each.key: each.count for each in links if each.count} == {"due": 23}


def test_the_bar_keeps_a_few_at_hand(all_there):
    sections, _ = shown()
    assert [each.key for each in navigation.bar(sections)] == list(navigation.IN_BAR)


def test_an_area_without_a_url_is_not_shown(monkeypatch):
    def reverse(name, kwargs):
        raise NoReverseMatch(name)

    monkeypatch.setattr(navigation, "reverse", reverse)
    assert shown() == ([], [])


def test_every_permission_asked_for_is_one(all_there):
    assert {link.allowed for section in navigation.SECTIONS for link in section.links} <= EVERYTHING
