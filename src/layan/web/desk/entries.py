"""The timeline as the page shows it: messages as entries, everything else as facts of one line."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from layan.desk.case import Case as Folded
from layan.plan.plan import Plan
from layan.plan.say import Say
from layan.plan.wording import Speaker
from layan.records.models import Attachment, Case, Message, User
from layan.records.queries.timeline import Entry, files_of, timeline
from layan.web.desk import facts
from layan.web.desk.rows import page_name
from layan.web.files import SHOWN

SMALL_PICTURE = 2 * 1024 * 1024
"""Bytes up to which a picture is shown small beside its name."""
SHOWS_HTML = 20
"""From so many characters of markup on, a mail's HTML is more than its text."""
LAID_OUT = re.compile(r"<(?:table|img)\b", re.IGNORECASE)
"""What a mail's text alone would lose; any other is read as text, and one press away as it was formatted."""


def lines(case: Case, state: Folded, plan: Plan, reader: User, speaker: Speaker) -> list[dict[str, Any]]:
    """The timeline's contexts, oldest first: {"entry": …} or {"fact": …}."""
    found: list[dict[str, Any]] = []
    for entry in timeline(case, state):
        found += _lines(entry, case, plan, reader, speaker, len(found))
    return found


def _lines(
    entry: Entry, case: Case, plan: Plan, reader: User, speaker: Speaker, number: int
) -> Iterator[dict[str, Any]]:
    if entry.message is not None:
        yield {"entry": message_context(entry.message, plan, reader, speaker)}
    else:
        told = facts.fact(entry, plan)
        if told is not None:
            yield {"fact": _fact(told, entry, plan, speaker, f"{number}")}
    for index, promise in enumerate(facts.promise_facts(entry.clocks)):
        yield {"fact": _fact(promise, entry, plan, speaker, f"{number}-{index}")}


def _fact(told: facts.Fact, entry: Entry, plan: Plan, speaker: Speaker, number: str) -> dict[str, Any]:
    known = plan.pages.get(told.page or "")
    return {
        "text": told.text,
        "icon": told.icon,
        "state": told.state,
        "comment": told.comment,
        "at": entry.at,
        "working": told.working,
        "working_id": f"working-{entry.at:%d%H%M%S}-{number}",
        "case": told.case,
        "case_url": reverse("desk:case", args=[told.case]) if told.case else "",
        "page": page_name(plan, told.page, speaker) if told.page else "",
        "page_url": reverse("plan:page", args=[known.key]) if known else "",
    }


def message_context(message: Message, plan: Plan, reader: User, speaker: Speaker) -> dict[str, Any]:
    """The context of `components/entry.html`."""
    direction = message.direction
    side = message.side_id if direction.startswith("side") else None
    kind = {"letter": "out", "side_in": "side", "side_out": "side"}.get(direction, direction)
    return {
        "id": message.pk,
        "kind": kind,
        "letter": message.subject or _("Letter") if direction == "letter" else "",
        "side_url": reverse("desk:case", args=[message.case_id]) + f"?write=side&side={side}#composer"
        if side
        else "",
        "name": _name(message, plan),
        "staff": direction not in ("in", "side_in"),
        "via": _via(message, plan, speaker),
        "at": message.at,
        "language": message.language,
        "text": message.text,
        "quoted": message.folded,
        "html_url": reverse("desk:html", args=[message.pk]) if len(message.html) > SHOWS_HTML else "",
        "plain": bool(message.folded) or not LAID_OUT.search(message.html),
        "remote_url": reverse("desk:html_remote", args=[message.pk]),
        "original_url": reverse("desk:original", args=[message.pk]) if message.mail_id else "",
        "html_title": _("Message of {name}").format(name=_name(message, plan)),
        "attachments": [file_context(one) for one in files_of(message)],
        "state": message.state if message.state in ("held", "failed") else "",
        "state_text": _state(message),
        "matched": _matched(message),
        "checked": _checked(message),
        "forged": message.checks.get("dmarc") == "failed",
        "about": ", ".join(speaker(Say.from_json(one)) for one in message.warnings[:3]),
        "recipients": ", ".join(one["address"] for one in (*message.to, *message.cc))
        if direction in ("in", "out") and len(message.to) + len(message.cc) > 1
        else "",
        "undo": reverse("desk:undo", args=[message.pk])
        if message.state == "held" and message.by_id == reader.pk
        else "",
        "send_at": message.send_at,
        "movable": direction == "in",
        "acts": "desk/_entry_acts.html" if direction == "in" else "",
    }


def _name(message: Message, plan: Plan) -> str:
    if message.direction == "letter":
        return plan.name
    return message.sender_name or message.sender or _("Somebody")


def _via(message: Message, plan: Plan, speaker: Speaker) -> str:
    match message.direction:
        case "letter":
            return _("letter sent by Layan")
        case "note":
            return _("note, for colleagues only")
        case "out":
            return _("reply")
        case "side_in" | "side_out":
            with_whom = message.side.address if message.side else ""
            return _("side conversation with {address}").format(address=with_whom)
        case _:
            return page_name(plan, message.channel, speaker)


def _state(message: Message) -> str:
    return {"held": _("leaves in some seconds"), "failed": _("was not delivered")}.get(message.state, "")


def _matched(message: Message) -> str:
    """By which rule a message came to this case, in words."""
    return {
        "token": _("Came here by the case's own mark in the address or the message id."),
        "reference": _("Came here because it answers a message of this case."),
        "number": _("Came here because its subject names this case, to which its sender belongs."),
        "subject": _("Came here by its sender and subject."),
        "many": _("Came here because its sender wrote many within an hour; they are kept together."),
        "link": _("Written on the customer's own page of this case."),
    }.get(message.matched_by, "")


def _checked(message: Message) -> str:
    """What the mail server that took it in says of its sender."""
    if not message.checks:
        return ""
    words = {"passed": _("passed"), "failed": _("failed")}
    told = {key.upper(): words.get(value, _("unknown")) for key, value in message.checks.items()}
    return _("Sender checked by the mail server: {checks}.").format(
        checks=", ".join(f"{method} {word}" for method, word in told.items())
    )


def file_context(attachment: Attachment) -> dict[str, Any]:
    """The context of `components/attachment.html`."""
    address = reverse("desk:file", args=[attachment.token])
    return {
        "name": attachment.name,
        "token": attachment.token,
        "href": address,
        "size": attachment.file.size,
        "image_url": address if attachment.mime in SHOWN and attachment.file.size < SMALL_PICTURE else "",
    }
