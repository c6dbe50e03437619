"""A mail as the desk keeps what was said."""

from layan.actions.messages import File, Said
from layan.plan.say import say

from .mail import Address, Mail
from .threading import Match


def said_of(mail: Mail, found: Match, language: str, writer: Address, ours: frozenset[str]) -> Said:
    """`writer` is who is taken to have written it; answers go where the mail asks for them."""
    answers = next((one for one in mail.reply_to if one.key not in ours and one.key != writer.key), None)
    answered = answers if answers and mail.automatic == "no" and writer == mail.sender else writer
    warnings = [one.to_json() for one in mail.warnings]
    if answered is not writer:
        asks = say("It came from {sender} and asks for answers to {address}.", sender=writer.address,
                   address=answered.address)  # fmt: skip
        warnings.append(asks.to_json())
    if found.rule == "stranger":
        warnings.append(found.why.to_json())
    return Said(
        text=mail.text if mail.interleaved else mail.new_text,
        folded="" if mail.interleaved else mail.rest,
        html=mail.html or "",
        sender=answered.address or mail.sender.address,
        sender_name=writer.name or mail.sender.name,
        subject=mail.subject,
        to=_people(mail.to),
        cc=_people(tuple(one for one in mail.cc if one.key not in ours)),
        language=language,
        automatic="" if mail.automatic == "no" else mail.automatic,
        idle=mail.idle,
        answerable=mail.answerable,
        matched_by="" if found.rule == "new" else found.rule,
        warnings=warnings,
        files=[File(one.name, one.content, one.mime, one.cid or "", one.inline) for one in mail.attachments],
        rfc_ids=(mail.message_id,),
    )


def _people(boxes: tuple[Address, ...]) -> list[dict[str, str]]:
    return [{"name": one.name, "address": one.address} for one in boxes]
