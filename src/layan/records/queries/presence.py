"""Who else is in a case."""

from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from layan.records.models import Case, Presence, User

FRESH: Final = timedelta(seconds=60)
"""A page says every half minute that it is open."""


def others_in(case: Case, reader: User) -> list[dict[str, Any]]:
    """The colleagues who have it open now, as {"name", "typing"}."""
    now = timezone.now()
    rows = Presence.objects.filter(case=case, seen_at__range=(now - FRESH, now + FRESH)).exclude(user=reader)
    return [
        {"name": row.user.name, "typing": row.writing} for row in rows.select_related("user").order_by("pk")
    ]
