"""Finding customers, and what the desk shows of one."""

from django.db.models import Q
from django.utils import timezone

from layan.records.models import Address, Customer
from layan.records.plans import NoPlan, plan_in_force


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


SHOWN = 50


def found(query: str) -> list[Customer]:
    """The customers whose name or address has what is asked for, else the newest; with their addresses."""
    rows = Customer.objects.filter(merged_into=None).prefetch_related("addresses")
    query = query.replace("\0", "")
    if query:
        rows = rows.filter(
            Q(name__icontains=query) | Q(addresses__value__icontains=query.casefold())
        ).distinct()
    return list(rows.order_by("-pk")[:SHOWN])


def suggestions(person: Customer) -> list[Customer]:
    """Others who may be the same person: of the same name."""
    if not person.name:
        return []
    rows = Customer.objects.filter(name__iexact=person.name, merged_into=None).exclude(pk=person.pk)
    return list(rows.prefetch_related("addresses").order_by("pk")[:5])
