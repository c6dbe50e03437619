"""The form of a provider that signs us in to mailboxes."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from layan.records.models import MailProvider

if TYPE_CHECKING:
    _OfProvider = forms.ModelForm[MailProvider]
else:
    _OfProvider = forms.ModelForm  # generic for the types alone


class ProviderForm(_OfProvider):
    """Where it is, and what it knows us by. The secret is never shown; an empty one leaves what is kept."""

    client_secret = forms.CharField(
        label=gettext_lazy("Client secret"),
        help_text=gettext_lazy("Empty: the one that is kept stays."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        required=False,
        max_length=500,
        strip=False,
    )

    class Meta:
        model = MailProvider
        fields = ("name", "client_id", "authorize_url", "token_url", "scope", "extra")
        labels = {  # noqa: RUF012
            "name": gettext_lazy("Name of the provider"),
            "client_id": gettext_lazy("Client ID"),
            "authorize_url": gettext_lazy("Address of the consent page"),
            "token_url": gettext_lazy("Address that gives tokens"),
            "scope": gettext_lazy("Scope"),
            "extra": gettext_lazy("More to ask with"),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("authorize_url", "token_url"):
            if urlsplit(data.get(name) or "https:").scheme not in ("https", "http"):
                self.add_error(name, _("An address on the web begins with https://."))
        return data
