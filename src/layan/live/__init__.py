"""Live pages: frames that say *what changed*, never the data. Written with the change, sent after its commit."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from layan.live import hub
from layan.records.models import LiveEvent


def tell(*, what: str, at: datetime, case: int | None = None, user: int | None = None) -> None:
    """Tell open pages, once the change is committed, that something of a case (or of a user's) is new."""
    LiveEvent.objects.create(what=what, at=at, case_id=case, user=user)
    transaction.on_commit(hub.wake)


def tell_of_cases(changed: Iterable[tuple[int, datetime]]) -> None:
    """The same of many cases at once."""
    LiveEvent.objects.bulk_create([LiveEvent(what="case", at=at, case_id=case) for case, at in changed])
    transaction.on_commit(hub.wake)
