"""Sums under the limits of a plan: what has been given, what is left, and whether a wish still fits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from layan.plan.pages.policy import Limit
from layan.plan.units import Money, total


@dataclass(frozen=True, slots=True)
class Given:
    """Something this customer was given before: `per_case` when in the very case that is asked about."""

    amount: Money | None
    offer: str
    at: datetime
    per_case: bool = True


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that might be given now. The amount is None for what has none, or is not known yet."""

    offer: str
    amount: Money | None
    at: datetime
    given: tuple[Given, ...] = ()


class Fit(Enum):
    """How a wish stands to a limit."""

    FITS = "fits"
    TOO_MUCH = "too much"
    TOO_OFTEN = "too often"
    NO_AMOUNT = "no amount"
    OTHER_CURRENCY = "other currency"


@dataclass(frozen=True, slots=True)
class Standing:
    """A limit on a page, by its key, and how far it has been used up for one wish."""

    page: str
    limit: Limit
    wish: Wish
    counted: tuple[Given, ...]

    @classmethod
    def of(cls, page: str, limit: Limit, wish: Wish) -> "Standing":
        """How far a limit has been used up by what the wish says was given."""
        return cls(page, limit, wish, tuple(_counted(limit, wish)))

    @property
    def _currency(self) -> str:
        return self.limit.up_to.currency if self.limit.up_to else ""

    @property
    def _amounts(self) -> list[Money]:
        return [given.amount for given in self.counted if given.amount]

    @property
    def comparable(self) -> bool:
        """Whether everything given, and asked now, is in the currency of the limit."""
        asked = [self.wish.amount] if self.wish.amount else []
        return not self.limit.up_to or all(each.currency == self._currency for each in self._amounts + asked)

    @property
    def spent(self) -> Money:
        """What was given of a limited amount."""
        return total(self._amounts, self._currency)

    @property
    def left(self) -> Money | None:
        """What may still be given before this wish; None without a limit, or when it cannot be compared."""
        if self.limit.up_to is None or not self.comparable:
            return None
        return max(self.limit.up_to - self.spent, Money(Decimal(0), self._currency))

    @property
    def times_left(self) -> int | None:
        """How often it may still be given; None when that is not limited."""
        return None if self.limit.times is None else max(0, self.limit.times - len(self.counted))

    @property
    def used_up(self) -> bool:
        """Whether nothing more can be given under this limit."""
        return self.times_left == 0 or not self.comparable or (self.left is not None and not self.left.amount)

    @property
    def fit(self) -> Fit:
        """Whether the wish may be met under this limit."""
        if self.limit.up_to is not None:
            if not self.comparable:
                return Fit.OTHER_CURRENCY
            if self.wish.amount is None:
                return Fit.NO_AMOUNT
            if self.spent + self.wish.amount > self.limit.up_to:
                return Fit.TOO_MUCH
        return Fit.TOO_OFTEN if self.times_left == 0 else Fit.FITS


def _counted(limit: Limit, wish: Wish) -> Iterable[Given]:
    """What was given of the same offer in the case, or to the customer in the time looked back."""
    since = limit.period.before(wish.at) if limit.period else None
    for given in wish.given:
        here = given.per_case if limit.per == "case" else since is None or given.at >= since
        if here and given.offer == wish.offer:
            yield given


def tightest(standings: Sequence[Standing]) -> Standing:
    """The one of several limits that leaves least."""
    return min(standings, key=lambda each: _room([each]))


def reach(standings: Sequence[Standing]) -> tuple[bool, *tuple[Decimal, ...]]:
    """How far limits that all hold let one go; larger is further."""
    return not any(each.used_up for each in standings), *_room(standings)


def _room(standings: Sequence[Standing]) -> tuple[Decimal, Decimal]:
    """The least amount and the least times that several limits leave."""
    amounts = [each.left.amount for each in standings if each.left is not None]
    times = [Decimal(each.times_left) for each in standings if each.times_left is not None]
    return min(amounts, default=Decimal("Infinity")), min(times, default=Decimal("Infinity"))
