"""Names that outsiders may hold."""

import re

from layan.records.tokens import new_token


def test_unguessable_and_fit_for_an_address():
    made = {new_token() for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", token) for token in made)
