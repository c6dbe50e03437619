"""The short form of `python -m tests.faults.disk`."""

import pytest

from tests.faults import disk

pytestmark = pytest.mark.servers


def test_a_full_disk_is_said_and_gets_over_it():
    disk.run(rounds=1)
