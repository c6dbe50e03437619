"""Changing a page value by value, and leaving everything else on it as its author wrote it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from layan.plan import layout
from layan.plan.nodes import Items, Node, Scalar, Table, parse
from layan.plan.source import PlanErrors, Problem, Source, split
from layan.plan.writing import Writable, below, inline, scalar_text

type Path = tuple[str | int, ...]
"""The keys, and in lists the numbers from 0 on, that lead to a value."""


class CannotEdit(ValueError):
    """There is no such place in the page, or what was written there would not read back."""


@dataclass(frozen=True)
class PageText:
    """The text of a page. A change makes a new one, in which comments, order and layout are as they were."""

    file: str
    text: str

    @cached_property
    def source(self) -> Source:
        """The page in two parts. Raises PlanErrors when it has no rules."""
        source = split(self.file, self.text)
        if isinstance(source, Problem):
            raise PlanErrors([source])
        return source

    @cached_property
    def rules(self) -> Table:
        """The rules as nodes. Raises PlanErrors when they cannot be read."""
        problems: list[Problem] = []
        table = parse(self.source, problems.append)
        if table is None or problems:
            raise PlanErrors(problems)
        return table

    def find(self, *path: str | int) -> Node | None:
        """The node at a path, if there is one."""
        node: Node | None = self.rules
        for step in path:
            node = _child(node, step)
        return node

    def get(self, *path: str | int) -> object:
        """What stands at a path: text, a list or a dict; None for nothing."""
        node = self.find(*path)
        return None if node is None else _plain(node)

    def set(self, value: Writable, *path: str | int) -> Self:
        """The page with a value at a path. Of a list or table, just what differs is changed.

        Raises CannotEdit.
        """
        changed = self._set(value, path)
        if changed.get(*path) != _as_read(value):
            raise CannotEdit(f"{value!r} cannot stand at {path}")
        return changed

    def remove(self, *path: str | int) -> Self:
        """The page without what stands at a path, nor what that leaves empty. Raises CannotEdit."""
        parent = self.find(*path[:-1])
        index = _index(parent, path[-1]) if path else None
        if index is None or not isinstance(parent, Table | Items):
            raise CannotEdit(f"there is nothing at {path}")
        if len(path) > 1 and _size(parent) == 1:
            return self.remove(*path[:-1])
        return self._spliced(*layout.extent(self.text, parent, index), "")

    def with_prose(self, prose: str) -> Self:
        """The page with this Markdown below its rules."""
        at = self.source.prose_start
        old = self.text[at:]
        body = old.strip("\r\n")
        start = at + old.index(body) if body else len(self.text)
        end = start + len(body)
        before = "" if self.text[:start].endswith("\n") else "\n"
        after = "" if self.text[end:] else "\n"
        return self._spliced(start, end, before + prose.strip("\n") + after)

    def _set(self, value: Writable, path: Path) -> Self:
        node = self.find(*path)
        if node is None:
            return self._add(value, path)
        if _plain(node) == _as_read(value):
            return self
        if isinstance(node, Table) and isinstance(value, Mapping) and value:
            return self._set_all(value.items(), [key.value for key, _ in node.entries], path)
        if isinstance(node, Items) and isinstance(value, Sequence) and not isinstance(value, str) and value:
            return self._set_all(enumerate(value), range(len(node.items)), path)
        if not layout.is_absent(node) and (isinstance(node, Scalar) or node.flow):
            return self._spliced(node.start, layout.end_of(self.text, node), inline(value))
        return self._write_anew(value, path, node)

    def _set_all(
        self, values: Iterable[tuple[str | int, Writable]], had: Sequence[str | int], path: Path
    ) -> Self:
        """Part by part: first what is new or differs, then without what is no more, the last first."""
        page, kept = self, set()
        for key, value in values:
            kept.add(key)
            page = page._set(value, (*path, key))
        for key in reversed(had):
            page = page if key in kept else page.remove(*path, key)
        return page

    def _write_anew(self, value: Writable, path: Path, node: Node) -> Self:
        """A value in the place of lines below a key, or of nothing."""
        parent = self.find(*path[:-1])
        key = parent.key(str(path[-1])) if isinstance(parent, Table) else None
        if key is None:
            raise CannotEdit(f"what stands at {path} cannot be replaced as a whole")
        start = layout.after_colon(self.text, key)
        end = start if layout.is_absent(node) else layout.end_of(self.text, node)
        return self._spliced(start, end, f" {inline(value)}")

    def _add(self, value: Writable, path: Path) -> Self:
        """A new key at the end of its table, or a new item at the end of its list; tables that are not there
        yet with it."""
        *rest, last = path
        parent = self.find(*rest)
        if isinstance(parent, Table) and isinstance(last, str):
            return self._append(parent, f"{scalar_text(last)}:", value)
        if isinstance(parent, Items) and last == len(parent.items):
            return self._append(parent, "-", value)
        if rest and isinstance(last, str) and (parent is None or layout.is_absent(parent)):
            return self._set({last: value}, tuple(rest))
        raise CannotEdit(f"there is no place for {path}")

    def _append(self, parent: Table | Items, mark: str, value: Writable) -> Self:
        """A value at the end of a list or table, behind `key:` or a dash."""
        if parent.flow:
            at = len(self.text[: parent.end - 1].rstrip())
            comma = ", " if _size(parent) and self.text[at - 1] != "," else " " if _size(parent) else ""
            return self._spliced(at, at, comma + f"{mark} ".removeprefix("- ") + inline(value))
        if not _size(parent):
            return self._spliced(parent.start, parent.start, f"{mark}{below(value, 2)}\n")
        indent = layout.column(self.text, parent)
        at = layout.end_of_line(self.text, layout.end_of(self.text, parent))
        written = below(value, indent + 2)
        if mark == "-":
            written = f" {written.lstrip()}"
        return self._spliced(at, at, f"\n{' ' * indent}{mark}{written}")

    def _spliced(self, start: int, end: int, part: str) -> Self:
        if "\r\n" in self.text:
            part = part.replace("\n", "\r\n")
        return replace(self, text=self.text[:start] + part + self.text[end:])


def _child(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, Table) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, Items) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def _index(parent: Node | None, step: str | int) -> int | None:
    """Which part of a list or table a step leads to."""
    if isinstance(parent, Table):
        return next((i for i, (key, _) in enumerate(parent.entries) if key.value == step), None)
    return step if isinstance(step, int) and _child(parent, step) else None


def _size(parent: Table | Items) -> int:
    return len(parent.entries if isinstance(parent, Table) else parent.items)


def _plain(node: Node) -> object:
    """What a node says: text, a list or a dict; None for a key without a value."""
    if isinstance(node, Scalar):
        return None if layout.is_absent(node) else node.value
    if isinstance(node, Items):
        return [_plain(item) for item in node.items]
    return {key.value: _plain(value) for key, value in node.entries}


def _as_read(value: Writable) -> object:
    """What `_plain` says of a value once it is written."""
    if isinstance(value, Mapping):
        return {key: _as_read(each) for key, each in value.items()}
    if isinstance(value, str):
        return value
    return [_as_read(each) for each in value] if isinstance(value, Sequence) else scalar_text(value)
