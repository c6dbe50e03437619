"""Mail of ours signed with the key of its domain (DKIM), and whether the world can check it."""

from typing import Final

from layan.channels.base import DeliveryError
from layan.plan.say import say
from layan.records.models import SigningKey
from layan.records.secret import KeyChanged, unseal
from layan.records.trouble import Trouble

from .header_lines import wire_address

SIGNED: Final = frozenset(
    b"from to cc reply-to subject date message-id in-reply-to references auto-submitted mime-version content-type "
    b"content-transfer-encoding content-language list-unsubscribe list-unsubscribe-post".split()
)
"""The headers a signature covers; From twice, so that nobody adds another."""
PATIENCE: Final = 6
"""Seconds for name servers: somebody is waiting at the page."""


def domain_of(address: str) -> str:
    """The domain of an address as it stands in DNS."""
    return wire_address(address).rpartition("@")[2].lower()


def signed(content: bytes, address: str) -> bytes:
    """`content`, sent from `address`, with a signature where its domain has a key that signs. Raises DeliveryError."""
    key = SigningKey.objects.filter(domain=domain_of(address), signs_since__isnull=False).first()
    if key is None:
        return content
    import dkim

    try:
        private = unseal(key.private)["pem"]
    except KeyChanged as error:
        raise DeliveryError(_lost(key), permanent=False, ours=True) from error
    mail = dkim.DKIM(content)
    names = [name.lower() for name, _ in mail.headers]
    covered = [name for name in names if name in SIGNED]
    line: bytes = mail.sign(
        key.selector.encode(), key.domain.encode(), private.encode(), canonicalize=(b"relaxed", b"relaxed"),
        include_headers=[*covered, b"from"],
    )  # fmt: skip
    return line + content


def _lost(key: SigningKey) -> Trouble:
    return Trouble(
        say("The key that signs mail of {domain} cannot be read: the key of this installation has changed.",
            domain=key.domain),
        say("Make a new one under Mailboxes, Signatures."),
    )  # fmt: skip


def record_name(key: SigningKey) -> str:
    """Where the record stands."""
    return f"{key.selector}._domainkey.{key.domain}"


def record(key: SigningKey) -> str:
    """What stands there, as TXT."""
    return f"v=DKIM1; k=rsa; p={key.public}"


def unpublished(key: SigningKey) -> Trouble | None:
    """What keeps the world from checking signatures of this key; None when its record stands in DNS."""
    import dns.exception
    import dns.resolver

    try:
        answer = dns.resolver.resolve(record_name(key), "TXT", lifetime=PATIENCE, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return Trouble(
            say("DNS has no record {name} yet.", name=record_name(key)),
            say("Publish it where the domain is kept; until it is seen everywhere an hour may pass."),
        )
    except dns.exception.DNSException as error:
        return Trouble(say("The name servers do not answer: {said}", said=" ".join(str(error).split())))
    texts = [b"".join(row.strings).decode("ascii", "replace") for row in answer]
    if any(_key_in(text) == key.public for text in texts):
        return None
    return Trouble(
        say("DNS has another key under {name}.", name=record_name(key)),
        say("Publish the record as it stands here, as one text without line breaks."),
    )


def _key_in(text: str) -> str:
    tags = dict(tag.strip().partition("=")[::2] for tag in text.split(";"))
    return "".join(tags.get("p", "").split())
