"""The front page of the help centre: who can be reached this minute."""

from datetime import UTC, datetime

import pytest
import time_machine

from layan.actions import plans
from tests.cast import JAKARTA, NOW, PAGES, pages


@pytest.fixture
def counter(cast):
    """A second live channel, with a holiday and an exception in the week of NOW."""
    rules = """\
kind: channel
name: Counter
medium: counter
live: true
address: Jalan Senja 7
hours: {mon-sat: 08:00-12:00}
holidays: ID
except: {2026-03-05: closed, 2026-03-06: 08:00-09:00}
targets: {resolution: {within: 8 h}, approval: {within: 1 h}}
"""
    business = PAGES["business.md"] + "holidays: {ID: {2026-03-04: Day of Silence}}\n"
    return plans.publish(files=pages(counter=rules, business=business), by=None, why="", at=NOW)


def _page(client, at=NOW, **more):
    with time_machine.travel(at, tick=False):
        return client.get("/help/", **more).content.decode()


def test_open_now_and_how_long_it_takes(client, cast):
    page = _page(client)
    assert "Open until Mon 17:00" in page and 'href="tel:+62225550100"' in page
    assert "answered within 20 seconds" in page and "Write at any time" in page


def test_closed_now_and_when_next(client, cast):
    page = _page(client, datetime(2026, 3, 6, 20, 0, tzinfo=JAKARTA).astimezone(UTC))
    assert "Closed, opens Mon 09:00" in page and "tel:" not in page


def test_every_live_channel_has_its_week_with_holidays_and_a_table(client, counter):
    page = _page(client)
    assert page.count('<figure class="week"') == 2 and page.count("As a table") == 2
    assert page.count("Day of Silence") == 2, "in the picture and in its table"
    assert page.count("as an exception") == 4 and page.count('class="hours special"') == 3


@pytest.mark.parametrize("language", ["en", "id", "ms", "tr"])
def test_in_the_reader_s_language(client, cast, language):
    answer = client.get("/help/", headers={"Accept-Language": language})
    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in answer.content.decode()
