import pytest

from layan.plan.pages.situation import Routing, Situation
from tests.plan.small_plan import page, rules, told


def test_every_key_of_a_situation():
    situation = rules(
        "situation", "words:", "  en: [refund, money back]", "  id: uang kembali", "team: care", "priority: low",
        "routes:", "  - {channel: email, team: care}", "  - {language: [tr, ms], segment: regular, priority: high}",
    )  # fmt: skip
    assert situation == Situation(
        {"en": ("refund", "money back"), "id": ("uang kembali",)}, "care", "low",
        (Routing("care", None, ("email",)), Routing(None, "high", (), ("tr", "ms"), ("regular",))),
    )  # fmt: skip
    assert rules("situation") == Situation()


def test_a_route_fits_when_all_its_conditions_do():
    route = Routing("care", None, ("email", "phone"), ("tr",))
    assert route.fits("phone", "tr", None)
    assert not route.fits("phone", "en", None)
    assert not route.fits(None, "tr", None)
    assert Routing("care").fits(None, None, None)


@pytest.mark.parametrize(
    ("line", "column", "code", "instead"),
    [
        ("words: {English: [refund]}", 9, "language", "Did you mean en?"),
        ("words: {en: [refund, refund]}", 22, "duplicate", "Keep one of them."),
        ("words: [refund]", 8, "type", "Write them between braces or below."),
        ("routes: [{channel: email}]", 10, "missing", "Give it team: or priority:."),
        ("routes: [{channel: mail, team: care}]", 20, "reference", "Did you mean email?"),
        ("routes: {team: care}", 9, "type", "Write it like this: [{team: care}]."),
        ("routes: [{team: care, segment: irregular}]", 32, "reference", "Did you mean regular?"),
        ("team: [care]", 7, "type", "Write it without brackets and dashes."),
    ],
)
def test_where_it_is_wrong(line, column, code, instead):
    assert told(page("situation", line)) == [(4, column, code, instead)]
