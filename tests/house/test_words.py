"""What is translated is a literal, whole sentence: a tool must be able to read it in the source."""

import ast

from tests import tree

_SAYING = {
    "say",
    "_",
    *("gettext", "gettext_lazy", "gettext_noop"),
    *("ngettext", "ngettext_lazy", "pgettext"),
}


def _not_literal(tree):
    """Lines of the calls whose words are put together while running."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SAYING:
            words = node.args[:2] if node.func.id[0] in "np" else node.args[:1]
            if not all(isinstance(word, ast.Constant) and isinstance(word.value, str) for word in words):
                yield node.lineno


def _renamed(tree):
    """Lines that call a gettext by a name under which no tool looks for words."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for name in node.names:
                if name.asname and "gettext" in name.name and name.asname != "_":
                    yield node.lineno


def test_words_are_said_under_names_that_are_looked_for():
    astray = [
        f"{tree.name(path)}:{line}"
        for path in tree.modules(tree.SOURCE)
        for line in _renamed(ast.parse(path.read_bytes()))
    ]
    assert astray == []


def test_words_are_literal():
    astray = [
        f"{tree.name(path)}:{line}"
        for path in tree.modules(tree.SOURCE)
        for line in _not_literal(ast.parse(path.read_bytes()))
    ]
    assert astray == []
