"""Keys that sign what leaves (DKIM): made here, published by who keeps the domain, and only then used."""

from base64 import b64encode
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.db import transaction

from layan.records.models import SigningKey
from layan.records.secret import seal

BITS: Final = 2048
"""What every verifier takes, and what fits into DNS."""


def make(*, domain: str, at: datetime) -> SigningKey:
    """A new key of a domain. It signs nothing before `use`."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    with transaction.atomic():
        return SigningKey.objects.create(
            domain=domain,
            selector=_selector(domain, at),
            private=seal({"pem": pem.decode()}),
            public=b64encode(public).decode(),
            made_at=at,
        )


def _selector(domain: str, at: datetime) -> str:
    """By its day, so that a name never comes back with another key while the old one is remembered somewhere."""
    day = f"layan{at:%Y%m%d}"
    taken = set(SigningKey.objects.filter(domain=domain).values_list("selector", flat=True))
    names = (day, *(f"{day}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def use(*, key: SigningKey, at: datetime) -> None:
    """From now on it signs, in the place of whichever did."""
    with transaction.atomic():
        SigningKey.objects.filter(domain=key.domain).exclude(pk=key.pk).update(signs_since=None)
        SigningKey.objects.filter(pk=key.pk, signs_since=None).update(signs_since=at)


def rest(*, key: SigningKey) -> None:
    """It signs no more; it can be used again."""
    SigningKey.objects.filter(pk=key.pk).update(signs_since=None)


def remove(*, key: SigningKey) -> None:
    """Mail that it signed can be checked as long as its record stands in DNS."""
    key.delete()
