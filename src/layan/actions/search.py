"""Keeping the search text beside what it is made of."""

from collections.abc import Iterable

from layan.records.fold import fold
from layan.records.models import Case, Message, SearchText

MOST = 20_000
"""Characters of one message that can be searched; the rest is seldom the customer's own words."""


def index_case(case: Case) -> None:
    """Its number, subject and customer."""
    customer = case.customer
    known = " ".join(customer.addresses.values_list("shown", flat=True))
    folded = fold(f"{case.pk} {case.subject} {customer.name} {known}")
    if not SearchText.objects.filter(case=case, message=None).update(folded=folded):
        SearchText.objects.create(case=case, folded=folded)


def index_messages(ids: Iterable[int]) -> None:
    """What was said, under the case it belongs to now; with whose case it is, since people ask for both at once."""
    rows = Message.objects.select_related("case__customer").filter(pk__in=list(ids))
    texts = [
        SearchText(
            message=message, case_id=message.case_id, folded=fold(f"{_whose(message)} {message.text}"[:MOST])
        )
        for message in rows
    ]
    SearchText.objects.bulk_create(
        texts, update_conflicts=True, unique_fields=["message"], update_fields=["case", "folded"]
    )


def _whose(message: Message) -> str:
    return f"{message.subject} {message.case.customer.name} {message.sender}"
