"""The whole path as people go it, on a real installation with real mail: from the first page of an empty desk to a
promise that was kept.

Postfix takes all mail, Dovecot has everybody's mailbox: that of the shop, of its staff and of its customers.
"""

import email
import email.policy
import re
import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.servers import layan
from tests.servers.chromium import Windows

PASSWORD = "kopi-senja-di-teras"
LINK = re.compile(r"http://localhost:\d+/\S+")


@dataclass
class Shop:
    """A business that is set up: its installation, who works there, the mailboxes, and windows to open."""

    installation: Any
    windows: Windows
    postfix: Any
    dovecot: Any
    care: Any
    manager: Any
    representative: Any

    def window(self, **more: Any) -> Any:
        page = self.windows.open(base_url=self.installation.url, **more)
        page.set_default_timeout(20_000)
        return page

    def customer(self, name: str) -> Any:
        return self.dovecot.inbox(f"{name}@example.org")

    def sends(self, inbox: Any, subject: str, text: str, answers: EmailMessage | None = None) -> str:
        """Somebody writes to the shop from her own mail program; the Message-ID of what she wrote."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = inbox.user, self.care.user, subject
        mail["Message-ID"] = make_msgid(domain="example.org")
        if answers:
            mail["In-Reply-To"] = answers["Message-ID"]
            mail["References"] = f"{answers['References'] or ''} {answers['Message-ID']}".strip()
        mail.set_content(text)
        with smtplib.SMTP(self.postfix.host, self.postfix.port) as smtp:
            smtp.send_message(mail)
        return str(mail["Message-ID"])


def arrived(inbox: Any, count: int) -> EmailMessage:
    """The newest mail, once there are `count`."""
    return email.message_from_bytes(inbox.wait(count, 40)[-1], policy=email.policy.default)  # type: ignore[return-value]


def said(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def words(language: str, text: str) -> str:
    """A text of ours as a language has it, up to its first place."""
    from django.utils import translation

    with translation.override(language):
        return translation.gettext(text).partition("{")[0]


def link_in(mail: EmailMessage) -> str:
    found = LINK.search(said(mail))
    assert found, said(mail)
    return found[0]


@pytest.fixture(scope="module")
def shop(dovecot, postfix, chromium):
    postfix.hand_to(dovecot.lmtp, lmtp=True)
    with (
        layan.installation(SSL_CERT_FILE=str(dovecot.certificate)) as installation,
        Windows(chromium) as windows,
    ):
        installation.start()
        boxes = (dovecot.inbox(f"{name}@toko.example.com") for name in ("care", "ayu", "sari"))
        care, ayu, sari = boxes
        shop = Shop(installation, windows, postfix, dovecot, care, ayu, sari)
        shop.manager = set_up(shop, ayu)
        connect(shop, shop.manager)
        shop.representative = invited(shop, shop.manager, sari)
        yield shop


def set_up(shop, ayu):
    """An empty desk leads to its first page; a form later the plan is in force."""
    page = shop.window()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Begin with your business")
    page.get_by_label("Name of the business").fill("Toko Senja")
    page.get_by_label("Online shop").check()
    page.get_by_label("Country").select_option("ID")
    page.get_by_label("Time zone").select_option("Asia/Jakarta")
    expect(page.get_by_label("Currency")).to_have_value("IDR")
    page.get_by_label("Main language").select_option("en")
    page.get_by_label("Bahasa Indonesia", exact=True).check()
    page.get_by_label("Türkçe", exact=True).check()
    page.get_by_label("Your name").fill("Ayu Lestari")
    page.get_by_label("Your email address").fill(ayu.user)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Make my service plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your plan is in force")
    return page


def connect(shop, page):
    """A mailbox is tried first, which changes nothing and writes to no customer; then it is switched on."""
    shop.care.deliver(
        b"From: Old <old@example.org>\r\nSubject: From before\r\nMessage-ID: <1@o>\r\n\r\nHello\r\n"
    )
    page.get_by_role("link", name="Connect a mailbox").click()
    page.get_by_role("link", name="Connect a mailbox").first.click()
    page.get_by_label("Address").fill(shop.care.user)
    page.get_by_label("What you call it").fill("Care")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("IMAP server")).to_have_value("imap.toko.example.com")
    fill_servers(shop, page, password="wrong")
    page.get_by_role("button", name="Test receiving").click()
    expect(page.locator("#received .late")).to_contain_text("password")
    page.get_by_label("Password", exact=False).first.fill(shop.care.password)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Test receiving").click()
    expect(page.locator("#received")).to_contain_text("It works: 1 mail lies there.")
    expect(page.locator("#received")).to_contain_text("A new case of Old <old@example.org>.")
    page.get_by_role("button", name="Test sending").click()
    expect(page.locator("#sent")).to_contain_text("Sent to ayu@toko.example.com.")
    assert shop.care.user in arrived(shop.dovecot.inbox("ayu@toko.example.com"), 1)["From"]
    assert len(shop.care.messages()) == 1
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_role("heading", name="Switched on")).to_be_visible()


def fill_servers(shop, page, *, password):
    page.get_by_label("IMAP server").fill("localhost")
    page.get_by_label("Port").first.fill(str(shop.dovecot.imaps))
    page.get_by_label("Password", exact=False).first.fill(password)
    page.get_by_label("SMTP server").fill("localhost")
    page.get_by_label("Port").last.fill(str(shop.postfix.port))
    page.get_by_label("Security").last.select_option("none")
    page.get_by_label("User for sending").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toasts")).to_contain_text("Saved.")


def invited(shop, page, sari):
    """A colleague is invited on a page and comes in by the letter that she got."""
    page.goto("/start/next/")
    page.get_by_role("link", name="Invite a colleague").click()
    page.get_by_label("Name").fill("Sari Rahayu")
    page.get_by_label("Email address").fill(sari.user)
    page.get_by_label("Representative: answers customers").check()
    page.get_by_label("Customer care", exact=True).check()
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sari Rahayu is invited")
    letter = arrived(sari, 1)
    hers = shop.window()
    hers.goto(link_in(letter))
    hers.get_by_label("Password").fill(PASSWORD)
    hers.get_by_role("button", name="Begin").click()
    expect(hers).to_have_url(re.compile("/desk/due/$"))
    return hers


def writes(page, text):
    page.locator("#composer textarea").fill(text)
    page.locator("[data-send]").click()
    expect(page.locator(".not-gone")).to_contain_text("It leaves in")


def test_r5_r6_r11_r12_r17_a_mail_becomes_a_case_is_decided_answered_and_goes_on(shop):
    budi = shop.customer("budi")
    asked = shop.sends(budi, "Penggiling kopi", "Penggiling saya rusak. Saya minta uang kembali.")

    # The customer reads at once, in her language, by when a person answers.
    letter = arrived(budi, 1)
    assert letter["In-Reply-To"] == asked
    assert letter["Auto-Submitted"] == "auto-replied"
    assert words("id", "A person answers you by {due} at the latest.") in said(letter)

    # The representative finds it timed by the plan, and takes it.
    sari = shop.representative
    sari.goto("/desk/due/")
    row = sari.locator(".case-row", has_text="Penggiling kopi")
    expect(row.locator(".promise")).to_have_text(re.compile("reply", re.I))
    row.get_by_role("link").click()
    expect(sari.locator(".case-head .about")).to_contain_text("Refund")
    sari.get_by_role("button", name="Take", exact=False).click()
    expect(sari.locator(".case-head .about")).to_contain_text("Sari Rahayu")

    # What is beyond her authority becomes a question, which the manager gets by mail and decides.
    sari.keyboard.press("o")
    sari.get_by_label("What", exact=True).select_option("refund")
    sari.get_by_label("Amount").fill("900000")
    sari.locator("#offer .primary").click()
    ask = sari.locator("#ask")
    expect(ask).to_contain_text("750,000")
    ask.get_by_label("Why, for who decides").fill("It broke on the first day")
    ask.get_by_role("button", name="Ask for approval").click()
    expect(sari.locator(".decision")).to_contain_text("It broke on the first day")
    question = arrived(shop.dovecot.inbox("ayu@toko.example.com"), 2)
    assert "It broke on the first day" in said(question)
    ayu = shop.manager
    ayu.goto(link_in(question))
    ayu.get_by_role("button", name="Approve").click()
    expect(ayu.locator(".decision")).to_have_count(0)

    # The answer leaves when it can no longer be taken back, and stands below the customer's own mail.
    expect(sari.locator("#side-given")).to_contain_text("900,000")
    writes(sari, "Mohon maaf. Uang Anda kami kembalikan hari ini.")
    reply = arrived(budi, 2)
    assert (reply["In-Reply-To"], reply["Subject"]) == (asked, "Re: Penggiling kopi")
    assert asked in reply["References"]
    assert "Uang Anda kami kembalikan hari ini." in said(reply)
    assert reply["Auto-Submitted"] is None
    expect(sari.locator(".timeline")).to_contain_text("Kept: first reply")

    # She answers, and it is the same case, with a new promise.
    shop.sends(budi, "Re: Penggiling kopi", "Terima kasih banyak!", answers=reply)
    expect(sari.locator(".timeline")).to_contain_text("Terima kasih banyak!")
    expect(sari.locator(".case-head .promises")).to_contain_text("next reply within")
    expect(sari.locator(".case-row", has_text="Penggiling kopi")).to_have_count(1)
    assert len(budi.messages()) == 2  # a letter says once that it came in


def test_r4_r11_r29_the_form_leads_to_a_private_page_and_the_same_desk(shop):
    elif_ = shop.customer("elif")
    page = shop.window(locale="tr-TR", width=390)
    page.goto("/help/")
    page.locator("main").get_by_role("link", name=words("tr", "Write to us")).first.click()
    page.locator("[name=name]").fill("Elif Yıldız")
    page.locator("[name=email]").fill(elif_.user)
    page.locator("[name=subject]").fill("Kırık fincan")
    page.locator("[name=text]").fill("Fincan kırık geldi; fotoğrafı ekte.")
    photo = {"name": "fincan.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    page.locator("[name=attachments]").set_input_files(photo)
    page.locator("#write .primary").click()
    expect(page).to_have_url(re.compile("/help/write/arrived/"))
    letter = arrived(elif_, 1)
    assert "Kırık fincan" in letter["Subject"]

    sari = shop.representative
    sari.goto("/desk/due/")
    sari.locator(".case-row", has_text="Kırık fincan").get_by_role("link").click()
    with sari.expect_download() as download:
        sari.get_by_role("link", name=re.compile("fincan.png")).click()
    assert download.value.path().read_bytes() == photo["buffer"]
    writes(sari, "Yenisini bugün gönderiyoruz.")
    reply = arrived(elif_, 2)
    assert "Yenisini bugün gönderiyoruz." in said(reply)

    stranger = shop.window(locale="tr-TR")
    stranger.goto(link_in(letter))  # the link alone, without an account
    expect(stranger.locator(".timeline")).to_contain_text("Yenisini bugün gönderiyoruz.")
    stranger.locator("[name=text]").fill("Çok teşekkürler!")
    stranger.locator("#write .primary").click()
    expect(stranger.locator(".timeline")).to_contain_text("Çok teşekkürler!")
    expect(sari.locator(".timeline")).to_contain_text("Çok teşekkürler!")
    expect(sari.locator(".case-row", has_text="Kırık fincan")).to_have_count(1)
