"""Who has a case open, and whether she is writing: so that two people in one case see each other."""

from datetime import datetime

from layan.live import tell
from layan.records.models import Case, Presence, User


def here(*, user: User, case: Case, writing: bool, at: datetime) -> None:
    """She has the case open now. Others are told when she comes or begins or stops writing, not at every beat."""
    before = Presence.objects.filter(user=user, case=case).values_list("writing", flat=True).first()
    Presence.objects.update_or_create(user=user, case=case, defaults={"writing": writing, "seen_at": at})
    if before is None or before != writing:
        tell(what="presence", case=case.pk, at=at)


def gone(*, user: User, case: Case, at: datetime) -> None:
    """She left the case."""
    deleted, _ = Presence.objects.filter(user=user, case=case).delete()
    if deleted:
        tell(what="presence", case=case.pk, at=at)
