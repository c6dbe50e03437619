"""The short form of `python -m tests.faults.kill`."""

import pytest

from tests.faults import kill

pytestmark = pytest.mark.servers


def test_what_was_acknowledged_survives_a_kill():
    report = kill.run(60, 3, seed=3, wait=False)
    assert report.letters >= 48
