"""Every page of the desk: axe finds nothing, nothing runs over, whatever the scheme, width and language."""

from datetime import timedelta
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from layan.actions import messages, offers
from layan.plan.units import Money
from tests.cast import a_case

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def full(cast, desk):
    """A case with everything that a page can show."""
    at = timezone.now()
    case = a_case(cast, "I want my money back.", subject="Grinder", at=at - timedelta(days=3))
    files = [
        messages.File("photo.png", b"\x89PNG", "image/png"),
        messages.File("bill.pdf", b"%PDF", "application/pdf"),
    ]
    html = "<table><tr><td>cell</td></tr></table><p>text</p>" * 5
    said = messages.Said("cell", sender="budi@example.net", html=html, folded="> old", files=files)
    messages.receive(said=said, customer=cast.budi, channel="email", at=at, case=case)
    messages.note(case=case, text="Look, @Rani Wijaya", by=cast.sari, at=at)
    messages.side(case=case, text="The part?", by=cast.sari, at=at, address="supplier@example.org")
    offers.ask(
        case=case, offer="refund", amount=Money(Decimal(900000), "IDR"), reason="Third", by=cast.sari, at=at
    )
    messages.reply(case=case, reply=messages.Reply("Soon.", ["budi@example.net"]), by=cast.ayu, at=at)
    return case


def paths(case):
    lists = [f"/desk/{key}/" for key in ("due", "approvals", "mentions", "resolved")]
    writing = [f"/desk/cases/{case.pk}/?write={kind}" for kind in ("reply", "note", "side")]
    return [*lists, *writing, "/desk/customers/", f"/desk/customers/{case.customer_id}/"]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(cast, full, enter, width, dark):
    page = enter(cast.ayu, width=width, dark=dark)
    found = {}
    for path in paths(full):
        page.goto(path)
        report = Axe().run(page, options={"runOnly": RULES}).response
        found |= {(path, each["id"]): each["nodes"][0]["target"] for each in report["violations"]}
    for name in ("transfer", "offer", "snooze", "resolve", "merge", "split", "matter"):
        page.goto(f"/desk/cases/{full.pk}/")
        page.evaluate("name => document.getElementById(name).showModal()", name)
        report = Axe().run(page, options={"runOnly": RULES}).response
        found |= {(name, each["id"]): each["nodes"][0]["target"] for each in report["violations"]}
    assert found == {}


@pytest.mark.parametrize("locale", ["en", "tr"])
@pytest.mark.parametrize("width", [320, 390, 1024, 1440])
def test_nothing_runs_over(cast, full, enter, width, locale):
    page = enter(cast.ayu, width=width, locale=locale)
    over = {}
    for path in paths(full):
        page.goto(path)
        over[path] = page.evaluate(
            "[document.documentElement, ...document.querySelectorAll('.shell > *')]"
            ".some((part) => part.checkVisibility() && part.scrollWidth > part.clientWidth + 1)"
        )
    assert not any(over.values()), over
