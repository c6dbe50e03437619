"""Many mails of one sender within an hour: alerts, a program gone wild, two machines that answer each other.

A mail that would open a case of its own joins one that its sender opened just before, so that five hundred alerts are
a few cases and not five hundred. Whoever takes part writes nothing: a mail that joins a case gets no letter.
"""

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from layan.records.models import Case, Customer

from . import subjects
from .mail import Mail

WITHIN: Final = timedelta(hours=1)
FEW: Final = 5
"""So many cases a person may open in that time whatever stands in their subjects."""
MANY: Final = 20
"""From so many on, all join the last: the subjects do not repeat, but the sender is no person with twenty matters."""
_CHANGES: Final = re.compile(r"\S*\d\S*|\b[0-9a-f]{6,}\b")


def writing(customers: Collection[int], moments: Sequence[datetime]) -> frozenset[int]:
    """Which of these customers opened a case so lately that what they write at these moments may join it."""
    if not customers:
        return frozenset()
    rows = Case.objects.filter(customer__in=customers, opened_at__gt=min(moments) - WITHIN)
    return frozenset(rows.values_list("customer", flat=True))


def joined(mail: Mail, customer: Customer, at: datetime) -> Case | None:
    """The case of hers that `mail` joins; None when it is a matter of its own."""
    rows = Case.objects.filter(customer=customer, opened_at__gt=at - WITHIN, opened_at__lte=at)
    opened = list(rows.filter(merged_into=None, history=False).order_by("-opened_at", "-pk")[:MANY])
    if len(opened) < (1 if mail.automatic in ("generated", "list") else FEW):
        return None
    shape = shape_of(mail.subject)
    alike = next((case for case in opened if shape_of(case.subject) == shape), None)
    return alike or (opened[0] if len(opened) >= MANY else None)


def shape_of(subject: str) -> str:
    """What two alerts of one kind share: the subject without numbers, names with numbers in them, and marks."""
    return " ".join(_CHANGES.sub("#", subjects.stem(subject)).split())
