"""What is installed is said to the byte, and from where is left to each machine."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import tree

LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"]
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}$")


def _read(lock):
    """Each requirement of a lock with its options: lines that end in a backslash go on."""
    text = (tree.ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [re.split(r"\s+(?=--)", line.strip()) for line in text.splitlines() if line.strip()]


def pinned(lock):
    """The version of every package of a lock."""
    found = {}
    for requirement, *_ in _read(lock):
        one = Requirement(requirement)
        (specifier,) = one.specifier
        assert specifier.operator == "==", requirement
        found[canonicalize_name(one.name)] = specifier.version
    return found


def _asked():
    """The requirements of pyproject.toml: of the product, and of those who work on it."""
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    product = [Requirement(words) for words in project["project"]["dependencies"]]
    return product, [Requirement(words) for words in project["dependency-groups"]["dev"]]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock):
    text = (tree.ROOT / lock).read_text(encoding="utf-8")
    assert (
        re.findall(r"\S*://\S*|^\s*-[-a-z]*index\S*|^\s*--find-links\S*|\S+ @ \S+", text, re.MULTILINE) == []
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_pinned_by_hash(lock):
    loose = [r for r, *options in _read(lock) if not options or not all(map(_HASH.match, options))]
    assert loose == []
    assert pinned(lock)


@pytest.mark.parametrize("lock", LOCKS[:2])
def test_a_lock_has_what_the_project_asks_for(lock):
    product, dev = _asked()
    versions = pinned(lock)
    asked = product + (dev if lock == "requirements-dev.lock" else [])
    unmet = [
        str(one)
        for one in asked
        if (version := versions.get(canonicalize_name(one.name))) is None or version not in one.specifier
    ]
    assert unmet == [], "`make lock` was not run"


def test_the_product_is_tested_with_the_versions_it_runs_with():
    run, dev = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}
