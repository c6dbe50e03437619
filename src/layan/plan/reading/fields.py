"""Reading a page's rules into values: strictly, and telling everything that is wrong at once.

A reader turns a node into a value or raises `Unreadable` (reported where the node stands) or `Failed` (what
is wrong has been reported already). `Fields` hands the keys of a table to readers and knows which were left.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Final, cast

from layan.plan.nodes import Items, Node, Scalar, Table
from layan.plan.say import Code, Say, say
from layan.plan.source import Position, Problem
from layan.plan.units import Unreadable

type Reader[T] = Callable[[Node, Findings], T]


class Failed(Exception):
    """Something could not be read; why has been reported."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A page, segment or department that is named somewhere and has to exist. `kind` says what it must be."""

    kind: str
    key: str
    position: Position


@dataclass(slots=True)
class Findings:
    """What comes to light while a plan is read. `currency` is the one in which the business counts."""

    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    currency: str = "USD"

    def report(self, position: Position, code: str, what: Say, instead: Say) -> None:
        self.problems.append(Problem(what, position, code, instead))


def read[T](node: Node, reader: Reader[T], findings: Findings) -> T:
    """What the reader makes of the node. Raises Failed once it has been reported why it makes nothing."""
    try:
        return reader(node, findings)
    except Unreadable as error:
        findings.report(node.position, error.code, error.say, error.instead)
        raise Failed from None


class Fields:
    """The keys of one table, each asked for by name. What fails stands as None until `done` raises Failed."""

    def __init__(self, table: Table, findings: Findings) -> None:
        self.table, self.findings = table, findings
        self._known: list[str] = []
        self._failed = False

    def need[T](self, key: str, reader: Reader[T]) -> T:
        """The value of a key that must be there."""
        if self.table.get(key) is None:
            what = say("{key} is missing.", key=Code(key))
            self.findings.report(self.table.position, "missing", what, say("Add {key}.", key=Code(f"{key}:")))
            self._failed = True
        return cast(T, self.take(key, reader, None))

    def take[T, D](self, key: str, reader: Reader[T], default: D) -> T | D:
        """The value of a key that may be absent, which means `default`."""
        self._known.append(key)
        node = self.table.get(key)
        if node is None:
            return default
        try:
            return read(node, reader, self.findings)
        except Failed:
            self._failed = True
            return cast(T, None)

    def has(self, key: str) -> bool:
        return self.table.get(key) is not None

    def refuse(self, key: str, code: str, what: Say, instead: Say) -> None:
        """Reports what is wrong with the value of `key`, or with the whole table when the key is absent."""
        node = self.table.get(key) or self.table
        self.findings.report(node.position, code, what, instead)
        self._failed = True

    def done(self, instead: Say | None = None) -> None:
        """Reports every key nobody asked for. Raises Failed if anything in this table was wrong."""
        for key, value in self.table.entries:
            if key.value not in self._known:
                what = say("{key} is not known here.", key=Code(key.value))
                known = (
                    _cut_by_a_comma(self.table, key.value, value) or instead or one_of(key.value, self._known)
                )
                self.findings.report(key.position, "unknown-key", what, known)
                self._failed = True
        if self._failed:
            raise Failed


def _cut_by_a_comma(table: Table, key: str, value: Node) -> Say | None:
    """What to do about `{asks: Greets, and thanks}`, where the comma begins another key."""
    if table.flow and isinstance(value, Scalar) and value.start == value.end:
        if re.match(r"\d{3}\b", key, re.ASCII):
            return say("If this belongs to the number before the comma, write the number without commas.")
        return say("If this belongs to the text before the comma, write that text in quotes.")
    return None


def record[T](make: Callable[[Fields], T]) -> Reader[T]:
    """A reader of tables whose every key `make` asks for."""

    def reader(node: Node, findings: Findings) -> T:
        fields = Fields(table(node), findings)
        value = make(fields)
        fields.done()
        return value

    return reader


def many[T](reader: Reader[T]) -> Reader[tuple[T, ...]]:
    """A reader of lists: every item, or Failed once all have been tried. No list may be empty."""

    def read_all(node: Node, findings: Findings) -> tuple[T, ...]:
        if not isinstance(node, Items):
            example = say("Write it like this: {example}.", example=Code(f"[{_shown(node)}]"))
            raise Unreadable(say("A list belongs here."), "type", example)
        if not node.items:
            raise Unreadable(say("This list is empty."), "empty", say("Remove the key, or fill the list."))
        return _all([(item, reader) for item in node.items], findings)

    return read_all


def one_or_many[T](reader: Reader[T]) -> Reader[tuple[T, ...]]:
    """A reader of one value or a list of them."""

    def read_any(node: Node, findings: Findings) -> tuple[T, ...]:
        listed = many(reader) if isinstance(node, Items) else None
        return listed(node, findings) if listed else (reader(node, findings),)

    return read_any


def distinct[T](reader: Reader[tuple[T, ...]]) -> Reader[tuple[T, ...]]:
    """A reader of lists in which nothing stands twice."""

    def read_distinct(node: Node, findings: Findings) -> tuple[T, ...]:
        values = reader(node, findings)
        for i, value in enumerate(values):
            if value in values[:i]:
                where = node.items[i].position if isinstance(node, Items) else node.position
                what = say("{written} stands here twice.", written=Code(str(value)))
                findings.report(where, "duplicate", what, say("Keep one of them."))
                raise Failed
        return values

    return read_distinct


def unlike[T](attribute: str, reader: Reader[tuple[T, ...]]) -> Reader[tuple[T, ...]]:
    """A reader of lists of records of which no two have the same `attribute`."""

    def read_unlike(node: Node, findings: Findings) -> tuple[T, ...]:
        values = reader(node, findings)
        seen = set()
        for i, value in enumerate(values):
            if (named := getattr(value, attribute)) in seen:
                where = node.items[i].position if isinstance(node, Items) else node.position
                what = say("{written} stands here twice.", written=Code(named))
                findings.report(where, "duplicate", what, say("Keep one of them."))
                raise Failed
            seen.add(named)
        return values

    return read_unlike


def mapping[K, V](key_reader: Reader[K], value_reader: Reader[V]) -> Reader[dict[K, V]]:
    """A reader of tables whose keys are values themselves, such as languages or dates."""

    def read_mapping(node: Node, findings: Findings) -> dict[K, V]:
        entries = table(node).entries
        keys = _all([(key, key_reader) for key, _ in entries], findings, strict=False)
        values = _all([(value, value_reader) for _, value in entries], findings)
        if len(keys) < len(entries):
            raise Failed
        return dict(zip(keys, values, strict=True))

    return read_mapping


def _all[T](
    pairs: Iterable[tuple[Node, Reader[T]]], findings: Findings, *, strict: bool = True
) -> tuple[T, ...]:
    values, failed = [], False
    for node, reader in pairs:
        try:
            values.append(read(node, reader, findings))
        except Failed:
            failed = True
    if failed and strict:
        raise Failed
    return tuple(values)


def table(node: Node) -> Table:
    """The node as a table. Raises Unreadable."""
    if isinstance(node, Table):
        return node
    raise Unreadable(say("Keys with values belong here."), "type", say("Write them between braces or below."))


def filled(found: Table) -> Table:
    """The table, in which something must stand. Raises Unreadable."""
    if not found.entries:
        raise Unreadable(
            say("There is nothing in here."), "empty", say("Remove the key, or write what belongs here.")
        )
    return found


def scalar(node: Node) -> str:
    """The one value that must stand here, as text. Raises Unreadable."""
    if not isinstance(node, Scalar):
        raise Unreadable(
            say("One single value belongs here."), "type", say("Write it without brackets and dashes.")
        )
    if (node.plain and node.value in _NOTHING) or not node.value.strip():
        raise Unreadable(say("There is no value."), "empty", say("Write one, or remove the key."))
    return node.value


_NOTHING: Final = ("", "~", "null")


def one_of(word: str, options: Collection[str]) -> Say:
    """What to write instead of a word that is none of the options: the one it resembles, else all of them."""
    near = resembling(word, options)
    if near is not None:
        return say("Did you mean {suggestion}?", suggestion=Code(near))
    if not options:
        return say("Remove it.")
    return say("Use one of these: {options}.", options=tuple(Code(option) for option in options))


def resembling(word: str, options: Collection[str]) -> str | None:
    """The option that a word resembles most, if it resembles any."""
    from difflib import get_close_matches

    folded = {option.casefold().replace("_", "-"): option for option in options}
    near = get_close_matches(word[:80].casefold().replace("_", "-").replace(" ", "-"), folded, n=1)
    return folded[near[0]] if near else None


def _shown(node: Node) -> str:
    """A value as an example has it, cut short."""
    if isinstance(node, Table) and node.entries:
        key, value = node.entries[0]
        return f"{{{key.value}: {value.value if isinstance(value, Scalar) else '…'}}}"
    return node.value if isinstance(node, Scalar) and node.value else "…"
