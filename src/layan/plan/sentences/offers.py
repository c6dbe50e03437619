"""What somebody may give, one set of sentences per offer: no language builds them from the same parts.

In each, `{who}` is who may, `{amount}` money, `{period}` a length of time.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from layan.plan.say import Say, say


class MayGive(NamedTuple):
    """How far somebody may go with an offer: without limit, or up to an amount in one case, for one customer
    ever, or for one customer within a period."""

    any_amount: Say
    in_one_case: Say
    to_one_customer: Say
    within_a_period: Say


REFUND: Final = MayGive(
    say("{who} may refund any amount."),
    say("{who} may refund up to {amount} in one case."),
    say("{who} may refund one customer up to {amount} in all."),
    say("{who} may refund one customer up to {amount} within {period}."),
)

REPLACEMENT: Final = MayGive(
    say("{who} may replace a product of any value."),
    say("{who} may replace products worth up to {amount} in one case."),
    say("{who} may replace products worth up to {amount} in all for one customer."),
    say("{who} may replace products worth up to {amount} for one customer within {period}."),
)

DISCOUNT: Final = MayGive(
    say("{who} may give a discount of any amount."),
    say("{who} may give a discount of up to {amount} in one case."),
    say("{who} may give one customer discounts of up to {amount} in all."),
    say("{who} may give one customer discounts of up to {amount} within {period}."),
)

CREDIT: Final = MayGive(
    say("{who} may give credit of any amount."),
    say("{who} may give credit of up to {amount} in one case."),
    say("{who} may give one customer credit of up to {amount} in all."),
    say("{who} may give one customer credit of up to {amount} within {period}."),
)

GOODWILL: Final = MayGive(
    say("{who} may give any amount as goodwill."),
    say("{who} may give up to {amount} as goodwill in one case."),
    say("{who} may give one customer up to {amount} as goodwill in all."),
    say("{who} may give one customer up to {amount} as goodwill within {period}."),
)

EXTENSION: Final = MayGive(
    say("{who} may grant an extension of any value."),
    say("{who} may grant an extension worth up to {amount} in one case."),
    say("{who} may grant one customer extensions worth up to {amount} in all."),
    say("{who} may grant one customer extensions worth up to {amount} within {period}."),
)

# `{offer}` is a business's own word, so these name it without bending it.
OWN: Final = MayGive(
    say("{who} may offer this of any value: {offer}."),
    say("{who} may offer this, worth up to {amount} in one case: {offer}."),
    say("{who} may offer this, worth up to {amount} in all for one customer: {offer}."),
    say("{who} may offer this, worth up to {amount} for one customer within {period}: {offer}."),
)

MAY_GIVE: Final[Mapping[str, MayGive]] = {
    "refund": REFUND,
    "replacement": REPLACEMENT,
    "discount": DISCOUNT,
    "credit": CREDIT,
    "goodwill": GOODWILL,
    "extension": EXTENSION,
}
