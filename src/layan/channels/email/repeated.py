"""The same mail by another way: two of our mailboxes, a server with new numbers, a list and a copy."""

from layan.records.models import IncomingMail, Message, RawMail

from .mail import Mail

LOOKED_AT = 5


def earlier(row: IncomingMail, mail: Mail) -> IncomingMail | None:
    """The mail that came in before with the same Message-ID and the same words. The id alone is not enough: there are
    programs that use one for all they send."""
    rows = IncomingMail.objects.filter(rfc_id=mail.message_id).exclude(pk=row.pk).exclude(state="stored")
    for other in rows.order_by("pk")[:LOOKED_AT]:
        message = Message.objects.filter(mail=other).first()
        if message is not None and _words(message.text) == _words(_shown(mail)):
            return other
        if message is None and _body(other) == _body(row):
            return other
    return None


def _shown(mail: Mail) -> str:
    return mail.text if mail.interleaved else mail.new_text


def _words(text: str) -> list[str]:
    return text.split()


def _body(row: IncomingMail) -> bytes:
    """What stands below the headers, which every way changes."""
    raw = bytes(RawMail.objects.values_list("content", flat=True).get(mail=row)).replace(b"\r\n", b"\n")
    return raw.partition(b"\n\n")[2].strip()
