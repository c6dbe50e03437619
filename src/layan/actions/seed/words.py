"""What the customers of the large desk write: their story, some more sentences, an order and now and then a name that
stands nowhere else. Folded beside it, since folding the same sentences a million times is what would take longest."""

from functools import cache
from random import Random
from typing import Final, NamedTuple

from layan.actions.demo.year import stories
from layan.records.fold import fold

SYLLABLES: Final = (
    "ba",
    "ke",
    "lo",
    "mi",
    "nu",
    "pa",
    "ri",
    "so",
    "ta",
    "vu",
    "ze",
    "wi",
    "ga",
    "do",
    "fi",
    "ha",
)


class Words(NamedTuple):
    """A text with the words it is found by."""

    text: str
    folded: str


@cache
def _said(text: str) -> Words:
    return Words(text, fold(text))


@cache
def sentences(language: str, ours: bool) -> tuple[Words, ...]:
    """Every sentence of the demonstration in that language, of ours or of customers."""
    texts = [one.answer if ours else one.text for one in stories() if one.language == language]
    found = [
        part.strip() for text in texts for part in text.replace("? ", "?|").replace(". ", ".|").split("|")
    ]
    return tuple(_said(part) for part in dict.fromkeys(found) if part)


def letter(beginning: str, language: str, ours: bool, random: Random) -> Words:
    """Some hundred characters and more, around how it begins."""
    known = sentences(language, ours)
    parts = [_said(beginning), *random.choices(known, k=min(int(random.expovariate(0.22)) + 1, 30))]
    if random.random() < 0.7:
        order = f"KS-{random.randrange(10**7):07d}"
        parts.append(Words(order + ".", f"ks {order[3:]}"))
    if random.random() < 0.1:
        name = "".join(random.choices(SYLLABLES, k=4))
        parts.append(Words(name.capitalize() + ".", name))
    return Words(_paragraphs([part.text for part in parts]), " ".join(part.folded for part in parts))


def _paragraphs(parts: list[str]) -> str:
    """Three sentences each."""
    return "\n\n".join(" ".join(parts[start : start + 3]) for start in range(0, len(parts), 3))
