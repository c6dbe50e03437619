"""Mail that waits for a person."""

from django.db.models import QuerySet

from layan.records.models import IncomingMail


def waiting() -> QuerySet[IncomingMail]:
    """Everything in the tray, the newest first."""
    return IncomingMail.objects.filter(state="tray").select_related("mailbox").order_by("-pk")
