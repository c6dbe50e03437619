"""Small files, small functions. What is larger stands here with its reason, and may grow no further."""

import ast
from statistics import median

from tests import tree

FUNCTION = 60
CEILINGS = {".py": 400, ".html": 150, ".css": 300, ".js": 150}
MODULE_MEDIAN, FUNCTION_MEDIAN = 90, 10

# Path, or path::function: (lines, why it is not divided).
EXCUSES: dict[str, tuple[int, str]] = {}


def _lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def _functions(path):
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{tree.name(path)}::{node.name}", node.end_lineno - node.lineno + 1


def _files():
    """Every file that has a ceiling, with it. Code of others keeps its own measure."""
    for path in tree.below(tree.ROOT, *CEILINGS):
        if "migrations" not in path.parts and "vendor" not in path.parts:
            yield path, CEILINGS[path.suffix]


def _too_large():
    for path, ceiling in _files():
        if (lines := _lines(path)) > ceiling:
            yield tree.name(path), lines
        if path.suffix == ".py":
            yield from ((name, size) for name, size in _functions(path) if size > FUNCTION)


def test_files_and_functions_keep_below_the_ceiling():
    over = {name: lines for name, lines in _too_large() if lines > EXCUSES.get(name, (0, ""))[0]}
    assert over == {}


def test_excuses_are_needed():
    assert EXCUSES.keys() - dict(_too_large()).keys() == set()


def test_the_usual_module_and_function_are_short():
    modules = [_lines(path) for path in tree.modules(tree.SOURCE)]
    functions = [size for path in tree.modules(tree.SOURCE) for _, size in _functions(path)]
    assert median(modules) < MODULE_MEDIAN
    assert median(functions) < FUNCTION_MEDIAN
