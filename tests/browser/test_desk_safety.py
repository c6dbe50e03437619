"""Nobody where she does not belong, nothing that others write runs, and no need of a script."""

import pytest
from playwright.sync_api import expect

from layan.actions import messages
from layan.records.models import Case, Draft, Message
from tests.browser.at_desk import address, now
from tests.cast import a_case

pytestmark = pytest.mark.django_db(transaction=True)


def test_r30_a_department_sees_its_own_and_a_reviewer_only_reads(cast, case, enter):
    broken = a_case(cast, "It is broken", subject="Broken", at=now())
    page = enter(cast.eko)
    page.goto("/desk/due/")
    expect(page.locator(".case-row")).to_have_count(1)
    expect(page.locator(".case-row")).to_contain_text("Broken")
    assert page.goto(address(case)).status == 404
    assert page.goto("/desk/due/?q=grinder").status == 200
    expect(page.locator(".case-row")).to_have_count(0)
    page.goto(address(broken))
    page.keyboard.press("t")
    page.locator("#transfer").get_by_label("Team").select_option("care")
    page.locator("#transfer .primary").click()
    page.wait_for_url("**/desk/due/")
    reader = enter(cast.hadi)
    reader.goto(address(case))
    expect(reader.locator("#composer")).to_have_count(0)
    expect(reader.locator(".case-head .acts button:visible")).to_have_count(0)
    expect(reader.locator("dialog.dialog:not(#keys)")).to_have_count(0)


HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def test_r30_nothing_that_others_write_runs(cast, desk, enter):
    cast.budi.name = HOSTILE
    cast.budi.save()
    html = (
        HOSTILE
        + "<table><tr><td onclick='alert(3)'>cell</td></tr></table><svg onload=alert(4)></svg>"
        + "<p>x</p>" * 40
    )
    said = messages.Said(
        HOSTILE, subject=HOSTILE, sender="budi@example.net", sender_name=HOSTILE, html=html,
        files=[messages.File(HOSTILE + ".html", b"<script>alert(5)</script>", "text/html")],
    )  # fmt: skip
    case = messages.receive(said=said, customer=cast.budi, channel="email", at=now()).case
    page = enter(cast.sari)
    for path in (
        "/desk/due/",
        address(case),
        "/desk/customers/",
        f"/desk/customers/{cast.budi.pk}/",
        "/desk/due/?q=alert",
    ):
        page.goto(path)
        page.wait_for_load_state("load")
    page.goto(address(case))
    frame = page.frame_locator("iframe.mail")
    expect(frame.locator("td")).to_have_text("cell")
    assert page.locator("iframe.mail").bounding_box()["height"] > 300  # it fits what it holds
    frame.locator("td").click()
    page.locator("h1").first.click()
    page.keyboard.press("Control+k")
    page.keyboard.type("alert")
    expect(page.locator("#palette [data-results] a").first).to_be_visible()


def test_r30_without_a_script_it_works_by_links_and_forms(cast, case, enter):
    page = enter(cast.sari, java_script_enabled=False)
    page.goto("/desk/due/")
    page.get_by_role("link", name="Budi Hartono").click()
    page.get_by_role("button", name="Take").click()
    expect(page.locator(".case-head .about")).to_contain_text("Sari Rahayu")
    assert Case.objects.get(pk=case.pk).assignee_id == cast.sari.pk
    page.locator("#composer textarea").fill("Hello")
    page.get_by_label("Add an address to To").fill("stranger@example.org")
    page.locator("[data-send]").click()
    expect(page.locator("#composer .warning")).to_contain_text("stranger@example.org has no part")
    page.locator("[data-send]").click()
    expect(page.locator(".not-gone")).to_be_visible()
    assert Message.objects.get(direction="out").text == "Hello"
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#composer textarea")).to_have_value("Hello")
    assert Draft.objects.get(slot="reply").text == "Hello"
    page.get_by_role("link", name="Note").click()
    page.locator("#composer textarea").fill("For us")
    page.locator("[data-send]").click()
    expect(page.locator(".entry.note")).to_contain_text("For us")
