"""Where a rule stands: found again in its page, since rules themselves do not carry their places."""

from typing import TYPE_CHECKING

from layan.plan.nodes import Items, Node, Table, parse
from layan.plan.source import Position, Problem, split

if TYPE_CHECKING:
    from layan.plan.plan import Plan


class Places:
    """The places of the rules of one plan."""

    def __init__(self, plan: "Plan") -> None:
        self._files = plan.files
        self._tables: dict[str, Table | None] = {}

    def of(self, path: str, *way: str | int) -> Position:
        """The place of the key, or of the item of a list, that this way through the rules leads to; of the
        last that is there when the way ends early, of the page's name when it leads nowhere."""
        node: Node | None = self._table(path)
        place = self._name(path)
        for step in way:
            if isinstance(node, Table) and isinstance(step, str):
                key, node = node.key(step), node.get(step)
                place = key.position if key else place
            elif isinstance(node, Items) and isinstance(step, int):
                node = node.items[step]
                place = node.position
            elif step != 0:  # a single value may stand where a list of one could
                break
        return place

    def _name(self, path: str) -> Position:
        table = self._table(path)
        name = table.key("name") if table else None
        return name.position if name else Position(path)

    def _table(self, path: str) -> Table | None:
        if path not in self._tables:
            source = split(path, self._files[path])
            self._tables[path] = None if isinstance(source, Problem) else parse(source, lambda problem: None)
        return self._tables[path]
