"""What somebody is writing: kept at every pause, so that nothing typed is ever lost."""

from collections.abc import Sequence
from datetime import datetime

from layan.records.models import Case, Draft, User


def save(
    *,
    user: User,
    case: Case,
    slot: str,
    text: str,
    to: Sequence[str] = (),
    cc: Sequence[str] = (),
    at: datetime,
) -> Draft:
    """Keep a draft as it is now. `slot`: reply, note, side-new, side-ID."""
    values = {"text": text, "to": list(to), "cc": list(cc), "saved_at": at}
    draft, _ = Draft.objects.update_or_create(user=user, case=case, slot=slot[:24], defaults=values)
    return draft


def discard(*, user: User, case: Case, slot: str) -> None:
    """Throw a draft away, with what was attached to it."""
    Draft.objects.filter(user=user, case=case, slot=slot).delete()
