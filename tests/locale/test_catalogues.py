"""Every word of Layan in every language: nothing missing, nothing stale, and no place for a value lost."""

import re

import pytest
from babel.messages.pofile import read_po

from tools import messages

SAID = messages.said()
LANGUAGES = messages.languages()
_PLACES = re.compile(r"%\((\w+)\)s|(?<!\{)\{(\w*)[^{}]*\}(?!\})|%(?=[sd])")


def _places(text):
    """The places for values in a text, each as often as it stands there."""
    return sorted(match.group() for match in _PLACES.finditer(text))


def _translations(entry):
    return [text for text in (entry.msgstr, *entry.msgstr_plural.values()) if text]


def test_the_languages_are_those_of_the_settings():
    from django.conf import settings

    assert {code for code, _ in settings.LANGUAGES} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_exactly_what_is_said(language):
    entries = messages.catalogue(language)
    held = {(entry.msgctxt, entry.msgid): entry.msgid_plural for entry in entries if not entry.obsolete}
    assert held == {key: words.plural for key, words in SAID.items()}, "`make messages` was not run"
    assert entries.obsolete_entries() == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_nothing_is_untranslated_or_guessed(language):
    entries = messages.catalogue(language)
    assert [entry.msgid for entry in entries.untranslated_entries()] == []
    assert [entry.msgid for entry in entries.fuzzy_entries()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_original(language):
    astray = [
        (entry.msgid, text)
        for entry in messages.catalogue(language)
        for text in _translations(entry)
        if _places(text) not in (_places(entry.msgid), _places(entry.msgid_plural or entry.msgid))
    ]
    assert astray == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_space_around_it(language):
    astray = [
        (entry.msgid, text)
        for entry in messages.catalogue(language)
        for text in _translations(entry)
        if (text[:1].isspace(), text[-1:].isspace())
        != (entry.msgid[:1].isspace(), entry.msgid[-1:].isspace())
    ]
    assert astray == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_follow_the_language(language):
    entries = messages.catalogue(language)
    assert entries.metadata["Language"] == language
    assert entries.metadata["Plural-Forms"] == messages.plural_forms(language)
    forms = set(range(messages.plurals(language)))
    assert [
        entry.msgid for entry in entries if entry.msgid_plural and set(entry.msgstr_plural) != forms
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_compiles(language):
    with messages.path_of(language).open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    assert [(message.id, problems) for message, problems in catalogue.check()] == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Due {due}", ["{due}"]),
        ("%(count)s of %(count)s", ["%(count)s", "%(count)s"]),
        ("{{ not a place }}", []),
        ("80 % of it", []),
        ("%s", ["%"]),
    ],
)
def test_places_are_found(text, places):
    assert _places(text) == places
