from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from layan.plan.conditions import Condition


@pytest.mark.parametrize(
    ("test", "wanted", "found", "fits"),
    [
        (">=", Decimal(2000), 2000, True), (">", Decimal(2000), "2000", False), ("<", Decimal(2000), 1999.5, True),
        ("<=", Decimal(2000), "many", False), ("is", Decimal(2000), Decimal("2000.0"), True),
        ("<", Decimal(5), "NaN", False),
        (">=", date(2024, 1, 1), "2024-01-01", True),
        ("<", date(2024, 1, 1), datetime(2023, 5, 5, 12, tzinfo=UTC), True),
        ("<", date(2024, 1, 1), "05/05/2023", False), ("is", "Gold", " gold ", True), ("is", "Gold", "silver", False),
        ("is", "Gold", None, False),
    ],
)  # fmt: skip
def test_what_a_field_must_be(test, wanted, found, fits):
    assert Condition("field", test, (wanted,)).fits({"field": found}) is fits


def test_one_of_several_values():
    condition = Condition("member", "is", ("silver", "gold"))
    assert condition.fits({"member": "GOLD"})
    assert not condition.fits({})
