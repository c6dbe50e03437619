"""Where in a page's text things begin and end, so that one can be changed without touching its neighbours."""

from layan.plan.nodes import Items, Node, Scalar, Table


def is_absent(node: Node) -> bool:
    """Whether this is a key without a value."""
    return isinstance(node, Scalar) and node.start == node.end


def end_of(text: str, node: Node) -> int:
    """Where the node's own text ends, before any comment and line end."""
    end = node.end
    if isinstance(node, Table) and not node.flow and node.entries:
        return _end_of_entry(text, *node.entries[-1])
    if isinstance(node, Items) and not node.flow and node.items:
        return end_of(text, node.items[-1])
    while end > node.start and text[end - 1].isspace():  # the lines below `|` are counted with their end
        end -= 1
    return end


def after_colon(text: str, key: Scalar) -> int:
    """Where the value of a key begins, its gap included."""
    return text.index(":", key.end) + 1


def end_of_line(text: str, at: int) -> int:
    """Where the line ends, before its line end."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text.endswith("\r", at, end) else end


def extent(text: str, parent: Table | Items, index: int) -> tuple[int, int]:
    """What to cut so that one part of a list or table is gone: its lines, or its text with a comma."""
    starts, ends = _starts(text, parent), _ends(text, parent)
    last = index == len(starts) - 1
    if parent.flow:
        return (ends[index - 1], ends[index]) if last and index else (starts[index], starts[index + 1])
    line = text.rfind("\n", 0, starts[index]) + 1
    if text[line : starts[index]].strip():  # it shares its line with the dash of a list
        return starts[index], starts[index + 1]
    return line, text.find("\n", ends[index]) + 1 or len(text)


def column(text: str, parent: Table | Items) -> int:
    """How far the parts of a list or table that stand on lines of their own are indented."""
    start = _starts(text, parent)[0]
    return start - text.rfind("\n", 0, start) - 1


def _starts(text: str, parent: Table | Items) -> list[int]:
    """Where each key, or each item with its dash, begins."""
    if isinstance(parent, Table):
        return [key.start for key, _ in parent.entries]
    if parent.flow:
        return [item.start for item in parent.items]
    return [text.rindex("-", parent.start, item.start + 1) for item in parent.items]


def _ends(text: str, parent: Table | Items) -> list[int]:
    if isinstance(parent, Items):
        return [end_of(text, item) for item in parent.items]
    return [_end_of_entry(text, *entry) for entry in parent.entries]


def _end_of_entry(text: str, key: Scalar, value: Node) -> int:
    return after_colon(text, key) if is_absent(value) else end_of(text, value)
