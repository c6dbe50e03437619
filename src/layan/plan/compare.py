"""Two versions of a plan side by side, as people read them: rules as sentences, prose with what changed marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, Literal

from layan.plan.page import Page
from layan.plan.plan import Plan
from layan.plan.sentences import byline, sentences
from layan.plan.wording import Speaker

ALIKE: Final = 0.5
"""From here on two texts are one that was changed, not one that went and another that came; 1 is the same."""

type State = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came."""

    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence or paragraph before and after; one of the two is empty where it came or went as a whole."""

    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The text with what went and what came marked, word by word. Those of `same` and `gone` are the text
        before, those of `same` and `new` the text after."""
        old, new = _words(self.before), _words(self.after)
        found: list[Piece] = []
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                found.append(Piece("same", "".join(old[a:b])))
                continue
            found += [Piece("gone", "".join(old[a:b]))] if b > a else []
            found += [Piece("new", "".join(new[c:d]))] if d > c else []
        return tuple(found)


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that came (`before` is None), went (`after` is None) or says something else."""

    before: Page[Any] | None
    after: Page[Any] | None
    rules: tuple[Change, ...] = ()
    prose: tuple[Change, ...] = ()

    @property
    def page(self) -> Page[Any]:
        """The page as it is now, or as it was when it went."""
        page = self.after or self.before
        assert page is not None
        return page

    @property
    def state(self) -> Literal["new", "gone", "changed"]:
        """What became of the page."""
        return "new" if self.before is None else "gone" if self.after is None else "changed"


def compare(before: Plan, after: Plan, speaker: Speaker) -> tuple[PageChange, ...]:
    """What `after` says otherwise than `before`, in the order of `after`'s pages, those that went at the end.

    A page is the same page while its key is. Prose is compared in the speaker's language, else in the one each plan
    is written in; a page that differs only in another language is not among them.
    """
    keys = [*after.pages, *(key for key in before.pages if key not in after.pages)]
    found = (_page(key, before, after, speaker) for key in keys)
    return tuple(change for change in found if change is not None)


def _page(key: str, before: Plan, after: Plan, speaker: Speaker) -> PageChange | None:
    old, new = before.pages.get(key), after.pages.get(key)
    rules = changes(_rules(old, before, speaker), _rules(new, after, speaker))
    prose = changes(_paragraphs(old, before, speaker), _paragraphs(new, after, speaker))
    return PageChange(old, new, rules, prose) if rules or prose or old is None or new is None else None


def changes(before: Sequence[str], after: Sequence[str]) -> tuple[Change, ...]:
    """What differs between two lists of texts, in their order; of those that differ, alike ones stand together."""
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _paired(before[a:b], after[c:d])
    return tuple(found)


def _paired(gone: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Each text that came beside the one it is most like; the others alone."""
    left = list(gone)
    for text in new:
        likeness, old = max(((_likeness(one, text), one) for one in left), default=(0.0, ""))
        if likeness < ALIKE:
            yield Change("", text)
            continue
        for one in left[: left.index(old)]:  # what stood before it, and is like nothing here
            yield Change(one, "")
        del left[: left.index(old) + 1]
        yield Change(old, text)
    for one in left:
        yield Change(one, "")


def _likeness(before: str, after: str) -> float:
    """By their words alone, so that a full stop that moved counts for nothing."""
    old, new = (re.findall(r"\w+", text.casefold()) for text in (before, after))
    return SequenceMatcher(None, old, new, autojunk=False).ratio() if old and new else 0


def _words(text: str) -> list[str]:
    """Words with the space behind them."""
    return re.findall(r"\S+\s*|\s+", text)


def _rules(page: Page[Any] | None, plan: Plan, speaker: Speaker) -> list[str]:
    """The name, who answers for it, and every rule."""
    if page is None:
        return []
    by = byline(page, speaker)
    return [page.ref.name_in(speaker.language), *([by] if by else []), *sentences(page, plan, speaker)]


def _paragraphs(page: Page[Any] | None, plan: Plan, speaker: Speaker) -> list[str]:
    if page is None:
        return []
    prose = page.prose.get(speaker.language) or page.prose.get(plan.language, "")
    return [part.strip() for part in re.split(r"\n\s*\n", prose) if part.strip()]
