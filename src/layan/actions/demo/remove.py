"""Taking the demonstration away, whole."""

from django.contrib.sessions.models import Session
from django.db import connection, transaction

from layan.records import models
from layan.records.models import Business


class NotDemonstration(Exception):
    """This is a real business: nothing is removed."""


def remove() -> None:
    """Every row of ours goes, and with them everybody's sessions; the next page is the first-run page.

    Raises NotDemonstration.
    """
    with transaction.atomic():
        business = Business.objects.select_for_update().first()
        if business is None or not business.demonstration:
            raise NotDemonstration
        # Cases refer to each other and to versions of the plan: what points goes before what is pointed at.
        for name in ORDER:
            rows = getattr(models, name).objects.all()
            rows._raw_delete(rows.db)
        Session.objects.all().delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")


ORDER = (
    "SearchText", "Mention", "MessageId", "OutboxMail", "Attachment", "Draft", "Message", "SideConversation",
    "LiveEvent", "Presence", "Event", "RawMail", "IncomingMail", "Case", "CustomerMerge", "Address", "Customer",
    "SavedView", "Letter", "Mailbox", "StoredFile", "Invitation", "SignInLink", "TeamMember", "Business",
    "PlanVersion", "User",
)  # fmt: skip
