"""What the tests of the desk do again and again."""

from django.utils import timezone
from playwright.sync_api import expect


def now():
    return timezone.now()


def address(case):
    return f"/desk/cases/{case.pk}/"


def write(page, text):
    page.locator("#composer textarea").fill(text)


def live(page):
    """Waits until the page is told what changes."""
    expect(page.locator("html")).to_have_attribute("data-live", "on")
