"""What is said on a case: by the customer, by us, among ourselves, with others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from layan.actions import ledger, outbox
from layan.actions.arriving import File, Said, kept, noted, receive
from layan.actions.ledger import Outcome, Refused
from layan.actions.search import index_messages
from layan.desk import commands
from layan.desk.actor import SYSTEM
from layan.live import tell
from layan.records.models import (
    Attachment,
    Case,
    Draft,
    IncomingMail,
    Mention,
    Message,
    SideConversation,
    User,
)
from layan.records.queries.people import mentioned_in
from layan.records.translate import actor_of

__all__ = [
    "File",
    "Reply",
    "Said",
    "kept",
    "note",
    "noted",
    "receive",
    "receive_side",
    "release",
    "release_due",
]
__all__ += ["reply", "side", "undo"]

UNDO: Final = timedelta(seconds=10)
"""How long a sent reply waits, so that it can be taken back."""
AHEAD: Final = timedelta(hours=1)
"""A reply held for longer than this was sent by a clock that ran ahead."""


@dataclass(frozen=True)
class Reply:
    """What a representative sends: `then` is what follows it, `resolve` or `wait`."""

    text: str
    to: Sequence[str]
    cc: Sequence[str] = ()
    then: str = ""
    draft: Draft | None = None


def reply(*, case: Case, reply: Reply, by: User, at: datetime, undo: timedelta = UNDO) -> Message:
    """Hold a reply until it cannot be taken back any more; `release` sends it. The draft it was is done with."""
    with transaction.atomic():
        message = Message.objects.create(
            case=case,
            direction="out",
            state="held",
            channel=case.channel,
            by=by,
            sender_name=by.name,
            to=[{"address": address} for address in reply.to],
            cc=[{"address": address} for address in reply.cc],
            subject=case.subject,
            text=reply.text,
            language=case.language,
            then=reply.then,
            send_at=at + undo,
            at=at,
        )
        if reply.draft is not None:
            Attachment.objects.filter(draft=reply.draft).update(message=message, draft=None)
            reply.draft.delete()
        tell(what="case", case=case.pk, at=at)
        return message


def undo(*, message: Message, by: User, at: datetime, also: str = "") -> Draft | None:
    """Take a held reply back into the draft it was; None when it has left already. What was written since, kept
    (in a draft) or not (`also`), stands below it."""
    with transaction.atomic():
        taken = Message.objects.filter(pk=message.pk, state="held", by=by).update(
            state="undone", send_at=None
        )
        if not taken:
            return None
        kept = Draft.objects.filter(user=by, case_id=message.case_id, slot="reply").first()
        since = also or (kept.text if kept else "")
        values = {
            "text": "\n\n".join(part for part in (message.text, since) if part.strip()),
            "to": [one["address"] for one in message.to],
            "cc": [one["address"] for one in message.cc],
            "saved_at": at,
        }
        draft, _ = Draft.objects.update_or_create(
            user=by, case_id=message.case_id, slot="reply", defaults=values
        )
        Attachment.objects.filter(message=message).update(draft=draft, message=None)
        Message.objects.filter(pk=message.pk).delete()
        tell(what="case", case=message.case_id, at=at)
        return draft


def release_due(*, at: datetime) -> int:
    """Send the held replies whose time has come."""
    held = Message.objects.filter(state="held").select_related("case", "by")
    due = held.filter(Q(send_at__lte=at) | Q(send_at__gt=at + AHEAD)).order_by("send_at")
    return sum(bool(release(message=message)) for message in due[:100])


def release(*, message: Message) -> Outcome | None:
    """Send a held reply as of the moment she pressed send; None when another was quicker or it was taken back.

    A refusal (the case was merged meanwhile, say) leaves the message failed, with the reason, on the case."""
    assert message.by is not None
    by, at = actor_of(message.by), message.at
    with transaction.atomic():
        claimed = Message.objects.filter(pk=message.pk, state="held").update(state="queued", send_at=None)
        if not claimed:
            return None
        everybody = [one["address"] for one in (*message.to, *message.cc)]
        attached = message.attachments.count()
        command = commands.SendMessage(message.pk, tuple(everybody), message.text, attached)
        outcome = ledger.record(case=message.case_id, command=command, by=by, at=at)
        if outcome.refusal:
            Message.objects.filter(pk=message.pk).update(
                state="failed", warnings=[outcome.refusal.say.to_json()]
            )
            return outcome
        noted(outcome.row, message)
        outbox.queue(kind="reply", to=everybody, at=at, message=message, case=outcome.row)
        if message.then:
            then = commands.Resolve() if message.then == "resolve" else commands.WaitForCustomer()
            outcome = ledger.record(case=outcome.row, command=then, by=by, at=at)
        return outcome


def note(*, case: Case, text: str, by: User, at: datetime, draft: Draft | None = None) -> Outcome:
    """A word among colleagues; who is named in it (`@Name`) is told."""
    named = mentioned_in(text)
    try:
        with transaction.atomic():
            message = Message.objects.create(
                case=case,
                direction="note",
                channel=case.channel,
                by=by,
                sender_name=by.name,
                text=text,
                at=at,
            )
            attached = (
                Attachment.objects.filter(draft=draft).update(message=message, draft=None) if draft else 0
            )
            command = commands.WriteNote(message.pk, text, tuple(user.pk for user in named), attached)
            outcome = ledger.do(case=case, command=command, by=actor_of(by), at=at)
            Mention.objects.bulk_create(
                [Mention(user=user, case=case, message=message, at=at) for user in named]
            )
            for user in named:
                tell(what="mention", case=case.pk, user=user.pk, at=at)
            index_messages([message.pk])
            if draft is not None:
                draft.delete()
            return outcome
    except Refused as refused:
        return Outcome(case, (), refused.refusal)


def side(
    *,
    case: Case,
    text: str,
    by: User,
    at: datetime,
    conversation: SideConversation | None = None,
    address: str = "",
    subject: str = "",
    draft: Draft | None = None,
) -> Outcome:
    """Write to somebody else about a case: a new side conversation with `address`, or on in `conversation`."""
    actor = actor_of(by)
    try:
        with transaction.atomic():
            if conversation is None:
                conversation = SideConversation.objects.create(
                    case=case,
                    address=address,
                    subject=(subject or case.subject)[:300],
                    opened_by=by,
                    opened_at=at,
                )
                ledger.do(case=case, command=commands.OpenSide(conversation.pk, address), by=actor, at=at)
            message = Message.objects.create(
                case=case,
                side=conversation,
                direction="side_out",
                state="queued",
                channel=case.channel,
                by=by,
                sender_name=by.name,
                to=[{"address": conversation.address}],
                subject=conversation.subject,
                text=text,
                at=at,
            )
            attached = (
                Attachment.objects.filter(draft=draft).update(message=message, draft=None) if draft else 0
            )
            command = commands.SendSideMessage(conversation.pk, message.pk, text, attached)
            outcome = ledger.do(case=case, command=command, by=actor, at=at)
            outbox.queue(
                kind="side", to=[conversation.address], at=at, message=message, case=case, side=conversation
            )
            if draft is not None:
                draft.delete()
            return outcome
    except Refused as refused:
        return Outcome(case, (), refused.refusal)


def receive_side(
    *, said: Said, conversation: SideConversation, at: datetime, mail: IncomingMail | None = None
) -> Message:
    """An answer in a side conversation. It never becomes visible to the customer."""
    case = conversation.case
    with transaction.atomic():
        message = kept(case, "side_in", said, at, case.channel, mail, side=conversation)
        command = commands.ReceiveSideMessage(conversation.pk, message.pk, automatic=said.idle)
        ledger.do(case=case, command=command, by=SYSTEM, at=at)
        index_messages([message.pk])
        return message
