"""Being named in a note."""

from datetime import datetime

from layan.live import tell
from layan.records.models import Case, Mention, User


def seen(*, user: User, case: Case, at: datetime) -> None:
    """She has looked at the case, and with it at every note there that names her."""
    if Mention.objects.filter(user=user, case=case, seen_at=None).update(seen_at=at):
        tell(what="mention", case=case.pk, user=user.pk, at=at)
