"""Which case a mail belongs to. A pure decision: what is stored comes in through `Lookups`.

In order: our token (in the ids it answers, in the +tag of the address it was sent to), any id in References and
In-Reply-To (newest first), the case number in the subject, the sender and the subject. Whatever matches, the sender
must belong to the case; a stranger's mail opens a new one and says which it named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from layan.plan.say import Say, say

from .ids import token_in
from .mail import Mail

type Rule = Literal["token", "reference", "number", "subject", "new", "stranger"]

SHORTEST_STEM = 3
_TAG = re.compile(r"[A-Za-z0-9_-]{22}")
_NUMBER = re.compile(r"[\[(]#\s?(\d{1,9})[\])]|(?<![\w#&])#(\d{3,9})\b")
_MOST_NUMBERS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation: a case, or one of its side conversations, which stay apart. A merged case is what it became."""

    case: int
    side: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Where a mail goes. `place` is None for a new case; `near` is then the one it named without belonging to it."""

    place: Place | None
    rule: Rule
    near: Place | None = None

    @property
    def why(self) -> Say:
        """The rule in words, for the entry."""
        return _WHY[self.rule]


_WHY: Mapping[Rule, Say] = {
    "token": say("It answers a mail of ours."),
    "reference": say("It refers to a mail of this case."),
    "number": say("Its subject names this case, and its sender belongs to it."),
    "subject": say("It has the sender and the subject of this case."),
    "new": say("It refers to nothing we know."),
    "stranger": say("It names another case, but its sender does not belong to that one."),
}


class Lookups(Protocol):
    """What the decision asks, each at most once per mail. Addresses are keys (`Address.key`)."""

    def by_tokens(self, tokens: Sequence[str]) -> Mapping[str, Place]:
        """The conversations with these tokens."""
        ...

    def by_ids(self, ids: Sequence[str]) -> Mapping[str, Place]:
        """The conversations of the messages with these Message-IDs."""
        ...

    def by_numbers(self, numbers: Sequence[int]) -> Mapping[int, Place]:
        """The cases with these numbers."""
        ...

    def by_subject(self, sender: str, stem: str) -> Sequence[Place]:
        """Cases of this sender with this subject stem that may be answered still, last active first."""
        ...

    def members(self, places: Collection[Place]) -> Mapping[Place, Collection[str]]:
        """Who belongs to each: the customer's addresses, those written to, colleagues; of a side, its partner."""
        ...


def match(mail: Mail, lookups: Lookups) -> Match:
    """Where `mail` belongs. A bounce, and an answer of a machine to a mail of ours, needs no known sender."""
    named = [*_as("token", _by_token(mail, lookups)), *_as("reference", _by_ids(mail, lookups))]
    first = _first_belonging(mail, named, lookups)
    if first is not None:
        return first
    numbered = _as("number", _by_number(mail, lookups))
    alike = _as("subject", _by_subject(mail, lookups))
    found = _first_belonging(mail, [*numbered, *alike], lookups)
    if found is not None:
        return found
    near = next((place for _, place in (*named, *numbered)), None)
    return Match(None, "stranger" if near else "new", near)


def numbers_in(subject: str) -> list[int]:
    """Case numbers a subject names, such as [#1042]."""
    found = (int(one or other) for one, other in _NUMBER.findall(subject))
    return list(dict.fromkeys(found))[:_MOST_NUMBERS]


def _as(rule: Rule, places: Iterable[Place]) -> list[tuple[Rule, Place]]:
    return [(rule, place) for place in places]


def tokens_of(mail: Mail) -> list[str]:
    """The tokens of ours that it names."""
    tagged = [tag for tag in mail.tags if _TAG.fullmatch(tag)]
    answered = [token for one in ids_of(mail) if (token := token_in(one))]
    return list(dict.fromkeys([*answered, *tagged]))


def ids_of(mail: Mail) -> list[str]:
    """The Message-IDs it refers to."""
    returned = (mail.bounce.original_id,) if mail.bounce and mail.bounce.original_id else ()
    return list(dict.fromkeys((*returned, *mail.references)))


def _by_token(mail: Mail, lookups: Lookups) -> list[Place]:
    tokens = tokens_of(mail)
    if not tokens:
        return []
    places = lookups.by_tokens(tokens)
    return [places[token] for token in tokens if token in places]


def _by_ids(mail: Mail, lookups: Lookups) -> list[Place]:
    ids = ids_of(mail)
    if not ids:
        return []
    places = lookups.by_ids(ids)
    return [places[one] for one in ids if one in places]


def _by_number(mail: Mail, lookups: Lookups) -> list[Place]:
    numbers = numbers_in(mail.subject)
    if not numbers:
        return []
    places = lookups.by_numbers(numbers)
    return [places[number] for number in numbers if number in places]


def _by_subject(mail: Mail, lookups: Lookups) -> list[Place]:
    """Only for what looks like an answer: a new mail may well have an old subject."""
    if not mail.looks_like_reply or len(mail.subject_stem) < SHORTEST_STEM or not mail.sender.address:
        return []
    return list(lookups.by_subject(mail.sender.key, mail.subject_stem))


def _first_belonging(mail: Mail, candidates: list[tuple[Rule, Place]], lookups: Lookups) -> Match | None:
    if not candidates:
        return None
    if mail.automatic in ("bounce", "delivered", "receipt", "auto-reply") and candidates[0][0] == "token":
        return Match(candidates[0][1], "token")
    members = lookups.members({place for _, place in candidates})
    for rule, place in candidates:
        if mail.sender.key in members.get(place, ()):
            return Match(place, rule)
    return None
