"""Mail that must leave: a row written with what causes it. `layan.channels.deliver` takes it from there."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from layan.live import hub, tell
from layan.records.models import Case, Mailbox, Message, MessageId, OutboxMail, SideConversation
from layan.records.tokens import new_token


def new_rfc_id(token: str, seq: int) -> str:
    """A Message-ID of ours, without brackets. With the token of a case or a side conversation in it, an answer that
    quotes it finds its way back."""
    return _rfc_id(token, seq, _host())


def _host() -> str:
    """Whose name stands behind the @ of our Message-IDs."""
    address = Mailbox.objects.exclude(mode="off").values_list("address", flat=True).first()
    return address.partition("@")[2] if address else urlsplit(settings.LAYAN_URL).hostname or "localhost"


def _rfc_id(token: str, seq: int, host: str) -> str:
    return f"{token}.{seq}.{secrets.token_urlsafe(9)}@{host}"


def queue_letters(letters: Iterable[Message]) -> None:
    """Put letters to the customers of cases into the outbox, as `queue` does one; each knows its case."""
    host = _host()
    mails = [
        OutboxMail(
            kind="letter",
            message=letter,
            rfc_id=_rfc_id(letter.case.token, letter.case.seq, host),
            to=[one["address"] for one in letter.to],
            created_at=letter.at,
            due_at=letter.at,
        )
        for letter in letters
    ]
    OutboxMail.objects.bulk_create(mails)
    MessageId.objects.bulk_create(
        [
            MessageId(value=mail.rfc_id, case=mail.message.case, message=mail.message)
            for mail in mails
            if mail.message
        ]
    )
    transaction.on_commit(hub.wake)


def queue(
    *,
    kind: str,
    to: Iterable[str],
    at: datetime,
    message: Message | None = None,
    case: Case | None = None,
    side: SideConversation | None = None,
    mailbox: Mailbox | None = None,
    subject: str = "",
    text: str = "",
    language: str = "",
) -> OutboxMail | None:
    """Put a mail into the outbox and wake the sender after the commit; None when nobody is to get it."""
    addresses = list(dict.fromkeys(address for address in to if address))
    if not addresses:
        return None
    token = side.token if side else case.token if case else new_token()
    mail = OutboxMail.objects.create(
        kind=kind,
        message=message,
        mailbox=mailbox,
        rfc_id=new_rfc_id(token, case.seq if case else 0),
        to=addresses,
        subject=subject[:300],
        text=text,
        language=language,
        created_at=at,
        due_at=at,
    )
    if case is not None:
        MessageId.objects.create(value=mail.rfc_id, case=case, message=message, side=side)
    transaction.on_commit(hub.wake)
    return mail


def again(*, mail: OutboxMail, at: datetime) -> None:
    """Somebody mended the cause: try one that failed, or waits, once more."""
    with transaction.atomic():
        OutboxMail.objects.filter(pk=mail.pk, state__in=("waiting", "failed")).update(
            state="waiting", due_at=at, failure="", created_at=at, attempts=0, refused=[]
        )
        if mail.message is not None:
            Message.objects.filter(pk=mail.message.pk, state="failed").update(state="queued", warnings=[])
            tell(what="case", case=mail.message.case_id, at=at)
        transaction.on_commit(hub.wake)


def cancel(*, mail: OutboxMail) -> None:
    """It does not leave any more."""
    OutboxMail.objects.filter(pk=mail.pk, state__in=("waiting", "failed")).update(
        state="cancelled", due_at=None
    )
