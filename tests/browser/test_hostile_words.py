"""What others write is shown on every page and part of none: customers, mail servers, colleagues, the plan itself.

The policy of the page would stop a script that got in; so what is looked for is also whatever it had to stop, and any
element that came out of words.
"""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from layan.actions import accounts, drafts, letters, mail, mailboxes, messages, offers, outbox, plans, views
from layan.plan.say import say
from layan.plan.units import Money
from layan.records.models import Case, IncomingMail, Mailbox, OutboxMail, SideConversation
from tests.browser.at_desk import address, now
from tests.cast import PAGES, SINCE, pages

pytestmark = pytest.mark.django_db(transaction=True)
HOSTILE = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>"
CAME_OUT = "img[src='x'], [onerror], [onload], script:not([src]):not([type='application/json'])"


def plan():
    """The plan with hostile names, words and prose."""
    quoted = json.dumps(HOSTILE)
    rules = {
        "business": PAGES["business.md"].replace("name: Kopi Senja", f"name: {quoted}"),
        "refund": PAGES["situations/refund.md"].replace("name: Refund", f"name: {quoted}"),
        "refunds": PAGES["policies/refunds.md"].replace("name: Refunds", f"name: {quoted}"),
        "phone": PAGES["channels/phone.md"].replace("name: Phone", f"name: {quoted}"),
        "complaint": PAGES["procedures/complaint.md"].replace(
            "  - Say sorry, and say it first", f"  - {quoted}"
        ),
    }
    texts = pages(**rules)
    return {
        path: text + f"\n\n{HOSTILE}\n" if path != "business.id.md" else text for path, text in texts.items()
    }


def written(cast):
    """A desk on which everybody wrote the worst: where it can be looked at."""
    at = now()
    plans.publish(files=plan(), by=cast.ayu, why=HOSTILE, at=SINCE + timedelta(days=1))
    for one in (cast.budi, cast.joko):
        one.name = HOSTILE
        one.save()
    cast.budi.about, cast.budi.fields = HOSTILE, {"city": HOSTILE}
    cast.budi.save()
    said = messages.Said(
        HOSTILE + "\nhttps://example.org/" + HOSTILE, subject=HOSTILE, sender="budi@example.net", sender_name=HOSTILE,
        html=HOSTILE + "<table><tr><td>cell</td></tr></table>", situation="refund", folded=HOSTILE,
        warnings=[say("It came from {name}.", name=HOSTILE).to_json()],
        files=[messages.File(HOSTILE, b"x", "image/png"), messages.File(HOSTILE + ".html", b"x", "text/html")],
    )  # fmt: skip
    case = messages.receive(said=said, customer=cast.budi, channel="email", at=at).case
    messages.note(case=case, text=f"@Sari Rahayu {HOSTILE}", by=cast.joko, at=at)
    messages.side(case=case, text=HOSTILE, by=cast.joko, at=at, address="x@example.com", subject=HOSTILE)
    SideConversation.objects.update(name=HOSTILE)
    drafts.save(user=cast.sari, case=case, slot="reply", text=HOSTILE, to=[HOSTILE], at=at)
    amount = Money(400_000, "IDR")
    offers.ask(case=case, offer="refund", amount=amount, reason=HOSTILE, by=cast.joko, at=at)
    views.save(user=cast.sari, name=HOSTILE, query="/desk/due/?situation=" + HOSTILE, shared=True)
    return SimpleNamespace(case=Case.objects.get(pk=case.pk), **administered(cast, at))


def administered(cast, at):
    """What administrators see of it."""
    values = {"channel": "email", "address": "care@example.com", "imap_host": "imap.example.com"}
    mailboxes.save(box=Mailbox(), name=HOSTILE, **values)
    Mailbox.objects.update(mode="on", failure=HOSTILE, failing_since=at)
    mail.store(
        raw=f"From: x@example.net\r\nSubject: {HOSTILE}\r\n\r\n{HOSTILE}".encode(),
        source="pipe",
        at=at,
        key="t",
    )
    row = IncomingMail.objects.get(key="t")
    mail.to_tray(mail=row, why=say("It came from {name}.", name=HOSTILE), at=at)
    outbox.queue(kind="test", to=[HOSTILE], at=at, subject=HOSTILE, text="x")
    OutboxMail.objects.filter(kind="test").update(state="failed", due_at=None, failure=HOSTILE)
    letters.change(kind="reply", language="en", subject=HOSTILE, body=HOSTILE + "{text}", by=cast.ayu, at=at)
    place = {"roles": ["representative"], "teams": [], "language": "en", "business": "x"}
    _, invited = accounts.invite(email="new@example.com", name=HOSTILE, by=cast.ayu, at=at, **place)
    link = accounts.sign_in_link(user=cast.joko, at=at)
    return {"tray": row.pk, "box": Mailbox.objects.get().pk, "ways": [_path(invited), _path(link)]}


def _path(link):
    return "/" + link.split("/", 3)[3]


def look(page, paths):
    """Goes to each; what ran or was stopped, and what words became elements."""
    wrong = []
    page.on("dialog", lambda dialog: wrong.append(f"ran: {dialog.message}") or dialog.dismiss())
    page.on("console", lambda one: "Content Security" in one.text and wrong.append(f"stopped: {one.text}"))
    for path in paths:
        page.goto(path)
        page.wait_for_load_state("load")
        if "alert(1)" not in page.content():
            wrong.append(f"{path}: nothing hostile is shown, so nothing is tried")
        for frame in page.frames:
            if frame.locator(CAME_OUT).count():
                wrong.append(f"{path}: {frame.locator(CAME_OUT).first.evaluate('one => one.outerHTML')}")
    return wrong


def test_r30_on_the_desk(cast, enter):
    there = written(cast)
    case = address(there.case)
    page = enter(cast.sari)
    paths = [
        "/desk/due/",
        case,
        f"{case}?write=note",
        f"{case}?write=side",
        "/desk/approvals/",
        "/desk/mentions/",
    ]
    paths += [
        "/desk/customers/",
        f"/desk/customers/{cast.budi.pk}/",
        "/desk/due/?q=alert",
        f"/desk/due/?q={HOSTILE}",
    ]
    paths += [f"/desk/due/?situation={HOSTILE}&team={HOSTILE}", "/plan/", "/plan/refunds/", "/plan/versions/"]
    assert look(page, [*paths, "/admin/tray/", f"/admin/tray/{there.tray}/"]) == []
    tried = []
    page.on("console", lambda one: "Content Security" in one.text and tried.append(one.text))
    page.goto("/desk/due/")
    page.keyboard.press("Control+k")
    page.keyboard.type("alert")
    expect(page.locator("#palette [data-results] a").first).to_be_visible()
    assert (page.locator(CAME_OUT).count(), tried) == (0, [])


def test_r30_in_the_administration(cast, enter):
    there = written(cast)
    manager = ["/admin/people/", f"/admin/people/{cast.joko.pk}/", "/admin/letters/reply/en/"]
    manager += ["/admin/letters/acknowledgement/en/", "/account/"]
    cast.ayu.name = HOSTILE
    cast.ayu.save()
    assert look(enter(cast.ayu), manager) == []
    administrator = ["/admin/", "/admin/mailboxes/", f"/admin/mailboxes/{there.box}/", "/admin/tray/"]
    assert look(enter(cast.melati), administrator) == []


def test_r30_where_customers_are(cast, desk, new_page):
    there = written(cast)
    page = new_page(base_url=desk)
    paths = ["/help/", "/help/write/", f"/help/case/{there.case.key}/", *there.ways]
    assert look(page, paths) == []
    page.goto("/help/write/")
    for name in ("name", "subject", "text"):
        page.locator(f"[name={name}]").fill(HOSTILE)
    page.locator("[name=email]").fill("not-an-address@x")
    page.locator("form#write").evaluate("form => { form.noValidate = true }")
    page.locator("form#write .primary").click()
    expect(page.locator("[name=name]")).to_have_value(HOSTILE)
    assert page.locator(CAME_OUT).count() == 0
    assert page.goto(f"/nowhere/{HOSTILE}").status == 404
    assert page.locator(CAME_OUT).count() == 0
