"""A Speaker words values as CLDR has it and sentences as the catalogue has them."""

from datetime import UTC, date, datetime
from fractions import Fraction

import polib
import pytest

from layan.plan import wording
from layan.plan.say import (
    Code,
    DaySpan,
    Elapsed,
    Language,
    Medium,
    Offer,
    PageRef,
    Priority,
    Role,
    TargetName,
    Weekday,
    say,
)
from layan.plan.units import Duration, parse_money
from layan.plan.wording import Speaker, catalogue

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # a Monday, 09:00 in Jakarta
NBSP = "\N{NO-BREAK SPACE}"


def speaker(language="en", now=NOW):
    return Speaker(language, "Asia/Jakarta", now)


@pytest.fixture
def translated(tmp_path, monkeypatch):
    """Writes an Indonesian catalogue with the given sentences, and only these."""

    def write(plural=None, **sentences):
        po = polib.POFile()
        po.metadata = {
            "Content-Type": "text/plain; charset=utf-8",
            "Plural-Forms": "nplurals=2; plural=n != 1;",
        }
        for msgid, msgstr in sentences.items():
            po.append(polib.POEntry(msgid=msgid, msgstr=msgstr))
        for (one, many), forms in (plural or {}).items():
            po.append(polib.POEntry(msgid=one, msgid_plural=many, msgstr_plural=dict(enumerate(forms))))
        folder = tmp_path / "id" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        po.save_as_mofile(str(folder / "django.mo"))
        monkeypatch.setattr(wording, "LOCALE", tmp_path)

    return write


@pytest.mark.parametrize(
    ("language", "written", "shown"),
    [
        ("en", "75 USD", "$75.00"),
        ("en", "12.50 EUR", "€12.50"),
        ("en", "500000 IDR", f"Rp{NBSP}500,000"),
        ("id", "500000 IDR", f"Rp{NBSP}500.000"),
        ("id", "12500.50 IDR", f"Rp{NBSP}12.500,50"),
        ("ms", "1500 MYR", f"RM{NBSP}1,500.00"),
        ("tr", "500 TRY", "₺500,00"),
        ("tr", "500000 IDR", f"Rp{NBSP}500.000"),
        ("en", "300 JPY", "¥300"),
        ("de", "75 EUR", f"75,00{NBSP}€"),
    ],
)
def test_money_reads_as_the_reader_writes_it(language, written, shown):
    assert speaker(language).value(parse_money(written)) == shown


@pytest.mark.parametrize(
    ("language", "near", "far"),
    [
        ("en", "Wed 16:40", "Wed, 4 Mar 2026, 16:40"),
        ("id", "Rab 16.40", "Rab, 4 Mar 2026 16.40"),
        ("ms", "Rab 16:40", "Rab, 4 Mac 2026, 16:40"),
        ("tr", "16:40 Çar", "4 Mar 2026 Çar 16:40"),
    ],
)
def test_times_are_the_business_s_and_dated_unless_near(language, near, far):
    wednesday = datetime(2026, 3, 4, 9, 40, tzinfo=UTC)
    assert speaker(language).value(wednesday) in (near, " ".join(reversed(near.split())))
    assert speaker(language, now=None).value(wednesday) == far


def test_a_time_a_week_away_is_dated_since_its_weekday_says_too_little():
    assert speaker().value(datetime(2026, 3, 8, 2, 0, tzinfo=UTC)) == "Sun 09:00"
    assert speaker().value(datetime(2026, 3, 9, 2, 0, tzinfo=UTC)) == "Mon, 9 Mar 2026, 09:00"
    assert speaker().value(datetime(2026, 2, 24, 2, 0, tzinfo=UTC)) == "Tue 09:00"
    assert speaker().value(datetime(2026, 2, 23, 2, 0, tzinfo=UTC)) == "Mon, 23 Feb 2026, 09:00"


def test_nearness_is_counted_in_the_days_of_the_business():
    # 23:30 in Jakarta on Sunday the 8th is still within the week that begins on Monday the 2nd.
    assert speaker().value(datetime(2026, 3, 8, 16, 30, tzinfo=UTC)) == "Sun 23:30"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime(2026, 3, 2, 2, 0, 5, tzinfo=UTC), "Mon 09:00:05"),
        (date(2026, 12, 24), "24 Dec 2026"),
        (Fraction(4, 5), "80%"),
        (Fraction(1, 8), "12.5%"),
        (12345, "12,345"),
        (Duration(20, "s"), "20 seconds"),
        (Duration(1, "day"), "1 day"),
        (Duration(12, "month"), "12 months"),
        (Elapsed(13200), "3 h 40 min"),
        (Elapsed(0), "0 s"),
        (Elapsed(3605), "1 h 5 s"),
        (DaySpan(540, 1020), "09:00–17:00"),
        (DaySpan(1320, 1800), "22:00–06:00"),
        (DaySpan(1080, 1440), "18:00–24:00"),
        (Role("lead"), "lead"),
        (Offer("refund"), "refund"),
        (Offer("free-coffee"), "free coffee"),
        (TargetName("first_reply"), "first reply"),
        (Medium("form"), "web form"),
        (Priority("urgent"), "urgent"),
        (Language("id"), "Indonesian"),
        (Weekday("mon"), "Monday"),
        (Code("up_to: 5 IDR"), "up_to: 5 IDR"),
        (PageRef("phone", "Telepon", (("en", "Phone"),)), "Phone"),
        (PageRef("phone", "Telepon"), "Telepon"),
        (("a", "b", "c"), "a, b and c"),
        ((Role("lead"), Role("manager")), "lead and manager"),
        (say("within {time}", time=Duration(2, "h")), "within 2 hours"),
    ],
)
def test_every_type_of_value_is_worded(value, shown):
    assert speaker().value(value) == shown


def test_open_time_is_told_from_time():
    assert speaker().open_duration(Duration(8, "h")) == "8 open hours"
    assert speaker().open_duration(Duration(1, "day")) == "1 open day"
    assert speaker().open_duration(Duration(3, "week")) == "3 weeks"


def test_a_sentence_and_the_words_in_it_are_translated(translated):
    translated(**{"ask a {role}": "tanyakan kepada {role}", "lead": "ketua tim"})
    assert speaker("id")(say("ask a {role}", role=Role("lead"))) == "tanyakan kepada ketua tim"


def test_counting_takes_the_plural_of_the_language(translated):
    translated(plural={("{count} hour", "{count} hours"): ["{count} jam saja", "{count} jam"]})
    assert speaker("id").duration(Duration(1, "h")) == "1 jam saja"
    assert speaker("id").duration(Duration(8, "h")) == "8 jam"


def test_what_a_catalogue_lacks_is_said_in_english(translated):
    translated(lead="ketua tim")
    assert speaker("id")(say("nothing is due")) == "nothing is due"


def test_a_slip_in_a_translation_falls_back_to_english(translated):
    translated(**{"ask a {role}": "tanyakan kepada {peran}"})
    assert speaker("id")(say("ask a {role}", role="x")) == "ask a x"


def test_a_language_without_catalogue_or_cldr_is_english():
    assert Speaker("xx", "UTC").value(Duration(2, "h")) == "2 hours"
    assert Speaker("xx", "UTC").value(date(2026, 3, 2)) == "2 Mar 2026"


def test_a_region_of_a_language_reads_the_language(translated, tmp_path):
    translated(lead="ketua tim")
    assert catalogue("id-ID", tmp_path).gettext("lead") == "ketua tim"


def test_braces_of_a_page_are_shown_as_they_are():
    assert speaker()(say("write {code}", code=Code("{customer}"))) == "write {customer}"
