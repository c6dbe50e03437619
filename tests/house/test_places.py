"""The tree belongs to everybody: it names no folder of one machine, no registry and no secret."""

import re
from pathlib import Path

from tests import tree

_HOMES = re.compile(r"(?<![\w.-])/(?:root|home/\w+|Users/\w+)/")
_REGISTRIES = re.compile(
    r"(?:pypi|pythonhosted)[.]org|registry[.]npmjs|(?:extra-)?index[-]url|find[-]links|_auth[T]oken"
)


def _found():
    here = f"{tree.ROOT}/"
    for path, text in tree.texts(path for path in tree.files() if path.parent != Path(__file__).parent):
        for number, line in enumerate(text.splitlines(), 1):
            if here in line or _HOMES.search(line) or _REGISTRIES.search(line):
                yield f"{tree.name(path)}:{number} {line.strip()[:100]}"


def test_nothing_names_a_machine_or_a_registry():
    assert list(_found()) == []
