"""What the desk's pages take in, checked before anything is done with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from layan.plan.plan import Plan
from layan.plan.say import Offer, Priority
from layan.plan.units import Money
from layan.plan.wording import Speaker
from layan.records.models import User

PRIORITIES = ("low", "normal", "high", "urgent")
MOST_FILE = 25 * 1024 * 1024
"""Bytes of one file, as most mail servers take."""
FIRST = {"autofocus": True}
"""Where one begins to type as a dialog opens."""


def addresses(values: Iterable[str]) -> list[str]:
    """The addresses among what was chosen and typed, each once. Raises ValidationError naming a wrong one."""
    found = [word for value in values for word in value.replace(",", " ").replace(";", " ").split()]
    for address in found:
        try:
            validate_email(address)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                _("%(address)s is no email address."), params={"address": address}
            ) from error
    return list(dict.fromkeys(found))


def assignee(value: str, colleagues: Iterable[User]) -> int | None:
    """Whom a case is given to: somebody who works here, or nobody. Raises BadRequest for whom no page offers."""
    if value in ("", "none"):
        return None
    found = next((user.pk for user in colleagues if str(user.pk) == value), None)
    if found is None:
        raise BadRequest
    return found


@dataclass(frozen=True)
class Unfilled:
    """A form nobody has filled in yet, by what it is made of: the same for every case, so its fields are kept."""

    kind: type[forms.Form]
    given: tuple[tuple[str, Any], ...] = ()
    is_bound = False
    do_not_call_in_templates = True

    def form(self) -> forms.Form:
        return self.kind(**dict(self.given))


type Choices = tuple[tuple[str, str], ...]


class SnoozeForm(forms.Form):
    until = forms.DateTimeField(
        label=_("Until"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )


class TransferForm(forms.Form):
    """To another team, and in it perhaps a person."""

    team = forms.ChoiceField(label=_("Team"), widget=forms.Select(attrs=FIRST))
    assignee = forms.ChoiceField(label=_("Person"), required=False)
    reason = forms.CharField(
        label=_("What she should know"),
        help_text=_("So that the customer need not tell it twice."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args: Any, teams: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = teams  # type: ignore[attr-defined]
        self.fields["assignee"].choices = [("", _("Nobody yet")), *people]  # type: ignore[attr-defined]


class OfferForm(forms.Form):
    """What to give: an offer the plan knows, an amount in the business's currency, why."""

    offer = forms.ChoiceField(label=_("What"), widget=forms.Select(attrs=FIRST))
    amount = forms.DecimalField(
        label=_("Amount"), required=False, min_value=Decimal(0), max_digits=14, decimal_places=2
    )
    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )

    def __init__(self, *args: Any, offers: Choices, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["offer"].choices = offers  # type: ignore[attr-defined]

    def money(self) -> Money | None:
        """The amount, or None for an offer without one."""
        amount = self.cleaned_data.get("amount")
        return None if amount is None else Money(amount, self.currency)


def offer_choices(plan: Plan, speaker: Speaker) -> dict[str, Any]:
    """What an OfferForm is made of: every offer the plan speaks of, and its currency."""
    offers = sorted({rule.offer for page in plan.policies.values() for rule in page.rules.authority})
    named = tuple((key, speaker.value(Offer(key))) for key in offers)
    return {"offers": named, "currency": plan.business.currency}


def priority_choices(speaker: Speaker) -> list[tuple[str, str]]:
    return [(key, speaker.value(Priority(key))) for key in PRIORITIES]
