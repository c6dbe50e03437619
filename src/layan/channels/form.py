"""The web form as a door: what somebody wrote there becomes a case, or goes on in one."""

from collections.abc import Sequence
from datetime import datetime

from layan.actions import customers, messages
from layan.plan.plan import Plan
from layan.records.models import Case, Message


def channel_of(plan: Plan) -> str | None:
    """The plan's own form channel, else whatever else is written."""
    written = [key for key, page in plan.channels.items() if not page.rules.live]
    forms = [key for key in written if plan.channels[key].rules.medium == "form"]
    return next(iter(forms or written), None)


def receive(
    *,
    channel: str,
    name: str,
    address: str,
    subject: str,
    text: str,
    language: str,
    situation: str | None,
    files: Sequence[messages.File],
    at: datetime,
) -> Message:
    """A first message by the form; raises Refused."""
    customer, _new = customers.found_or_made(
        kind="email", address=address, name=name, language=language, at=at
    )
    said = messages.Said(
        text=text,
        sender=address,
        sender_name=name,
        subject=subject,
        language=language,
        files=files,
        situation=situation,
    )
    return messages.receive(said=said, customer=customer, channel=channel, at=at)


def answer(*, case: Case, text: str, files: Sequence[messages.File], at: datetime) -> Message:
    """The customer goes on on her own page of a case; raises Refused."""
    address = case.customer.addresses.filter(kind="email").order_by("pk").first()
    said = messages.Said(
        text=text,
        sender=address.shown if address else "",
        sender_name=case.customer.name,
        subject=case.subject,
        language=case.language,
        files=files,
        matched_by="link",
    )
    return messages.receive(said=said, customer=case.customer, channel=case.channel, at=at, case=case)
