"""What two hands, a slow network and a colleague can do to each other on the desk."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from layan.actions import cases
from layan.desk import commands
from layan.records.models import Case, Draft, Event, Message
from layan.records.translate import actor_of
from tests.browser.at_desk import address, live, now, write
from tests.cast import a_case

pytestmark = pytest.mark.django_db(transaction=True)


def held(page, address):
    """Requests to addresses of this pattern wait here until one continues them."""
    waiting = []
    page.route(address, lambda route: waiting.append(route))
    return waiting


def arrived(page, waiting):
    """The first of them, once it is there."""
    while not waiting:
        page.wait_for_function("true")
    return waiting.pop(0)


def test_r6_pressed_twice_it_is_given_once(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    live(page)
    waiting = held(page, "**/offer/")
    page.keyboard.press("o")
    expect(page.get_by_label("What", exact=True)).to_be_focused()
    page.get_by_label("What", exact=True).select_option("refund")
    page.get_by_label("Amount").fill("100000")
    give = page.locator("#offer .buttons .button")
    give.click()
    give.click()
    arrived(page, waiting).continue_()
    expect(page.locator(".toasts")).to_contain_text("Noted as given")
    assert not waiting
    assert Event.objects.filter(case=case, kind="offer_made").count() == 1


def test_r12_what_is_typed_while_the_next_tab_is_on_its_way_stays(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    waiting = held(page, "**/cases/*/?*part=composer*")
    page.locator("#composer .tabs").get_by_role("link", name="Note").click()
    coming = arrived(page, waiting)
    page.locator("#composer textarea").press_sequentially("One thing more")
    coming.continue_()
    expect(page.locator("#composer")).to_have_attribute("data-kind", "note")
    page.locator("#composer .tabs").get_by_role("link", name="Reply").click()
    arrived(page, waiting).continue_()
    expect(page.locator("#composer")).to_have_attribute("data-kind", "reply")
    expect(page.locator("#composer textarea")).to_have_value("One thing more")


def test_r12_keys_typed_while_a_tab_is_on_its_way_are_words_and_no_commands(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    live(page)
    waiting = held(page, "**/cases/*/?*part=composer*")
    page.keyboard.press("n")
    coming = arrived(page, waiting)
    page.keyboard.type("See the oder")
    for _ in "der":
        page.keyboard.press("Backspace")
    page.keyboard.type("rder")
    coming.continue_()
    expect(page.locator("#composer")).to_have_attribute("data-kind", "note")
    expect(page.locator("#composer textarea")).to_have_value("See the order")
    expect(page.locator("#composer textarea")).to_be_focused()
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_r12_keys_are_commands_again_when_the_tab_never_comes(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    live(page)
    waiting = held(page, "**/cases/*/?*part=composer*")
    page.keyboard.press("n")
    coming = arrived(page, waiting)
    page.keyboard.type("e")
    expect(page.locator("dialog[open]")).to_have_count(0)
    with page.expect_event("requestfailed"):
        coming.abort()
    page.wait_for_function("document.querySelector('#composer').dataset.kind === 'reply'")
    page.keyboard.press("e")
    expect(page.locator("#resolve")).to_be_visible()


def test_r12_a_draft_on_its_way_does_not_bring_back_what_was_sent(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    waiting, sent = held(page, "**/draft/reply/"), []
    page.on("request", lambda request: "/write/reply/" in request.url and sent.append(request))
    write(page, "We pay it back today.")
    draft = arrived(page, waiting)
    page.keyboard.press("Control+Enter")
    page.wait_for_function("true")
    assert not sent, "a draft is on its way"
    draft.continue_()
    expect(page.locator(".not-gone")).to_contain_text("It leaves in")
    expect(page.locator("#composer textarea")).to_have_value("")
    assert Message.objects.filter(direction="out").count() == 1
    assert not Draft.objects.filter(text__contains="We pay").exclude(text="").exists()


def test_r12_what_is_on_its_way_cannot_be_written_on(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    waiting = held(page, "**/write/reply/")
    write(page, "We pay it back today.")
    page.keyboard.press("Control+Enter")
    leaving = arrived(page, waiting)
    expect(page.locator("#composer textarea")).not_to_be_editable()
    leaving.abort()
    expect(page.locator("#composer textarea")).to_be_editable()
    expect(page.locator("#composer textarea")).to_have_value("We pay it back today.")


def test_r12_a_word_about_what_was_done_comes_though_its_button_is_gone(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    live(page)
    answers = []
    page.route("**/take/", lambda route: answers.append((route, route.fetch())))
    page.keyboard.press("a")
    expect(page.locator(".case-head .about")).to_contain_text("Sari Rahayu")  # told by the stream
    route, answer = arrived(page, answers)
    route.fulfill(response=answer)
    expect(page.locator(".toasts")).to_contain_text("It is yours.")


def test_r12_the_row_one_stands_on_keeps_the_focus_when_it_moves(cast, case, enter):
    other = a_case(cast, "Where is it?", subject="Parcel", at=now())
    page = enter(cast.sari)
    page.goto("/desk/due/")
    live(page)
    second = page.locator(".case-row .who").nth(1)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(second).to_be_focused()
    below = page.locator(".case-row:focus-within")
    text = below.inner_text()
    moves = {case.pk: other, other.pk: case}[int(below.get_attribute("id").removeprefix("row-"))]
    Case.objects.filter(pk=moves.pk).update(order_at=now() + timedelta(days=9))
    stays = {case.pk: other, other.pk: case}[moves.pk]
    cases.act(case=stays, command=commands.Take(), by=actor_of(cast.joko), at=now())
    expect(page.locator(".case-row").first).to_contain_text("Joko Santoso")
    expect(page.locator(".case-row").first.locator(".who")).to_be_focused()
    assert text.split("\n")[0] in page.locator(".case-row").first.inner_text()
