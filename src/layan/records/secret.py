"""Passwords of mailboxes: encrypted with the installation's key, so that the database alone gives nothing away."""

import base64
import hashlib
import json

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class KeyChanged(Exception):
    """What is kept was encrypted with another key: the password must be given again."""


def seal(values: dict[str, str]) -> str:
    """`values` as text that only this installation reads."""
    return _fernet().encrypt(json.dumps(values).encode()).decode()


def unseal(sealed: str) -> dict[str, str]:
    """What `seal` was given; nothing for nothing. Raises KeyChanged."""
    if not sealed:
        return {}
    try:
        found: dict[str, str] = json.loads(_fernet().decrypt(sealed.encode()))
    except InvalidToken as error:
        raise KeyChanged from error
    return found


def _fernet() -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"layan-secrets").digest()
    return Fernet(base64.urlsafe_b64encode(key))
