"""A mail that has been read finds its place: a message of a case, a colleague's note, a case of its own.

Everything happens in one transaction with the mail's own row, so a mail is settled as a whole or not at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from layan.actions import by_mail, customers, language, messages
from layan.actions import mail as mails
from layan.plan.plan import Plan
from layan.plan.say import Say, say
from layan.records.locks import alone
from layan.records.models import Case, Customer, IncomingMail, OutboxMail, SideConversation, User

from . import floods, repeated
from .authentication import forged
from .gone import is_gone
from .lookups import Records
from .mail import Address, Mail
from .said import said_of
from .threading import Match, match


@dataclass(frozen=True)
class Arrival:
    """A mail with its row and the plan under which it came in."""

    row: IncomingMail
    mail: Mail
    plan: Plan
    channel: str
    language: str
    ours: frozenset[str]
    checks: Mapping[str, str] = field(default_factory=dict)

    @property
    def forged(self) -> bool:
        """It only seems to be from its sender: it speaks for nobody."""
        return forged(self.checks)

    @property
    def at(self) -> datetime:
        """Clocks run from the time of receipt, whatever the sender's program claims."""
        return self.row.received_at


def author(mail: Mail, ours: frozenset[str]) -> Address:
    """Who is to be thought of as the writer: From; behind one of our own addresses (a form on our website, say) or
    one that reads nothing, who is to get the answer."""
    answers = next((one for one in mail.reply_to if one.key not in ours), None)
    nobody = mail.sender.key in ours or mail.sender.key.partition("@")[0].replace("-", "") in _READ_NOTHING
    return answers if nobody and answers else mail.sender


_READ_NOTHING = frozenset({"noreply", "no_reply", "donotreply", "do_not_reply"})


def language_of(mail: Mail, plan: Plan, owner: Customer | None) -> str:
    """In which language it is written; `owner` is whom its author's address belongs to. Before any transaction: the
    first time takes a second."""
    before = owner.language if owner else ""
    spoken = {*plan.business.languages, "en", "id", "ms", "tr"}
    return language.written(mail.new_text or mail.subject, spoken=spoken, known=before)


class Early(Exception):
    """It goes on with a mail that we do not know, and that may be among those still to be understood."""


def place(arrival: Arrival, now: datetime) -> None:
    """Give it its place and settle its row. Raises Refused, and Early. Within a transaction."""
    row, mail = arrival.row, arrival.mail
    alone(f"mail {mail.message_id}")
    if mail.our_own or OutboxMail.objects.filter(rfc_id=mail.message_id).exists():
        return _ignore(arrival, say("It is a mail of our own that came back to us."))
    earlier = repeated.earlier(row, mail)
    if earlier is not None:
        return _ignore(arrival, say("The same mail came in before."), earlier.case)
    found = _proven(arrival, match(mail, Records()))
    if found.rule == "new" and mail.references and mails.has_earlier(mail=row, at=now):
        raise Early
    if mail.automatic == "no" and not arrival.forged:
        customers.reachable(address=mail.sender.address)
    if mail.bounce is not None and _bounced(arrival, found):
        return None
    if found.place is None:
        return _fresh(arrival, found)
    if found.place.side is not None:
        return _beside(
            arrival, found, SideConversation.objects.select_related("case").get(pk=found.place.side)
        )
    return _within(arrival, found, Case.objects.select_related("customer").get(pk=found.place.case))


def _proven(arrival: Arrival, found: Match) -> Match:
    """Anybody can write a colleague's address into From and count up the numbers of cases. A note or an answer in
    her name must answer a mail that she had; else it is a case of its own, which says what it named."""
    sender = arrival.mail.sender
    if found.rule != "number" or found.place is None or _colleague(arrival, sender) is None:
        return found
    mine = Case.objects.filter(pk=found.place.case, customer__addresses__value=sender.key)
    return found if mine.exists() else Match(None, "stranger", found.place)


def _bounced(arrival: Arrival, found: Match) -> bool:
    """Mark what came back. Whether that is all there is to do."""
    bounce = arrival.mail.bounce
    original = (
        OutboxMail.objects.select_related("message").filter(rfc_id=bounce.original_id).first()
        if bounce and bounce.original_id
        else None
    )
    if bounce is None or original is None:
        return False
    reason = bounce.said or bounce.status or arrival.mail.subject
    by_mail.came_back(
        original=original,
        failed=bounce.failed,
        reason=reason,
        permanent=bounce.permanent,
        at=arrival.at,
        gone=is_gone(bounce.status, bounce.said),
    )
    if found.place is not None:
        return False
    to = ", ".join(bounce.failed or original.to)
    _ignore(arrival, say("A letter of ours to {address} came back: {reason}", address=to, reason=reason))
    return True


def _fresh(arrival: Arrival, found: Match) -> None:
    mail, row, ours = arrival.mail, arrival.row, arrival.ours
    if mail.idle:
        if OutboxMail.objects.filter(rfc_id__in=mail.references).exists():
            return _ignore(arrival, say("It is an automatic answer to a letter of ours."))
        why = say(
            "{kind} It belongs to no case we know.", kind=_BY_MACHINES.get(mail.automatic, _BY_A_MACHINE)
        )
        return mails.to_tray(mail=row, why=why, at=arrival.at, rfc_id=mail.message_id)
    writer = author(mail, ours)
    if _colleague(arrival, writer) is not None and mail.looks_like_forward and mail.inner_sender:
        writer = mail.inner_sender
    if not writer.address:
        why = say("The mail names no sender.")
        return mails.to_tray(mail=row, why=why, at=arrival.at, rfc_id=mail.message_id)
    customer, _ = customers.found_or_made(
        kind="email", address=writer.address, name=writer.name, language=arrival.language, at=arrival.at
    )
    said = said_in(arrival, found, arrival.language or customer.language, writer, ours)
    many = None if row.history else floods.joined(mail, customer, arrival.at)
    _received(arrival, replace(said, matched_by="many") if many else said, customer, many)


_BY_A_MACHINE = say("It was written by a machine.")
_BY_MACHINES = {
    "bounce": say("It says that a mail could not be delivered."),
    "auto-reply": say("It is an automatic answer, such as a notice of absence."),
    "delivered": say("It says that a mail was delivered."),
    "receipt": say("It says that a mail was read."),
    "complaint": say("It says that somebody took a mail for junk."),
    "calendar": say("It answers an invitation to a meeting."),
}


def _within(arrival: Arrival, found: Match, case: Case) -> None:
    mail = arrival.mail
    theirs = set(case.customer.addresses.filter(kind="email").values_list("value", flat=True))
    user = None if mail.idle or mail.sender.key in theirs else _colleague(arrival, mail.sender)
    said = said_in(arrival, found, arrival.language or case.language, mail.sender, frozenset(mail.ours))
    if user is None:
        return _received(arrival, said, case.customer, case)
    to_her = any(one.key in theirs for one in (*mail.to, *mail.cc))
    act = by_mail.answered if to_her else by_mail.remarked
    message = act(case=case, said=said, by=user, at=arrival.at, mail=arrival.row)
    return _settled(arrival, message.case)


def _beside(arrival: Arrival, found: Match, side: SideConversation) -> None:
    mail = arrival.mail
    said = said_in(arrival, found, arrival.language, mail.sender, frozenset(mail.ours))
    messages.receive_side(said=said, conversation=side, at=arrival.at, mail=arrival.row)
    _settled(arrival, side.case)


def _received(arrival: Arrival, said: messages.Said, customer: Customer, case: Case | None) -> None:
    message = messages.receive(
        said=said,
        customer=customer,
        channel=arrival.channel,
        at=arrival.at,
        case=case,
        mail=arrival.row,
        history=arrival.row.history,
    )
    _settled(arrival, message.case)


def said_in(
    arrival: Arrival, found: Match, language: str, writer: Address, ours: frozenset[str]
) -> messages.Said:
    """What it says, as the desk keeps it. A letter in answer to a forged mail would go to somebody who never wrote."""
    said = said_of(arrival.mail, found, language, writer, ours)
    answerable = said.answerable and not arrival.forged
    return replace(said, checks=dict(arrival.checks), answerable=answerable)


def _colleague(arrival: Arrival, address: Address) -> User | None:
    if arrival.forged:
        return None
    return User.objects.filter(email=address.key, is_active=True).first() if address.key else None


def _settled(arrival: Arrival, case: Case) -> None:
    mails.understood(mail=arrival.row, case=case, at=arrival.at, rfc_id=arrival.mail.message_id)


def _ignore(arrival: Arrival, why: Say, case: Case | None = None) -> None:
    mails.ignore(mail=arrival.row, why=why, at=arrival.at, case=case, rfc_id=arrival.mail.message_id)
