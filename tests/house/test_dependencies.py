"""What Layan imports it has asked for: a package that comes along with another may leave with it."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import tree

ALWAYS_WITH = {"asgiref": "django"}  # a package that is part of another in all but name


def _imports(path):
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


def _declared():
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {canonicalize_name(Requirement(words).name) for words in project["dependencies"]}


def test_every_package_that_is_imported_is_asked_for():
    sources, declared = packages_distributions(), _declared()
    strangers = set()
    for path in tree.modules(tree.SOURCE):
        for module in _imports(path):
            top = module.split(".")[0]
            if top != "layan" and top not in sys.stdlib_module_names:
                packages = {canonicalize_name(name) for name in sources.get(top, [top])}
                if not {ALWAYS_WITH.get(name, name) for name in packages} & declared:
                    strangers.add(f"{tree.name(path)} imports {module}")
    assert sorted(strangers) == []
