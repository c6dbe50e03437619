"""Every page of the installation: no script fails, axe finds nothing in light and dark, nothing runs over on a phone
or at twice the size. In Turkish, whose words are long.

A page that is not named here fails a test: what is looked at follows the table of addresses.
"""

import json
import re
from importlib.resources import files
from types import SimpleNamespace

import pytest
from django.urls import URLPattern, get_resolver

from tests.runtime.business import python
from tests.servers import layan
from tests.servers.chromium import Windows

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BY_COLOUR = ["color-contrast", "link-in-text-block"]
"""What may differ when nothing but the colours does."""
AXE = files("axe_playwright_python").joinpath("axe.min.js")
LOOK = """async ([kind, values]) => (await axe.run(document, {
    runOnly: {type: kind, values}, resultTypes: ["violations"],
})).violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(", ")}`)"""
RUNS_OVER = """() => [document.documentElement, ...document.querySelectorAll(".shell > *, .book > *")]
    .filter((part) => part.checkVisibility() && part.scrollWidth > part.clientWidth + 1)
    .map((part) => part.className || part.localName)"""
MAKE = "from tests.browser.demonstration import made; made()"
WIDE, PHONE, TWICE = ({"width": w, "height": h} for w, h in ((1440, 900), (390, 844), (720, 450)))


@pytest.fixture(scope="module")
def place(chromium):
    """The installation with its demonstration, what is in it, and a window of the manager's and of nobody's."""
    with layan.installation() as installation, Windows(chromium) as windows:
        found = json.loads(python(installation, MAKE).splitlines()[-1])
        installation.start()

        def window(link=""):
            page = windows.open(base_url=installation.url, locale="tr")
            page.set_default_timeout(20_000)
            page.add_init_script(path=str(AXE))
            if link:
                page.goto(f"/account/link/{link}/")
                page.locator("main form button").click()
                page.wait_for_url("**/desk/**")
            return page

        yield SimpleNamespace(
            found=SimpleNamespace(**found), window=window, ayu=window(found["ayu"]), nobody=window()
        )


def staff(found):
    """Pages behind sign-in, by the name of their address."""
    lists = ("due", "mine", "unassigned", "approvals", "mentions", "waiting", "snoozed", "resolved")
    pages = (
        "business",
        "customers",
        "email",
        "phone",
        "refund",
        "refunds",
        "angry-customer",
        "conduct",
        "care",
    )
    cases = (found.late, found.asks, found.waiting, found.snoozed, found.resolved, found.rich, found.merged)
    return {
        "desk:list": [*(f"/desk/{key}/" for key in lists), "/desk/due/?q=kargo", "/desk/due/?q=zzzz"],
        "desk:case": [f"/desk/cases/{number}/" for number in cases]
        + [f"/desk/cases/{found.rich}/?write={kind}" for kind in ("note", "side")],
        "desk:customers": ["/desk/customers/"],
        "desk:customer": [f"/desk/customers/{found.customer}/"],
        "plan:handbook": ["/plan/"],
        "plan:page": [f"/plan/{key}/" for key in pages],
        "plan:versions": ["/plan/versions/"],
        "plan:changes": ["/plan/versions/1/to/2/", "/plan/versions/2/to/2/"],
        "plan:version": ["/plan/versions/1/"],
        "plan:version_page": ["/plan/versions/1/refunds/"],
        "account:home": ["/account/"],
        "account_logout": ["/account/logout/"],
        "account_set_password": ["/account/password/set/"],
        "mfa_generate_recovery_codes": ["/account/factor/codes/new/"],
        "mfa_activate_totp": ["/account/factor/app/on/"],
        "mfa_add_webauthn": ["/account/passkeys/add/"],
        "admin:status": ["/admin/"],
        "admin:tray": ["/admin/tray/"],
        "admin:tray_mail": [f"/admin/tray/{found.tray}/"],
        "admin:mailboxes": ["/admin/mailboxes/"],
        "admin:new_mailbox": ["/admin/mailboxes/new/"],
        "admin:mailbox": ["/admin/mailboxes/1/"],
        "admin:mail_providers": ["/admin/mailboxes/providers/"],
        "admin:new_mail_provider": ["/admin/mailboxes/providers/new/"],
        "admin:signing": ["/admin/mailboxes/signing/"],
        "admin:letters": ["/admin/letters/"],
        "admin:letter": ["/admin/letters/acknowledgement/tr/"],
        "admin:demonstration": ["/admin/demonstration/"],
        "admin:people": ["/admin/people/"],
        "admin:invite": ["/admin/people/invite/"],
        "admin:person": [f"/admin/people/{found.person}/"],
        "first:next": ["/start/next/"],
    }


def everybody(found):
    """Pages for who has not signed in."""
    return {
        "help:home": ["/help/"],
        "help:write": ["/help/write/"],
        "help:written": ["/help/write/arrived/"],
        "help:case": [f"/help/case/{found.key}/"],
        "account:link": [f"/account/link/{found.link}/", "/account/link/none/"],
        "account:invitation": [f"/account/invitation/{found.invitation}/", "/account/invitation/none/"],
        "account_login": ["/account/login/"],
        "account_signup": ["/account/login/closed/"],
        "account_inactive": ["/account/inactive/"],
        "account_reset_password": ["/account/password/reset/"],
        "account_reset_password_done": ["/account/password/reset/sent/"],
        "account_reset_password_from_key": ["/account/password/reset/key/1-none/"],
        "account_reset_password_from_key_done": ["/account/password/reset/done/"],
        "socialaccount_login_cancelled": ["/account/provider/cancelled/"],
        "socialaccount_login_error": ["/account/provider/error/"],
        "": ["/nowhere/"],
    }


def look(page, address, expected=200):
    """What is wrong with the page at that address."""
    wrong = []

    def on_console(message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            wrong.append(f"console: {message.text}")

    def on_response(answer):
        if answer.status >= 400 and answer.request.resource_type != "document":
            wrong.append(f"{answer.status}: {answer.url}")

    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    page.on("console", on_console)
    page.on("response", on_response)
    answer = page.goto(address)
    if answer.status != expected:
        wrong.append(f"answers {answer.status}")
    wrong += seen(page)
    page.remove_listener("console", on_console)
    page.remove_listener("response", on_response)
    return wrong


def seen(page):
    """What is wrong with the page as it stands."""
    if not page.locator("h1:visible").count():
        yield "no heading"
    yield from page.evaluate(LOOK, ["tag", RULES])
    page.emulate_media(color_scheme="dark")
    yield from (f"dark {each}" for each in page.evaluate(LOOK, ["rule", BY_COLOUR]))
    for name, size in (("phone", PHONE), ("twice", TWICE)):
        page.set_viewport_size(size)
        yield from (f"{name}: {part} runs over" for part in page.evaluate(RUNS_OVER))


def walked(page, pages):
    return {address: wrong for address in pages for wrong in [look(page, address)] if wrong}


def test_pages_of_staff(place):
    pages = [address for each in staff(place.found).values() for address in each]
    assert walked(place.ayu, pages) == {}


def test_pages_for_everybody(place):
    pages = {address: 200 for each in everybody(place.found).values() for address in each}
    pages |= {"/nowhere/": 404, "/account/link/none/": 410, "/account/invitation/none/": 410}
    pages["/account/provider/error/"] = 401
    wrong = {address: look(place.nobody, address, status) for address, status in pages.items()}
    assert {address: found for address, found in wrong.items() if found} == {}


def test_a_page_that_is_refused(place):
    assert look(place.window(place.found.sari), "/admin/", 403) == []


def test_a_form_that_lay_open_too_long(place):
    page = place.window()
    page.goto("/account/login/")
    page.locator("[name=login]").fill("x@example.com")
    page.locator("[name=password]").fill("x")
    page.context.clear_cookies()
    with page.expect_navigation() as found:
        page.locator("main form button").first.click()
    assert (found.value.status, list(seen(page))) == (403, [])


def test_no_page_is_forgotten(place):
    """Every address that is not looked at above shows no page: it only takes forms, leads on, or gives a file."""
    known = {*staff(place.found), *everybody(place.found)}
    forgotten = {}
    for name, route in addresses():
        if name not in known and not name.startswith(("styleguide", "first:start")):
            answer = place.ayu.request.get(filled(route, place.found), max_redirects=0)
            if answer.status == 200 and "<h1" in answer.text():
                forgotten[name] = route
    assert forgotten == {}


def addresses(patterns=None, before="", spaces=()):
    """Every address there is: its full name and its route."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield ":".join([*spaces, each.name or route]), route
        else:
            yield from addresses(
                each.url_patterns, route, (*spaces, *([each.namespace] if each.namespace else []))
            )


def filled(route, found):
    values = {"number": found.rich, "token": found.token, "pk": 1}
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda place: str(values.get(place[1], "x")), route)


def test_the_first_run(installation, new_page):
    installation.start()
    page = new_page(base_url=installation.url, locale="tr")
    page.add_init_script(path=str(AXE))
    assert look(page, "/start/") == []
    page.set_viewport_size(WIDE)
    page.locator("main form button.primary").click()
    assert list(seen(page)) == []  # with nothing filled in
