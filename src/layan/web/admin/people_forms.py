"""Forms about colleagues: what they may do, which teams they are in."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from layan.plan.roles import ROLES
from layan.plan.say import Role
from layan.records.models import User
from layan.web.account.forms import language_field
from layan.web.templatetags.layan import spoken


def role_names() -> dict[str, str]:
    """The roles in the reader's language."""
    return {role: _begun(spoken(Role(role))) for role in ROLES}


def _begun(word: str) -> str:
    """With a capital letter, which of a Turkish i is İ."""
    first = "İ" if word[:1] == "i" and get_language() == "tr" else word[:1].upper()
    return first + word[1:]


def role_choices() -> list[tuple[str, str]]:
    """Each role with what it is for."""
    about = {
        "representative": _("answers customers"),
        "lead": _("leads a team, decides what is above a representative"),
        "manager": _("decides what is above a lead, publishes the plan"),
        "department": _("sees just the cases that are put to her team"),
        "trainer": _("reads the plan"),
        "reviewer": _("reads cases, changes nothing"),
        "administrator": _("people, mailboxes, letters, the state of the system"),
    }
    names = role_names()
    return [(role, _("{role}: {about}").format(role=names[role], about=about[role])) for role in ROLES]


class Place(forms.Form):
    """Roles and teams. Whoever is no administrator can neither give that role nor take it from somebody."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one role.")},
    )
    teams = forms.MultipleChoiceField(
        label=gettext_lazy("Teams"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, *args: Any, teams: dict[str, str], by: User, user: User | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.by, self.user = by, user
        roles, groups = self.fields["roles"], self.fields["teams"]
        assert isinstance(roles, forms.MultipleChoiceField) and isinstance(groups, forms.MultipleChoiceField)
        roles.choices = role_choices()
        groups.choices = list(teams.items())

    def clean_roles(self) -> list[str]:
        roles: list[str] = self.cleaned_data["roles"]
        had = "administrator" in (self.user.roles if self.user else [])
        if ("administrator" in roles) != had and "administrator" not in self.by.roles:
            raise forms.ValidationError(
                _("Only an administrator makes somebody administrator, or takes it away.")
            )
        return roles


class Invite(Place):
    """Somebody new."""

    email = forms.EmailField(label=gettext_lazy("Email address"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    language = language_field()
    field_order = ("name", "email", "language", "roles", "teams")


class Person(Place):
    """Somebody who is here."""
