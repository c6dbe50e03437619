"""Finding customers, and what the desk shows of one."""

from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils import timezone

from layan.records.fold import fold, words
from layan.records.models import Address, Customer
from layan.records.plans import NoPlan, plan_in_force
from layan.records.queries.search import cases_with


def normalised(kind: str, address: str) -> str:
    """The form in which an address is compared: emails without case, phone numbers in E.164 where they parse (one
    without a country's code as people of the business's own country write it)."""
    value = address.replace("\0", "").strip()
    if kind == "email":
        return value.casefold()[:254]
    if kind == "phone":
        return _number(value)[:254]
    return value[:254]


def _number(value: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(value, _country())
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        pass
    return "".join(c for c in value if c.isdigit() or c == "+")


def _country() -> str | None:
    try:
        return plan_in_force(timezone.now()).business.country
    except NoPlan:
        return None


def by_address(kind: str, address: str) -> Customer | None:
    """The customer with that address."""
    row = (
        Address.objects.select_related("customer").filter(kind=kind, value=normalised(kind, address)).first()
    )
    return row.customer if row else None


def by_addresses(kind: str, addresses: Collection[str]) -> dict[str, Customer]:
    """The customers with those addresses, by the address as it was asked for."""
    asked = {address: normalised(kind, address) for address in addresses}
    rows = Address.objects.select_related("customer").filter(kind=kind, value__in=set(asked.values()))
    owners = {row.value: row.customer for row in rows}
    return {address: owners[value] for address, value in asked.items() if value in owners}


SHOWN = 50


def found(query: str) -> list[Customer]:
    """The customers whose name or address has what is asked for, however it is written, else the newest; with their
    addresses."""
    rows = Customer.objects.filter(merged_into=None).prefetch_related("addresses")
    query = query.replace("\0", "").strip()
    if not query:
        return list(rows.order_by("-pk")[:SHOWN])
    number = normalised("phone", query) if sum(map(str.isdigit, query)) >= FEW_DIGITS else query
    here = Q(name__icontains=query) | Q(addresses__value__icontains=query.casefold())
    asked = rows.filter(here | Q(addresses__value__icontains=number)).distinct()
    return _newest([*asked.order_by("-pk")[:SHOWN], *_written_otherwise(query)])


FEW_DIGITS = 5
"""From so many on it may be a telephone number."""


def _written_otherwise(query: str) -> list[Customer]:
    """Those who have the words in their name or addresses without regard to case, marks and dots: the database
    cannot compare so, the search text is kept so."""
    asked = words(query)
    rows = Customer.objects.filter(merged_into=None, cases__in=cases_with(asked))
    rows = rows.prefetch_related("addresses").distinct()
    return [one for one in rows if all(word in _folded(one) for word in asked)]


def _folded(person: Customer) -> str:
    return fold(" ".join([person.name, *(address.shown for address in person.addresses.all())]))


def _newest(people: Iterable[Customer]) -> list[Customer]:
    return sorted({one.pk: one for one in people}.values(), key=lambda one: -one.pk)[:SHOWN]


def suggestions(person: Customer) -> list[Customer]:
    """Others who may be the same person: of the same name."""
    if not person.name:
        return []
    rows = Customer.objects.filter(name__iexact=person.name, merged_into=None).prefetch_related("addresses")
    alike = [one for one in _written_otherwise(person.name) if fold(one.name) == fold(person.name)]
    found = {one.pk: one for one in (*rows.order_by("pk")[:6], *alike) if one.pk != person.pk}
    return [found[pk] for pk in sorted(found)][:5]
