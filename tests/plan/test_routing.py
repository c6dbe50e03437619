from tests.plan.asked_plan import PLAN, plan, said
from tests.plan.small_plan import page


def route(channel="phone", **matter):
    return PLAN.route(channel=channel, **matter)


def test_the_first_route_that_fits_decides_what_it_says():
    found = route(situation="refund", language="tr", segment="regular")
    assert (found.team, found.priority, found.pages) == ("istanbul", "high", ("refund",))
    assert said(found.working) == ["Refund: Istanbul takes it, for Turkish.", "Refund: priority high."]


def test_what_it_does_not_say_is_as_the_pages_have_it():
    found = route(situation="refund", language="en", segment="regular")
    assert (found.team, found.priority, found.pages) == ("phones", "urgent", ("phone", "refund"))
    assert said(found.working) == ["Phone: Phone team takes it.", "Refund: priority urgent, for Regulars."]


def test_without_a_situation_the_channel_decides():
    found = route("email")
    assert (found.team, found.priority, found.pages) == ("care", "low", ("business", "email"))
    assert said(found.working) == ["Kopi Senja: Care takes it.", "Email: priority low."]


def test_without_anything_else_the_business_does():
    found = route("night", situation="fraud")
    assert (found.team, found.priority, found.pages) == ("care", "normal", ("business",))
    assert said(found.working)[1] == "Priority normal, as no page says otherwise."


def test_pages_that_are_gone_decide_nothing():
    assert route("fax", situation="gone") == route("night", situation="fraud")


def test_no_page_says_who():
    bare = plan(business="---\nkind: business\nname: A\ntimezone: UTC\ncurrency: USD\nlanguages: en\n---\n")
    found = bare.route(channel="night")
    assert (found.team, found.pages, said(found.working)[0]) == (None, (), "No page says who takes it.")


def test_which_pages_speak():
    asked = plan(
        general=page("policy"),
        refunds=page("policy", "situations: refund"),
        calls=page("policy", "channels: phone"),
        steps=page("procedure", "situations: [refund, fraud]", "channels: email"),
        people=page("conduct", "scale: 1-5", "standard: [{key: polite, asks: Greets}]"),
    )

    def speaking(situation, channel):
        found = asked.guidance(situation, channel)
        return [page.key for page in found.policies], [page.key for page in found.procedures]

    assert speaking("refund", "email") == (["refunds", "general"], ["steps"])
    assert speaking("refund", "phone") == (["refunds", "calls", "general"], [])
    assert speaking(None, "email") == (["general"], [])
    assert speaking("fraud", None) == (["calls", "general"], ["steps"])
    assert asked.guidance(None, None).conduct.key == "people"
    assert PLAN.guidance("refund", "email").conduct is None
