"""The way out by mail: what the outbox holds, written at the moment it leaves and handed to a server."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from layan.actions import files, letters, mailboxes
from layan.channels.base import Channel, DeliveryError
from layan.plan.plan import Plan
from layan.plan.wording import Speaker
from layan.records.models import Case, Message, MessageId, OutboxMail
from layan.records.plans import Plans
from layan.records.trouble import kept

from . import signing, smtp, subjects
from .header_lines import wire_address
from .ids import MADE
from .mail import Address
from .render import File, History, Kind, Outgoing, render, tagged
from .sender import Sender, sender_of
from .troubles import trouble


class Email(Channel):
    """Sends by SMTP. The same Message-ID at every attempt, so that a mail sent twice is one mail to its reader."""

    def send(self, mail: OutboxMail) -> None:
        """Hand over one mail; returning means that the server has taken it. Raises DeliveryError."""
        plan = Plans(mail.created_at).in_force
        sender = sender_of(mail, plan)
        content = signing.signed(render(written(mail, plan, sender)), sender.address.address)
        recipients = [wire_address(one) for one in mail.to]
        try:
            smtp.send(sender.server, wire_address(sender.address.address), recipients, content)
        except DeliveryError as error:
            error.failed = tuple(one for one in mail.to if wire_address(one) in error.failed)
            said = error.refused
            error.refused = {one: said[wire_address(one)] for one in mail.to if wire_address(one) in said}
            if sender.mailbox and not error.failed and not error.permanent:
                why = trouble(error.__cause__ or error, sender.server.host, sender.server.port)
                mailboxes.sending_fails(box=sender.mailbox, said=kept(why), at=mail.due_at or mail.created_at)
            raise
        if sender.mailbox and sender.mailbox.smtp_failing_since:
            mailboxes.sending_works(box=sender.mailbox)


def written(mail: OutboxMail, plan: Plan, sender: Sender) -> Outgoing:
    """A row of the outbox as the mail that leaves."""
    if mail.message is None:
        to = tuple(Address("", one) for one in mail.to)
        return Outgoing(sender.address, to, mail.subject, mail.text, mail.rfc_id, mail.created_at,
                        mail.language or plan.language, kind="letter")  # fmt: skip
    return _of_message(mail, mail.message, plan, sender)


def _of_message(mail: OutboxMail, message: Message, plan: Plan, sender: Sender) -> Outgoing:
    case = message.case
    language = message.language or letters.language_for(case, plan)
    answered = _answered(message)
    subject, text = _words(mail, message, plan, language)
    thread = _thread(message, mail.rfc_id)
    replied = _id_of(answered) if answered else None
    return Outgoing(
        sender=sender.address,
        to=_people(message.to),
        cc=_people(message.cc),
        reply_to=(tagged(sender.address, _token(message, case)),) if sender.tagged else (),
        subject=subject,
        text=text,
        message_id=mail.rfc_id,
        date=message.at,
        language=language,
        kind=_kind(mail, answered),
        in_reply_to=replied or (thread[-1] if thread else None),
        references=thread,
        history=_history(answered, plan, language) if mail.kind in ("reply", "side") else None,
        files=tuple(_files(message)),
        unsubscribe=_unsubscribe(mail, case),
    )


def _words(mail: OutboxMail, message: Message, plan: Plan, language: str) -> tuple[str, str]:
    """Subject and text: a reply stands in its letter, everything else as it was written."""
    if mail.kind == "reply":
        values = {
            **letters.of_case(message.case, plan, language),
            "subject": subjects.bare(message.subject),
            "text": message.text,
            "representative": message.by.name if message.by else "",
        }
        return letters.filled("reply", language, values)
    return message.subject, message.text


def _kind(mail: OutboxMail, answered: Message | None) -> Kind:
    if mail.kind in ("reply", "side"):
        return "person"
    return "reply-letter" if answered else "letter"


def _unsubscribe(mail: OutboxMail, case: Case) -> str | None:
    """Letters that nobody wrote can be stopped; programs do it for their readers over https alone."""
    address = letters.stop_address(case) if mail.kind == "letter" else ""
    return address if address.startswith("https://") else None


def _token(message: Message, case: Case) -> str:
    """Of a side conversation its own, so that it cannot lead to the customer."""
    return message.side.token if message.side else case.token


def _answered(message: Message) -> Message | None:
    """What `message` answers: the last that came in before, in its own conversation."""
    direction = "side_in" if message.side_id else "in"
    rows = Message.objects.filter(case=message.case_id, side=message.side_id, direction=direction)
    return rows.filter(at__lte=message.at).exclude(automatic="bounce").order_by("-at", "-pk").first()


def _thread(message: Message, own: str) -> tuple[str, ...]:
    """The Message-IDs of the conversation before `own`, oldest first."""
    rows = MessageId.objects.filter(case=message.case_id, side=message.side_id).order_by("pk")
    values = list(rows.values_list("value", flat=True))
    before = values[: values.index(own)] if own in values else values
    return tuple(one for one in before if not one.endswith(MADE))


def _id_of(message: Message) -> str | None:
    value = message.message_ids.order_by("pk").values_list("value", flat=True).first()
    return value if value and not value.endswith(MADE) else None


def _history(answered: Message | None, plan: Plan, language: str) -> History | None:
    """What is answered, quoted below with its author and time in the reader's language."""
    if answered is None or not answered.text.strip():
        return None
    from babel.dates import format_date, format_time

    voice = Speaker(language, plan.business.timezone)
    local = answered.at.astimezone(plan.zone)
    with override(language):
        introduction = _("On {date} at {time}, {name} wrote:").format(
            date=format_date(local, "medium", locale=voice.language),
            time=format_time(local, "short", locale=voice.language),
            name=answered.sender_name or answered.sender,
        )
    return History(introduction, answered.text)


def _people(rows: list[dict[str, str]]) -> tuple[Address, ...]:
    return tuple(Address(one.get("name", ""), one["address"]) for one in rows)


def _files(message: Message) -> list[File]:
    found = []
    for attachment in message.attachments.select_related("file").order_by("pk"):
        with files.reading(attachment.file) as content:
            found.append(File(attachment.name, attachment.mime, content, attachment.cid or None))
    return found
