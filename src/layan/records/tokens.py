"""Names that outsiders may hold: unguessable, so that knowing one is the permission."""

import secrets


def new_token() -> str:
    """22 characters of [A-Za-z0-9_-], 128 bits."""
    return secrets.token_urlsafe(16)
