"""The tests stand where the code stands: tests/plan/test_hours.py speaks of src/layan/plan/hours.py."""

from tests import tree

# Folders of tests that speak of the whole rather than of one package.
WHOLE = {"browser", "faults", "house", "servers"}
# What is said of a package as a whole.
ASPECTS = {"properties"}


def _test_files():
    for path in tree.below(tree.TESTS, ".py"):
        inside = path.relative_to(tree.TESTS)
        if path.name.startswith("test_") and inside.parts[0] not in WHOLE:
            yield inside


def _subjects(folder):
    """What may be tested from a folder: its modules, its packages, its folders of data."""
    source = tree.SOURCE / folder
    if not source.is_dir():
        return set()
    return {path.stem if path.is_file() else path.name for path in source.iterdir()} | {source.name} | ASPECTS


def _is_data(folder):
    """A folder without a module: starter plans, catalogues."""
    return not any(tree.below(tree.SOURCE / folder, ".py"))


def _speaks_of(inside):
    """`test_hours_at_night.py` speaks of `hours.py` as much as `test_hours.py` does."""
    words = inside.stem.removeprefix("test_").split("_")
    names = {"_".join(words[:n]) for n in range(1, len(words) + 1)}
    return names & _subjects(inside.parent)


def test_every_test_file_speaks_of_a_module():
    astray = [path for path in _test_files() if not (_speaks_of(path) or _is_data(path.parent))]
    assert astray == []


def test_every_package_is_tested():
    packages = {path.parent for path in tree.modules(tree.SOURCE) if path.name != "__init__.py"}
    rooms = {path.relative_to(tree.SOURCE).parts[0] for path in packages if path != tree.SOURCE}
    tested = {inside.parts[0] for inside in _test_files()}
    assert rooms - tested == set()
