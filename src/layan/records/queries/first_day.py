"""How far the first day of a business is, in one question."""

from django.db.models import Exists

from layan.records.models import Business, Invitation, Mailbox


def business() -> Business | None:
    """The business, with `connected` (a mailbox is in use) and `invited` (a colleague was); None before it begins."""
    connected = Exists(Mailbox.objects.exclude(mode="off"))
    return Business.objects.annotate(connected=connected, invited=Exists(Invitation.objects.all())).first()


def done(row: Business) -> frozenset[str]:
    """The steps that are done or were left for later, of a row of `business`."""
    found = {"mailbox": row.connected, "colleagues": row.invited}  # type: ignore[attr-defined]
    return frozenset(row.steps_done) | {step for step, is_done in found.items() if is_done}
