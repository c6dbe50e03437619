"""What a customer may read of her case: what she said, and what was said to her. Never notes, never side
conversations, nothing that has not left yet; and of a case that holds something of somebody else's, her own part."""

from collections.abc import Iterable

from layan.records.models import Address, Case, Event, Message
from layan.records.translate import state_of

SEEN = ("in", "out", "letter")


def said_with(case: Case) -> list[Message]:
    """The messages that the customer of `case` may read, oldest first, with their files."""
    others = [*(one.case for one in state_of(case).taken_in), *_goes_on_in(case)]
    rows = Message.objects.filter(case__in=[case.pk, *others], direction__in=SEEN)
    rows = rows.exclude(state__in=("held", "undone", "failed")).exclude(direction="in", automatic="bounce")
    found = list(rows.select_related("case").prefetch_related("attachments__file").order_by("at", "pk"))
    people = {case.customer_id, *_customers([*others, *_moved_from(case.pk, *others)])}
    if people == {case.customer_id}:
        return found
    addresses = _addresses(people)
    return [one for one in found if _is_hers(one, case, addresses)]


def _goes_on_in(case: Case) -> list[int]:
    """The cases it was joined with, one after the other."""
    found: list[int] = []
    following = case.merged_into
    while following is not None:
        found.append(following.pk)
        following = following.merged_into
    return found


def _moved_from(*cases: int) -> Iterable[int]:
    """The cases out of which messages were moved into these."""
    rows = Event.objects.filter(case__in=cases, kind="taken_over")
    return [data["other"] for data in rows.values_list("data", flat=True)]


def _customers(cases: list[int]) -> Iterable[int]:
    return Case.objects.filter(pk__in=cases).values_list("customer", flat=True) if cases else ()


def _addresses(people: Iterable[int]) -> dict[str, int]:
    """Whose each address is, as addresses are compared."""
    rows = Address.objects.filter(customer__in=people, kind="email")
    return dict(rows.values_list("value", "customer"))


def _is_hers(message: Message, case: Case, addresses: dict[str, int]) -> bool:
    """Said by or to her, as far as it can be told; what nobody's address tells belongs to whose case it came into."""
    if message.direction == "in":
        told = [message.sender]
    else:
        told = [one.get("address", "") for one in (*message.to, *message.cc)]
    owners = {addresses[one.casefold()] for one in told if one.casefold() in addresses}
    return case.customer_id in owners if owners else message.case.customer_id == case.customer_id
