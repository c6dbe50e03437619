"""The short form of `python -m tests.faults.restart`."""

import pytest

from tests.faults import restart

pytestmark = pytest.mark.servers


def test_a_database_that_is_restarted_loses_nothing():
    restart.run(40, 2, seed=1)
