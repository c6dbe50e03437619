"""What a clock asks: which cases have come to a moment that matters. Each is one look into a small index."""

from datetime import datetime

from layan.records.models import Case

AT_ONCE = 200


def overdue(at: datetime) -> list[int]:
    """Cases with a running promise that is past."""
    rows = Case.objects.filter(due_at__isnull=False, due_at__lt=at).order_by("due_at")
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


def sleeping(at: datetime) -> list[int]:
    """Snoozed cases whose time has come."""
    rows = Case.objects.filter(snoozed_until__isnull=False, snoozed_until__lte=at).order_by("snoozed_until")
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])
