"""The addresses that are ours, and the channel behind each."""

import re
from collections.abc import Sequence
from dataclasses import replace

from layan.plan.page import Page
from layan.plan.pages.channel import Channel
from layan.plan.plan import Plan
from layan.records.models import IncomingMail, Mailbox

from .addresses import key
from .mail import Mail
from .sender import own_address

_TAGGED = re.compile(r"([^+@]+)\+([^@]+)(@.+)")


def our_addresses(row: IncomingMail, boxes: Sequence[Mailbox] | None = None) -> frozenset[str]:
    """Every address under which we are written to, as keys; what a mail server brings us is addressed to us. `boxes`:
    all our mailboxes, for who asks of many mails."""
    named = [box.address for box in (Mailbox.objects.all() if boxes is None else boxes)]
    arrived = [_untagged(address) for address in row.envelope_to]
    return frozenset(key(one) for one in (*named, *arrived, own_address()) if one)


def with_tags(mail: Mail, row: IncomingMail) -> Mail:
    """`mail` with the tags that stand in the envelope alone, as with a blind copy."""
    found = [tagged[2] for one in row.envelope_to if (tagged := _TAGGED.fullmatch(one))]
    return replace(mail, tags=tuple(dict.fromkeys((*mail.tags, *found)))) if found else mail


def channel_of(
    row: IncomingMail, mail: Mail, plan: Plan, all_boxes: Sequence[Mailbox] | None = None
) -> str | None:
    """The key of the channel it came in by: of its mailbox, of the first of our addresses it was sent to that has
    one, else the plan's first for email; None when the plan has no channel at all."""
    if row.mailbox is not None and row.mailbox.channel in plan.channels:
        return row.mailbox.channel
    named = [*(key(_untagged(one)) for one in row.envelope_to), *mail.ours]
    rows = (Mailbox.objects.all() if all_boxes is None else all_boxes) if named else ()
    boxes = {key(box.address): box.channel for box in rows}
    written = {key(page.rules.address or ""): name for name, page in plan.channels.items() if _is_mail(page)}
    for address in named:
        for known in (boxes, written):
            if known.get(address) in plan.channels:
                return known[address]
    by_mail = [name for name, page in plan.channels.items() if _is_mail(page)]
    return next(iter([*by_mail, *plan.channels]), None)


def _is_mail(page: Page[Channel]) -> bool:
    return page.rules.medium == "email"


def _untagged(address: str) -> str:
    tagged = _TAGGED.fullmatch(address)
    return f"{tagged[1]}{tagged[3]}" if tagged else address
