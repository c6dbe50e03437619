"""The short form of `python -m tests.faults.locked`."""

import pytest

from tests.faults import locked

pytestmark = pytest.mark.servers


def test_a_database_that_somebody_holds_is_said_and_waited_for():
    assert len(locked.run(3).acknowledged) == locked.MAILS
