"""Which refusals mean that an address is not there."""

import pytest

from layan.channels.email.gone import is_gone


@pytest.mark.parametrize(
    ("status", "said", "gone"),
    [
        ("5.1.1", "", True),
        ("5.1.10", "", True),
        ("5.0.0", "unrouteable address", True),
        ("5.2.1", "disabled", True),
        ("5.4.1", "Recipient address rejected: Access denied", True),
        (None, "550 5.1.1 No such person", True),
        (None, "550 no such user here", True),
        (None, "", True),
        ("5.2.2", "Mailbox full", False),
        ("5.7.1", "blocked", False),
        (None, "550 5.7.26 not authenticated", False),
        (None, "554 Service unavailable; host is on a list", False),
        (None, "552 too much mail data", False),
        ("5.3.4", "too big", False),
    ],
)
def test_by_status_and_by_code(status, said, gone):
    assert is_gone(status, said) is gone
