"""A copy of an installation, restored from a backup: it keeps quiet, since the original may still be at work."""

from datetime import datetime

from django.db import transaction

from layan.actions import messages
from layan.plan.say import say
from layan.records.models import Mailbox, Message, OutboxMail
from layan.records.trouble import Trouble, kept

LAID_ASIDE = Trouble(
    say(
        "It waited when the backup was made that this copy was restored from; the original may have sent it since."
    ),
    say("Send it if the original is gone and the customer never got it; else let it stay."),
)


def keep_quiet(*, at: datetime) -> dict[str, int]:
    """Mailboxes are switched off; letters that waited are laid aside until somebody decides on each; replies that
    were held are drafts again. How many of each."""
    with transaction.atomic():
        boxes = Mailbox.objects.exclude(mode="off").update(mode="off", failing_since=None, failure="")
        letters = OutboxMail.objects.filter(state="waiting").update(due_at=None, failure=kept(LAID_ASIDE))
        replies = 0
        for message in Message.objects.filter(state="held").select_related("case", "by"):
            assert message.by is not None
            replies += messages.undo(message=message, by=message.by, at=at) is not None
    return {"boxes": boxes, "letters": letters, "replies": replies}
