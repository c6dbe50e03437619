"""Conditions on what is known of a customer."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

type Test = Literal["is", ">=", ">", "<=", "<"]
type Known = str | Decimal | date

_COMPARE: Final = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}


@dataclass(frozen=True, slots=True)
class Condition:
    """What a customer's field must be: one of several values (`is`), or compared with one."""

    field: str
    test: Test
    values: tuple[Known, ...]

    def fits(self, fields: Mapping[str, object]) -> bool:
        """Whether the field, as a value or as text, meets this; what is unknown or unlike does not."""
        known = _alike(fields.get(self.field), self.values[0])
        if known is None:
            return False
        if self.test == "is":
            return known in [_alike(value, value) for value in self.values]
        return bool(_COMPARE[self.test](known, self.values[0]))


def _alike(found: object, wanted: Known) -> Known | None:
    """What is found, as a value of the kind that is wanted."""
    if found is None:
        return None
    written = str(found).strip()
    try:
        if isinstance(wanted, Decimal):
            number = Decimal(written)
            return number if number.is_finite() else None
        if isinstance(wanted, date):
            return found.date() if isinstance(found, datetime) else date.fromisoformat(written)
    except (ValueError, InvalidOperation):
        return None
    return written.casefold()
