"""Names that outsiders may hold: unguessable, so that knowing one is the permission."""

import secrets
from base64 import urlsafe_b64encode
from typing import Final

from django.utils.crypto import constant_time_compare, salted_hmac

LONG: Final = 22
"""Characters of a token."""


def new_token() -> str:
    """22 characters of [A-Za-z0-9_-], 128 bits."""
    return secrets.token_urlsafe(16)


def page_key(token: str) -> str:
    """What opens the customer's page of the case with that token: the token, and a seal that we alone can make.

    The token stands in the headers of every mail about the case, which pass through many hands: it must open nothing.
    """
    seal = salted_hmac("layan.page", token, algorithm="sha256").digest()[:16]
    return token + urlsafe_b64encode(seal).decode().rstrip("=")


def behind(key: str) -> str | None:
    """The token of the case whose page `key` opens; None for a key that we did not make."""
    token = key[:LONG]
    return token if constant_time_compare(key, page_key(token)) else None
