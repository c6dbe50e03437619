"""Customers: made from their first contact, found again by any address, joined by hand and parted again."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from layan.live import tell
from layan.records.models import Address, Case, Customer, CustomerMerge, User
from layan.records.queries.customers import normalised


def found_or_made(
    *, kind: str, address: str, name: str = "", language: str = "", at: datetime
) -> tuple[Customer, bool]:
    """The customer with that address, and whether she is new. A name or language we lacked is kept."""
    value = normalised(kind, address)
    with transaction.atomic():
        owner = Address.objects.select_related("customer").filter(kind=kind, value=value).first()
        if owner is not None:
            return _learned(owner.customer, name, language), False
        customer = Customer.objects.create(name=name[:200], language=language, created_at=at)
        mine, made = Address.objects.get_or_create(
            kind=kind, value=value, defaults={"customer": customer, "shown": address[:254]}
        )
        if not made:  # somebody else made her at the same moment
            customer.delete()
        return mine.customer, made


class Met(NamedTuple):
    """Somebody who wrote from an address, for the first time or again."""

    address: str
    name: str
    language: str
    at: datetime


def all_found_or_made(met: Sequence[Met]) -> list[Customer]:
    """The same for many addresses of mail, each another one. Within a transaction; raises IntegrityError where
    somebody else meets one of them at the same moment."""
    values = [normalised("email", one.address) for one in met]
    rows = Address.objects.select_related("customer").filter(kind="email", value__in=values)
    owners = {row.value: row.customer for row in rows}
    made = {
        value: Customer(name=one.name[:200], language=one.language, created_at=one.at)
        for value, one in zip(values, met, strict=True)
        if value not in owners
    }
    Customer.objects.bulk_create(made.values())
    shown = {value: one.address[:254] for value, one in zip(values, met, strict=True)}
    Address.objects.bulk_create(
        [Address(customer=one, kind="email", value=value, shown=shown[value]) for value, one in made.items()]
    )
    return [
        made[value] if value in made else _learned(owners[value], one.name, one.language)
        for value, one in zip(values, met, strict=True)
    ]


def _learned(customer: Customer, name: str, language: str) -> Customer:
    learned = {"name": name[:200], "language": language}
    missing = [key for key, value in learned.items() if value and not getattr(customer, key)]
    for key in missing:
        setattr(customer, key, learned[key])
    if missing:
        customer.save(update_fields=missing)
    return customer


def add_address(*, customer: Customer, kind: str, address: str) -> Address | None:
    """Give her another address; None when it is somebody else's."""
    row, _ = Address.objects.get_or_create(
        kind=kind, value=normalised(kind, address), defaults={"customer": customer, "shown": address[:254]}
    )
    return row if row.customer_id == customer.pk else None


def change(*, customer: Customer, fields: dict[str, object], **values: str) -> None:
    """Write what the business knows of her: `name`, `language`, `about`, `segment`, and the profile's own `fields`."""
    for key in ("name", "language", "about", "segment"):
        if key in values:
            setattr(customer, key, values[key])
    customer.fields = {**customer.fields, **fields}
    customer.save(update_fields=["name", "language", "about", "segment", "fields"])


def unreachable(*, addresses: Iterable[str], reason: str, at: datetime) -> None:
    """Mail to these came back for good: they get no automatic letters from now on."""
    values = [normalised("email", one) for one in addresses]
    rows = Address.objects.filter(kind="email", value__in=values, bounced_at=None)
    rows.update(bounced_at=at, bounce=reason[:500])


def reachable(*, address: str) -> bool:
    """It is there after all: mail came from it, or somebody of ours says so. Whether that was news."""
    rows = Address.objects.filter(kind="email", value=normalised("email", address), bounced_at__isnull=False)
    return bool(rows.update(bounced_at=None, bounce=""))


def all_reachable(addresses: Iterable[str]) -> None:
    """The same of many at once."""
    values = {normalised("email", address) for address in addresses if address}
    Address.objects.filter(kind="email", value__in=values, bounced_at__isnull=False).update(
        bounced_at=None, bounce=""
    )


def stop_letters(*, customer: Customer, at: datetime) -> None:
    """She wants no automatic letters any more; what people write to her is none."""
    Customer.objects.filter(pk=customer.pk, letters_stopped_at=None).update(letters_stopped_at=at)
    tell(what="customer", at=at)


def allow_letters(*, customer: Customer, at: datetime) -> None:
    """She wants them again."""
    Customer.objects.filter(pk=customer.pk).update(letters_stopped_at=None)
    tell(what="customer", at=at)


def merge(*, source: Customer, into: Customer, by: User | None, at: datetime) -> CustomerMerge:
    """`source` is the same person as `into`: her addresses and cases go there. ValueError for one with herself."""
    if source.pk == into.pk or source.merged_into_id or into.merged_into_id:
        raise ValueError("not two customers")
    with transaction.atomic():
        moved = {
            "addresses": _ids(source.addresses.values_list("pk", flat=True)),
            "cases": _ids(source.cases.values_list("pk", flat=True)),
        }
        Address.objects.filter(pk__in=moved["addresses"]).update(customer=into)
        _give(moved["cases"], into)
        source.merged_into = into
        source.save(update_fields=["merged_into"])
        tell(what="customer", at=at)
        return CustomerMerge.objects.create(source=source, target=into, moved=moved, by=by, at=at)


def unmerge(*, merge: CustomerMerge, at: datetime) -> None:
    """They are two after all: what the merge moved goes back, as far as it is still there."""
    with transaction.atomic():
        locked = CustomerMerge.objects.select_for_update().get(pk=merge.pk)
        if locked.undone_at:
            return
        Address.objects.filter(pk__in=locked.moved["addresses"], customer_id=locked.target_id).update(
            customer_id=locked.source_id
        )
        mine = Case.objects.filter(pk__in=locked.moved["cases"], customer_id=locked.target_id)
        _give(_ids(mine.values_list("pk", flat=True)), locked.source)
        Customer.objects.filter(pk=locked.source_id).update(merged_into=None)
        locked.undone_at = at
        locked.save(update_fields=["undone_at"])
        tell(what="customer", at=at)


def _ids(values: Iterable[int]) -> list[int]:
    return list(values)


def _give(cases: list[int], customer: Customer) -> None:
    # Whose case it is belongs to the people, not to the life of the case: the fold keeps its first customer.
    Case.objects.filter(pk__in=cases).update(customer=customer)
