import pytest

from layan.desk.commands import COMMANDS, MissClock
from layan.desk.registry import name_of, read


def test_names():
    assert name_of(MissClock) == "miss_clock"
    assert read(COMMANDS, "miss_clock", {}) == MissClock()


def test_what_nobody_knows():
    with pytest.raises(KeyError):
        read(COMMANDS, "break_clock", {})
    with pytest.raises(TypeError):
        read(COMMANDS, "miss_clock", {"target": "first_reply"})
