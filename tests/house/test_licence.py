"""Layan is free under one licence, and leans on nothing that would ask for another."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata

from tests import tree
from tests.house.test_locks import pinned

PROJECT = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# The GNU GPL and AGPL would pass on to Layan; the LGPL does not.
_PASSES_ON = re.compile(r"(?<!Lesser )(?<![L\w])A?GPL|Affero|GNU General Public", re.IGNORECASE)


def test_the_licence_is_named_as_spdx_does():
    assert PROJECT["license"] == "MIT"
    assert PROJECT["license-files"] == ["LICENSE"]
    assert (tree.ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License\n")


def _licences(package):
    try:
        about = metadata(package)
    except PackageNotFoundError:  # for another system or another Python
        return []
    classes = [c for c in about.get_all("Classifier") or [] if c.startswith("License")]
    return [about.get("License-Expression") or "", *classes]


def test_no_package_passes_its_licence_on():
    strict = {p: _licences(p) for p in pinned("requirements.lock")}
    assert {p: words for p, words in strict.items() if any(map(_PASSES_ON.search, words))} == {}
