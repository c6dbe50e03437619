"""Names that outsiders may hold."""

import re

from layan.records.tokens import behind, new_token, page_key


def test_unguessable_and_fit_for_an_address():
    made = {new_token() for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", token) for token in made)


def test_a_page_s_key_is_made_by_us_alone(settings):
    token = new_token()
    key = page_key(token)
    assert re.fullmatch(r"[A-Za-z0-9_-]{44}", key) and key.startswith(token)
    assert behind(key) == token
    assert [behind(guess) for guess in (token, "", key[:-1], key + "A", new_token() + key[22:])] == [None] * 5
    settings.SECRET_KEY = "another installation's"
    assert behind(key) is None
