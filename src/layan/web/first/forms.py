"""What a new business is asked."""

import json
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

from babel import Locale
from babel.numbers import get_territory_currencies
from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from layan.actions import starters
from layan.actions.currencies import HUNDRED_THOUSAND
from layan.actions.first import Administrator
from layan.plan.codes import COUNTRIES
from layan.records.models import User
from layan.web.account.forms import HINT, check_password, language_field
from layan.web.templatetags.layan import speak

_AREAS: Final = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@cache
def time_zones() -> tuple[tuple[str, str], ...]:
    """The zones people live in, by their names in the world's list."""
    names = sorted(name for name in available_timezones() if name.startswith(_AREAS))
    return tuple((name, name.replace("_", " ")) for name in (*names, "UTC"))


@cache
def currencies() -> str:
    """The currency that each country pays with, as JSON: those of which starter plans have amounts."""
    found = {code: get_territory_currencies(code) for code in COUNTRIES}
    return json.dumps(
        {code: paid[-1] for code, paid in found.items() if paid and paid[-1] in HUNDRED_THOUSAND}
    )


def _named(codes: Any, names: Any) -> list[tuple[str, str]]:
    choices = [(code, str(names.get(code, code))) for code in codes]
    return [("", _("Please choose")), *sorted(choices, key=lambda choice: choice[1].casefold())]


class FirstRun(forms.Form):
    """The business, and who sets it up."""

    name = forms.CharField(label=gettext_lazy("Name of the business"), max_length=starters.LONGEST_NAME)
    template = forms.ChoiceField(label=gettext_lazy("What it does"), widget=forms.RadioSelect)
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), help_text=gettext_lazy("Its public holidays go into your plan.")
    )
    timezone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), help_text=gettext_lazy("In which your opening hours are meant.")
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"))
    first_language = forms.ChoiceField(
        label=gettext_lazy("Main language"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("Your plan is written in it."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Also spoken to customers"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    person = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        help_text=HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    language = language_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locale = Locale.parse(get_language() or "en")
        trades = [(key, speak(starters.TRADES[key][0])) for key in starters.trades()]
        self._offer("template", trades)
        self._offer("country", _named(sorted(COUNTRIES), locale.territories))
        self.fields["country"].widget.attrs["data-currencies"] = currencies()
        self._offer("timezone", [("", _("Please choose")), *time_zones()])
        self._offer("currency", _named(sorted(HUNDRED_THOUSAND), locale.currencies))
        self.fields["language"].label = _("Your own language")

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        check_password(self, given, User(email=given.get("email", ""), name=given.get("person", "")))
        return given

    def own(self) -> starters.Own:
        given = self.cleaned_data
        also = [code for code in given["languages"] if code != given["first_language"]]
        languages = (given["first_language"], *also)
        return starters.Own(given["name"], given["country"], given["timezone"], given["currency"], languages)

    def administrator(self) -> Administrator:
        given = self.cleaned_data
        return Administrator(given["person"], given["email"], given["language"], given["password"])
