"""Recognising a situation by its words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from layan.plan.folding import fold

LONGEST: Final = 20_000
"""Characters of a text that are looked at: what a message is about stands at its beginning."""

_ENDINGS: Final = {
    "en": "(?:s|es|ed|d|ing)?",
    "id": "(?:ku|mu|nya|kan)?(?:lah|kah|pun)?",
    "ms": "(?:ku|mu|nya|kan)?(?:lah|kah|pun)?",
    "tr": r"(?:'?[^\W\d_]{1,8})?",
}
"""What a word may end in and still be the same word; Turkish puts nearly everything there."""

_SHORTEST_STEM: Final = 4
"""Shorter words take no ending: too many others begin with them."""


class Recogniser:
    """Knows the words of all situations, given by situation and language."""

    def __init__(self, words: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._order = {situation: number for number, situation in enumerate(words)}
        self._situations: dict[str, dict[str, list[str]]] = {}
        for situation, by_language in words.items():
            for language, phrases in by_language.items():
                known = self._situations.setdefault(language, {})
                for phrase in filter(None, map(_normal, phrases)):
                    known.setdefault(phrase, []).append(situation)
        self._patterns = {
            language: _pattern(language, phrases) for language, phrases in self._situations.items() if phrases
        }

    def __call__(self, text: str, language: str | None = None) -> str | None:
        """The situation of which the text has most words; among equals, the one whose page comes first. Words
        of `language` count before those of others; None counts all alike."""
        normal = _normal(text[:LONGEST])
        if language in self._patterns and (found := self._best(normal, [language])):
            return found
        return self._best(normal, self._patterns)

    def _best(self, text: str, languages: Iterable[str]) -> str | None:
        phrases: dict[str, set[str]] = {}
        for language in languages:
            for match in self._patterns[language].finditer(text):
                for situation in self._situations[language][match[1]]:
                    phrases.setdefault(situation, set()).add(match[1])
        weights = {key: sum(len(phrase.split()) for phrase in found) for key, found in phrases.items()}
        return max(weights, key=lambda key: (weights[key], -self._order[key]), default=None)


def _pattern(language: str, phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the phrases as whole words, the longest first."""
    stems = [re.escape(phrase) for phrase in phrases if len(phrase) >= _SHORTEST_STEM]
    exact = [re.escape(phrase) for phrase in phrases if len(phrase) < _SHORTEST_STEM]
    ending = _ENDINGS.get(language, "")
    kinds = ((stems, rf"(?={ending}(?!\w))"), (exact, r"(?!\w)"))
    either = "|".join(
        f"(?:{'|'.join(sorted(some, key=len, reverse=True))}){after}" for some, after in kinds if some
    )
    return re.compile(rf"(?<!\w)({either})")


def _normal(text: str) -> str:
    return " ".join(fold(text).split())
