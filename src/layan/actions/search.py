"""Keeping the search text beside what it is made of."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models.functions import Coalesce

from layan.records.fold import fold
from layan.records.models import Address, Case, Message, SearchText

MOST = 20_000
"""Characters of one message that can be searched; the rest is seldom the customer's own words."""


def index_case(case: Case) -> None:
    """Its number, subject and customer."""
    index_cases([case])


def index_cases(cases: Collection[Case]) -> None:
    """The number, subject and customer of each; what stands there already stays."""
    known: dict[int, list[str]] = defaultdict(list)
    shown = Address.objects.filter(customer__in={case.customer_id for case in cases}).order_by("pk")
    for customer, address in shown.values_list("customer", "shown"):
        known[customer].append(address)
    # Not `message=None`: SQLite would look through its index on message, which has a null for every case there is.
    texts = SearchText.objects.annotate(said=Coalesce("message", 0)).filter(case__in=cases, said=0)
    there = {row.case_id: row for row in texts}
    fresh = []
    for case in cases:
        whose = " ".join((case.customer.name, *known[case.customer_id]))
        folded, row = fold(f"{case.pk} {case.subject} {whose}"), there.get(case.pk)
        if row is None:
            fresh.append(SearchText(case=case, folded=folded))
        elif row.folded != folded:
            row.folded = folded
            row.save(update_fields=["folded"])
    SearchText.objects.bulk_create(fresh)


def index_new(messages: Iterable[Message]) -> None:
    """What was said just now; each message knows its case, and that its customer."""
    SearchText.objects.bulk_create([_text(message) for message in messages])


def index_messages(ids: Iterable[int]) -> None:
    """What was said, under the case it belongs to now; with whose case it is, since people ask for both at once."""
    rows = Message.objects.select_related("case__customer").filter(pk__in=list(ids))
    SearchText.objects.bulk_create(
        [_text(message) for message in rows],
        update_conflicts=True,
        unique_fields=["message"],
        update_fields=["case", "folded"],
    )


def _text(message: Message) -> SearchText:
    folded = fold(f"{_whose(message)} {message.text}"[:MOST])
    return SearchText(message=message, case_id=message.case_id, folded=folded)


def _whose(message: Message) -> str:
    return f"{message.subject} {message.case.customer.name} {message.sender}"
