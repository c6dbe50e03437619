"""The pure packages know no Django, no network, no clock and no chance, and open no files by surprise."""

import ast
import sys

from tests import tree

PURE = ("plan", "desk", "simulation")
# Beside the standard library: numbers, holidays, YAML, the world's ways of writing, compiled loops.
DECLARED = {"numpy", "numba", "holidays", "yaml", "babel", "layan"}
ROOMS = {"layan", *(f"layan.{room}" for room in PURE)}
FORBIDDEN = {
    *("asyncio", "ftplib", "http", "imaplib", "logging", "multiprocessing", "poplib", "random", "secrets"),
    *("select", "selectors", "smtplib", "socket", "socketserver", "sqlite3", "ssl", "subprocess", "tempfile"),
    *("time", "urllib", "uuid", "webbrowser"),
}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
# Module of the pure packages: what it may reach for beyond the rule, and why.
EXCUSES: dict[str, set[str]] = {
    "plan/folder.py": {"read_text", "read_bytes"},  # reading a plan from a folder is what it is for
    "plan/wording.py": {"open"},  # words come from catalogues
}
CHANCE = {"simulation": {"random"}}
FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}


def _imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "pure packages import by full names"
        return [node.module]
    return []


def _may_import(module, room):
    top = module.split(".")[0]
    if top == "layan":
        return ".".join(module.split(".")[:2]) in ROOMS
    if top in FORBIDDEN - CHANCE.get(room, set()):
        return False
    return top in DECLARED or top in sys.stdlib_module_names


def _called(node):
    """`datetime.now` as ("datetime", "now"), `open` as ("", "open"); of `a.b.c` the last two."""
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return "", name
        case ast.Call(func=ast.Attribute(attr=name, value=ast.Name(id=of) | ast.Attribute(attr=of))):
            return of, name
        case ast.Call(func=ast.Attribute(attr=name)):
            return "?", name
    return None


def _faults(path):
    inside = path.relative_to(tree.SOURCE).as_posix()
    excused = EXCUSES.get(inside, set())
    for node in ast.walk(ast.parse(path.read_bytes())):
        for module in _imported(node):
            if not _may_import(module, inside.split("/")[0]):
                yield f"{inside}:{node.lineno} imports {module}"
        called = _called(node)
        if (
            called
            and ((called in CLOCKS and not node.args) or called[1] in FILES)
            and called[1] not in excused
        ):
            yield f"{inside}:{node.lineno} calls {'.'.join(filter(None, called))}"


def _pure_modules():
    return [path for room in PURE for path in tree.modules(tree.SOURCE / room)]


def test_pure_packages_are_pure():
    assert [fault for path in _pure_modules() for fault in _faults(path)] == []


def test_a_fault_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(tree, "SOURCE", tmp_path)
    module = tmp_path / "desk" / "careless.py"
    module.parent.mkdir()
    module.write_text(
        "import django.db\nfrom layan.web import desk\nimport math\n"
        "from datetime import datetime\ndatetime.now()\nopen('x')\n"
    )
    seen = {fault.split(" ", 1)[1] for fault in _faults(module)}
    assert seen == {"imports django.db", "imports layan.web", "calls datetime.now", "calls open"}
