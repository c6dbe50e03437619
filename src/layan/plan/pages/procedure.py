"""A procedure: how something is done step by step, and the words to use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from layan.plan.codes import is_language
from layan.plan.nodes import Node, Scalar
from layan.plan.places import without
from layan.plan.reading.fields import Fields, Findings, many, mapping, one_of, record, scalar
from layan.plan.reading.values import language, references, text
from layan.plan.say import Code, say
from layan.plan.units import Unreadable

PLACES: Final = ("customer", "case", "business", "representative")
"""What is filled in between braces in words to use."""


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, and what to say meanwhile by language."""

    do: str
    say: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """A text to use, by language, under a name that finds it."""

    name: str
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Procedure:
    """It speaks to `situations` and on `channels`; to all when there are none. `translated` has the text of
    every step in other languages."""

    situations: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    words: tuple[Words, ...] = ()
    translated: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def steps_in(self, language: str) -> tuple[Step, ...]:
        """The steps as people who read `language` see them, else as they were written."""
        texts = self.translated.get(language)
        return (
            tuple(replace(s, do=do) for s, do in zip(self.steps, texts, strict=True)) if texts else self.steps
        )


def read(fields: Fields) -> Procedure:
    return Procedure(
        situations=fields.take("situations", references("situation"), ()),
        channels=fields.take("channels", references("channel"), ()),
        steps=fields.take("steps", many(_step), ()),
        words=fields.take("words", many(record(_words)), ()),
    )


def translate(procedure: Procedure, language: str, fields: Fields) -> Procedure:
    """The procedure with its steps in one more language, as the page in that language has them."""
    texts = fields.take("steps", many(text), ())
    if not texts:
        return procedure
    if len(texts) != len(procedure.steps):
        what = say("Here are {here} steps, on the page itself {there}.",
                   here=str(len(texts)), there=str(len(procedure.steps)))  # fmt: skip
        fields.refuse("steps", "translation", what, say("Translate every step, and no other."))
    return replace(procedure, translated={**procedure.translated, language: texts})


def _step(node: Node, findings: Findings) -> Step:
    if isinstance(node, Scalar):
        return Step(text(node, findings))
    return record(lambda fields: Step(fields.need("do", text), fields.take("say", _fillable_texts, {})))(
        node, findings
    )


def _words(fields: Fields) -> Words:
    languages = [key.value for key, _ in fields.table.entries if is_language(key.value)]
    words = Words(fields.need("name", text), {key: fields.take(key, fillable, "") for key in languages})
    if not languages:
        fields.refuse(
            "", "missing", say("There is no text."), say("Add one, for example {key}.", key=Code("en:"))
        )
    return words


_PLACE: Final = re.compile(r"\{(\w*)\}")


def fillable(node: Node, findings: Findings) -> str:
    """A text whose places in braces are all of PLACES."""
    written = scalar(node).strip()
    unknown = [name for name in _PLACE.findall(written) if name not in PLACES]
    if unknown:
        what = say("{place} is not filled in.", place=Code(f"{{{unknown[0]}}}"))
        raise Unreadable(what, "unknown-word", one_of(unknown[0], PLACES))
    if re.search(r"[{}]", _PLACE.sub("", written)):
        what = say("A brace stands alone.")
        raise Unreadable(
            what, "unknown-word", say("Write a place like {example}.", example=Code("{customer}"))
        )
    return written


_fillable_texts: Final = mapping(language, fillable)


def fill(words: str, values: Mapping[str, str]) -> str:
    """Words to use with their places filled in; one whose value is empty goes, one without a value stays as it is."""
    for name, value in values.items():
        if not value:
            words = without(words, name)
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), words)
