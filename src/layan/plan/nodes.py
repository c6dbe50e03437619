"""The rules of a page as YAML has them: scalars, items and tables, each with the place where it stands.

Every scalar stays the text it is (`no`, `12:30`, `2026-12-24` and `ID` are just that); what it means is for
whoever asks for it. Anchors, tags and whatever else makes a page say something other than what one reads are
refused.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

from yaml.error import Mark, MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from layan.plan.say import Code, Say, say
from layan.plan.source import Position, Problem, Source

if TYPE_CHECKING:
    from yaml._yaml import Mark as CMark

DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class Scalar:
    """One word, number or text. `start` and `end` are its span in the file, quotes included."""

    value: str
    position: Position
    start: int
    end: int
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Items:
    """A list: `[a, b]` when `flow`, else lines with a dash."""

    items: tuple["Node", ...]
    position: Position
    start: int
    end: int
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with their values: `{a: b}` when `flow`, else one a line. Every key stands once."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    position: Position
    start: int
    end: int
    flow: bool = False

    def get(self, key: str) -> "Node | None":
        return next((value for name, value in self.entries if name.value == key), None)

    def key(self, key: str) -> Scalar | None:
        """The key itself, for its position."""
        return next((name for name, _ in self.entries if name.value == key), None)


type Node = Scalar | Items | Table


def parse(source: Source, report: Callable[[Problem], None]) -> Table | None:
    """The rules of a page; None when they cannot be read, for reasons that have been reported."""
    builder = _Builder(source, report)
    try:
        node = builder.document()
    except YAMLError as error:
        builder.unreadable(error)
        return None
    except _GivenUp:
        return None
    if isinstance(node, Scalar) and node.plain and not node.value:
        return Table((), Position(source.file, 2), source.start, source.start)
    if isinstance(node, Table):
        return node
    builder.problem(node.position, "type", say("The rules of a page are keys with values."), _KEY_AND_VALUE)
    return None


_KEY_AND_VALUE: Final = say("Write it like this: {example}.", example=Code("name: Refunds"))


class _GivenUp(Exception):
    """Reading on makes no sense; why has been reported."""


class _Builder:
    """Makes nodes of the parser's events, and sees to it that they mean what they look like."""

    def __init__(self, source: Source, report: Callable[[Problem], None]) -> None:
        self._source, self._report = source, report
        self._lines = [0, *(found.end() for found in re.finditer("\n", source.rules))]
        self._events = _events(source.rules)

    def document(self) -> Node:
        found: Node = Scalar("", self._position(0), self._source.start, self._source.start)
        documents = (event for event in self._events if isinstance(event, DocumentStartEvent))
        for number, beginning in enumerate(documents):
            if number:
                self._give_up(beginning, say("The rules of a page are in one piece."), _ONE_PIECE)
            found = self._node(next(self._events), 0)
        return found

    def _node(self, event: Event, depth: int) -> Node:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self._give_up(event, say("A page has no anchors and no aliases."), _WRITE_OUT)
        if getattr(event, "tag", None):
            self._give_up(event, say("A page has no tags."), _WRITE_OUT)
        if depth > DEEPEST:
            self._give_up(event, say("This is nested too deeply."), _FLATTER)
        if isinstance(event, SequenceStartEvent):
            return self._items(event, depth)
        if isinstance(event, MappingStartEvent):
            return self._table(event, depth)
        assert isinstance(event, ScalarEvent)
        start, end = _index(event.start_mark), _index(event.end_mark)
        return Scalar(event.value, self._position(start), *self._span(start, end), event.implicit[0])

    def _items(self, opening: SequenceStartEvent, depth: int) -> Items:
        items = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        start, end = _index(opening.start_mark), _index(event.end_mark)
        return Items(tuple(items), self._position(start), *self._span(start, end), bool(opening.flow_style))

    def _table(self, opening: MappingStartEvent, depth: int) -> Table:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                self.problem(key.position, "yaml", say("A key is one word."), _QUOTES)
            elif key.value in entries:
                self._twice(key, entries[key.value][0])
            else:
                entries[key.value] = key, value
        start, end = _index(opening.start_mark), _index(event.end_mark)
        span = self._span(start, end)
        return Table(tuple(entries.values()), self._position(start), *span, bool(opening.flow_style))

    def _twice(self, key: Scalar, first: Scalar) -> None:
        line = str(first.position.line)
        what = say("{key} stands here twice, first on line {line}.", key=Code(key.value), line=line)
        self.problem(key.position, "duplicate", what, say("Keep one of them."))

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return self._source.start + start, self._source.start + end

    def _position(self, index: int) -> Position:
        line = bisect_right(self._lines, index) - 1
        return Position(self._source.file, line + 2, index - self._lines[line] + 1)

    def problem(self, position: Position, code: str, what: Say, instead: Say) -> None:
        self._report(Problem(what, position, code, instead))

    def _give_up(self, event: Event, what: Say, instead: Say) -> NoReturn:
        self.problem(self._position(_index(event.start_mark)), "yaml", what, instead)
        raise _GivenUp

    def _begins_too_far_right(self, colon: int) -> bool:
        """Whether all there is before a colon in its line is an indented key: the line continues the text above."""
        begins = self._source.rules.rfind("\n", 0, colon) + 1
        return re.fullmatch(r" +[\w-]+", self._source.rules[begins:colon]) is not None

    def unreadable(self, error: YAMLError) -> None:
        """Reports what the parser stumbled over, where it can be mended."""
        what, instead, opened = say("This cannot be read."), _QUOTES, False
        index = getattr(error, "position", None) or 0
        if isinstance(error, MarkedYAMLError):
            what, instead, opened = _explain(error.problem or "")
            index = _index((opened and error.context_mark) or error.problem_mark)
        index = min(index, len(self._source.rules))
        if self._source.rules.startswith("\t", index):
            what, instead = say("There is a tab where spaces belong."), say("Indent with spaces.")
        elif isinstance(error, ReaderError):
            what, instead = say("There is a character here that nobody sees."), say("Remove it.")
        elif self._begins_too_far_right(index):
            what, instead = say("This line stands too far left or right."), _ALIGN
        self.problem(self._position(index), "yaml", what, instead)


def _index(mark: "Mark | CMark | None") -> int:
    """The character a mark points at, counted from where the rules begin."""
    assert mark is not None
    return mark.index


def _events(text: str) -> Iterator[Event]:
    """What the parser finds, one by one. Raises YAMLError."""
    try:
        from yaml import CBaseLoader as Loader
    except ImportError:  # PyYAML was built without libyaml: the same, slower
        from yaml import BaseLoader as Loader  # type: ignore[assignment]
    loader = Loader(text)
    try:
        while (event := loader.get_event()) is not None:
            yield event
    finally:
        loader.dispose()


_QUOTES: Final = say("Write the text in quotes.")
_ONE_PIECE: Final = say("Remove this line.")
_FLATTER: Final = say("No rule needs so many levels: remove some brackets.")
_WRITE_OUT: Final = say("Write it out, or in quotes.")
_ALIGN: Final = say("Let it begin where its neighbours do.")

_EXPLAINED: Final[Mapping[str, tuple[Say, Say, bool]]] = {
    "mapping values are not allowed": (say("There is a colon where none can be."), _QUOTES, False),
    "could not find expected ':'": (say("A key needs a colon and a space."), _KEY_AND_VALUE, True),
    "expected ',' or ']'": (say("This list does not end."), say("Close it with a square bracket."), True),
    "expected ',' or '}'": (say("These braces do not end."), say("Close them."), True),
    "unexpected end of stream": (say("This quotation does not end."), say("Close the quotes."), True),
    "cannot start any token": (say("A text cannot begin like this."), _QUOTES, False),
    "unknown escape": (say("A backslash means something else here."), say("Use single quotes."), False),
    "expected key": (say("This line stands too far left or right."), _ALIGN, False),
    "expected '-' indicator": (say("This line stands too far left or right."), _ALIGN, False),
}
"""By a part of what the parser says: what is wrong, what to do, and whether where it began is the place."""


def _explain(found: str) -> tuple[Say, Say, bool]:
    unknown = say("This cannot be read."), _QUOTES, False
    return next((explained for part, explained in _EXPLAINED.items() if part in found), unknown)
