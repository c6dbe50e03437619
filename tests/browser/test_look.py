"""The style guide in a browser: nobody is shut out, nothing runs over, and the keys do what they say."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = ["", "desk/", "list/", "book/", "card/", "help/"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LONGER = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
  while (walk.nextNode()) texts.push(walk.currentNode);
  for (const text of texts) {
    const words = text.textContent.trim();
    const more = Math.ceil(words.length * 0.4);
    if (words.length > 2) text.textContent += " " + "üyelik sözleş".repeat(9).slice(0, more);
  }
}"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def guide(live_server):
    return f"{live_server.url}/styleguide/"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(guide, new_page, width, dark):
    page = new_page(width=width, dark=dark)
    found = {}
    for name in PAGES[1:] if dark else PAGES:  # the guide itself shows both
        page.goto(guide + name)
        report = Axe().run(page, options={"runOnly": RULES}).response
        found |= {(name, each["id"]): each["nodes"][0]["target"] for each in report["violations"]}
    assert found == {}


@pytest.mark.parametrize("width", [320, 390, 1024, 1440])
def test_words_40_percent_longer_run_over_nothing(guide, new_page, width):
    page = new_page(width=width)
    over = {}
    for name in PAGES:
        page.goto(guide + name)
        page.evaluate(LONGER)
        over[name] = page.evaluate(
            "[document.documentElement, ...document.querySelectorAll('.shell > *')]"
            ".some((part) => part.checkVisibility() && part.scrollWidth > part.clientWidth + 1)"
        )
    assert not any(over.values()), over


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def test_j_and_k_go_through_the_list(guide, page):
    page.goto(guide + "desk/")
    page.keyboard.press("j")
    assert focused(page) == "Elif Yıldız"
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert focused(page) == "Elif Yıldız"
    page.keyboard.press("x")
    assert page.locator(".tick :checked").count() == 1


def test_keys_rest_while_one_types_and_when_switched_off(guide, page):
    page.goto(guide + "desk/")
    page.keyboard.press("/")
    page.keyboard.type("j?")
    assert page.locator(".search input").input_value() == "j?"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_label("Single keys act on this device").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert not page.locator("#keys").evaluate("dialog => dialog.open")


def test_the_palette_finds_by_words_without_their_marks(guide, page):
    page.goto(guide + "desk/")
    page.locator("#palette [role=option]").first.evaluate("option => option.append(' İşlem ığdır')")
    page.keyboard.press("Control+k")
    page.keyboard.type("islem igdir")
    assert page.locator("#palette [role=option]:not([hidden])").count() == 1


def test_a_draft_comes_back_until_the_server_has_it(guide, page):
    page.goto(guide + "desk/")
    page.locator("#composer textarea").fill("Half a sentence")
    page.reload()
    assert page.locator("#composer textarea").input_value() == "Half a sentence"


def test_words_go_in_where_one_writes(guide, page):
    page.goto(guide + "desk/")
    page.locator("#composer textarea").fill("")
    page.get_by_role("button", name="Words").click()
    page.get_by_role("button", name="Apology").click()
    assert page.locator("#composer textarea").input_value() == "Mohon maaf atas kejadian ini."


def test_working_is_shown_and_closed_by_escape(guide, page):
    page.goto(guide + "desk/")
    page.locator(".case-head button.promise").first.click()
    assert page.get_by_text("How this comes about").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_text("How this comes about").is_visible()


def test_without_scripts_the_drawers_open(guide, new_page):
    page = new_page(width=390, java_script_enabled=False)
    page.goto(guide + "list/")
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("navigation", name="Main").is_visible()
