"""Customers: made once, found by any address, joined and parted."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from layan.actions import customers, messages
from layan.records.models import Address, Customer
from layan.records.queries.customers import by_address, found, suggestions
from tests.cast import NOW, a_case


def _made(kind, address, **more):
    return customers.found_or_made(kind=kind, address=address, at=NOW, **more)


def test_the_first_contact_makes_her_and_the_next_finds_her(cast):
    made, new = _made("email", "Siti@Example.NET ", name="Siti")
    again, not_new = _made("email", "siti@example.net", name="Siti Aminah", language="id")
    assert (new, not_new, again.pk) == (True, False, made.pk)
    assert (again.name, again.language) == ("Siti", "id"), "what was lacking is learned, nothing overwritten"
    assert by_address("email", "SITI@example.net") == made
    assert made.addresses.get().shown == "Siti@Example.NET "[:254]


@pytest.mark.parametrize(
    "written", ["+62 812-3456-7890", "0812 3456 7890", "(0812) 34567890", "+6281234567890"]
)
def test_a_number_is_found_however_it_is_written(cast, written):
    made, _ = _made("phone", "+6281234567890")
    assert by_address("phone", written) == made


def test_what_is_no_number_is_compared_as_it_stands(cast):
    made, _ = _made("phone", "ext. 12")
    assert by_address("phone", "12") == made


@pytest.mark.django_db(transaction=True)
def test_two_first_contacts_at_once_make_one_customer(cast):
    def work(_):
        try:
            return _made("email", "both@example.net", name="Both")[0].pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(work, range(4)))
    assert len(made) == 1
    assert Customer.objects.filter(name="Both").count() == 1


def test_an_address_belongs_to_one(cast):
    assert customers.add_address(customer=cast.budi, kind="email", address="B.Hartono@example.net")
    assert customers.add_address(customer=cast.budi, kind="email", address="b.hartono@example.net")
    assert customers.add_address(customer=cast.lina, kind="email", address="b.hartono@example.net") is None
    assert by_address("email", "b.hartono@example.net") == cast.budi


def test_what_is_known_of_her_is_kept_field_by_field(cast):
    customers.change(customer=cast.budi, fields={"city": "Bandung"}, name="Budi H.", segment="regular")
    customers.change(customer=cast.budi, fields={"member": "gold"}, about="Rings twice")
    cast.budi.refresh_from_db()
    assert cast.budi.fields == {"city": "Bandung", "member": "gold"}
    assert (cast.budi.name, cast.budi.segment, cast.budi.about) == ("Budi H.", "regular", "Rings twice")


def test_two_who_are_one_are_joined_and_parted(cast):
    twin, _ = _made("email", "budi.work@example.org", name="Budi Hartono")
    hers, other = a_case(cast, customer=twin), a_case(cast)
    assert suggestions(cast.budi) == [twin] and cast.budi in suggestions(twin)
    merge = customers.merge(source=twin, into=cast.budi, by=cast.sari, at=NOW)
    hers.refresh_from_db()
    assert hers.customer == cast.budi and by_address("email", "budi.work@example.org") == cast.budi
    assert twin not in found("Budi") and suggestions(cast.budi) == []

    late = messages.receive(
        said=messages.Said("A new one", sender="budi.work@example.org"),
        customer=cast.budi,
        channel="email",
        at=NOW,
    )
    customers.unmerge(merge=merge, at=NOW)
    customers.unmerge(merge=merge, at=NOW)
    hers.refresh_from_db()
    assert hers.customer == twin and by_address("email", "budi.work@example.org") == twin
    other.refresh_from_db()
    assert other.customer == cast.budi and late.case.customer == cast.budi


def test_nobody_is_joined_with_herself_or_twice(cast):
    twin, _ = _made("email", "twin@example.org")
    with pytest.raises(ValueError):
        customers.merge(source=cast.budi, into=cast.budi, by=None, at=NOW)
    customers.merge(source=twin, into=cast.budi, by=None, at=NOW)
    with pytest.raises(ValueError):
        customers.merge(source=twin, into=cast.lina, by=None, at=NOW)
    with pytest.raises(ValueError):
        customers.merge(source=cast.lina, into=twin, by=None, at=NOW)
    assert Address.objects.filter(customer=cast.budi).count() == 2
