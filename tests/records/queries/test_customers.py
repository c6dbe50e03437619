"""Finding customers."""

import pytest

from layan.actions import customers
from layan.records.queries.customers import by_address, found, normalised, suggestions
from tests.cast import NOW, a_case


@pytest.mark.parametrize(
    ("kind", "written", "compared"),
    [
        ("email", " Budi@Example.NET ", "budi@example.net"),
        ("email", "İ@example.net", "i̇@example.net"),
        ("phone", "+62 (812) 345-67890", "+6281234567890"),
        ("phone", "0812 3456 7890", "+6281234567890"),
        ("phone", "+1 202 555 0143", "+12025550143"),
        ("phone", "\0ext. 12", "12"),
        ("counter", " 7 ", "7"),
    ],
)
def test_the_form_in_which_addresses_are_compared(cast, kind, written, compared):
    assert normalised(kind, written) == compared


def test_without_a_plan_a_national_number_stays_as_it_is(db):
    assert normalised("phone", "0812 3456 7890") == "081234567890"


def test_found_by_a_part_of_name_or_address_the_newest_first(cast):
    assert found("") == [cast.lina, cast.budi]
    assert found("hart") == found("BUDI@ex") == [cast.budi]
    assert found("example") == [cast.lina, cast.budi] and found("nobody") == [] == found("%")
    assert found("\0") == found("")
    assert by_address("email", "nobody@example.net") is None


def test_found_however_the_name_is_written_and_by_a_number_as_it_is_dialled(cast):
    irem, _ = customers.found_or_made(kind="email", address="i@example.net", name="İrem Işık Öztürk", at=NOW)
    a_case(cast, customer=irem)
    for written in ("ışık", "ISIK", "irem isik", "IŞIK", "ozturk"):
        assert found(written) == [irem], written
    assert found("irem lina") == []
    customers.add_address(customer=irem, kind="phone", address="+62 812-3456-7890")
    assert found("0812 3456") == found("812-3456-7890") == [irem]


def test_the_same_name_in_another_case_is_the_same(cast):
    irem, _ = customers.found_or_made(kind="email", address="i@example.net", name="İrem Işık", at=NOW)
    twin, _ = customers.found_or_made(kind="email", address="j@example.net", name="IREM IŞIK", at=NOW)
    customers.found_or_made(kind="email", address="k@example.net", name="İrem Işıklı", at=NOW)
    a_case(cast, customer=irem)
    assert suggestions(twin) == [irem]


def test_who_has_the_same_name_may_be_the_same(cast):
    twin, _ = customers.found_or_made(kind="email", address="b@example.org", name="BUDI HARTONO", at=NOW)
    nameless, _ = customers.found_or_made(kind="email", address="c@example.org", at=NOW)
    assert suggestions(cast.budi) == [twin] and suggestions(nameless) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_is_three_queries(cast, count, django_assert_num_queries):
    for number in range(count):
        customers.found_or_made(kind="email", address=f"s{number}@example.org", name="Siti", at=NOW)
    with django_assert_num_queries(3):
        for person in found("siti"):
            assert list(person.addresses.all())
