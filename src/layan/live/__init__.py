"""Live pages: frames that say *what changed*, never the data. Written with the change, sent after its commit."""

from datetime import datetime

from django.db import transaction

from layan.live import hub
from layan.records.models import LiveEvent


def tell(*, what: str, at: datetime, case: int | None = None, user: int | None = None) -> None:
    """Tell open pages, once the change is committed, that something of a case (or of a user's) is new."""
    LiveEvent.objects.create(what=what, at=at, case_id=case, user=user)
    transaction.on_commit(hub.wake)
