"""Forms about mailboxes: what it is called, where it is, how much of what lies there comes in."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from layan.records.models import Mailbox, MailProvider

if TYPE_CHECKING:
    _OfMailbox = forms.ModelForm[Mailbox]
    _ChoiceOfProvider = forms.ModelChoiceField[MailProvider]
else:
    _ChoiceOfProvider = forms.ModelChoiceField
    _OfMailbox = forms.ModelForm  # generic for the types alone

SECURITY = (
    ("tls", gettext_lazy("TLS from the first word")),
    ("starttls", gettext_lazy("STARTTLS")),
    ("none", gettext_lazy("None: everybody on the way can read it")),
)
HISTORY = (
    ("none", gettext_lazy("None: only what comes from now on")),
    ("30", gettext_lazy("Of the last 30 days")),
    ("365", gettext_lazy("Of the last year")),
    ("all", gettext_lazy("All of it")),
)


def _password(label: Any, help_text: Any = "") -> forms.CharField:
    # autocomplete: a browser must not put the administrator's own password here.
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(
        label=label, help_text=help_text, widget=widget, required=False, max_length=500, strip=False
    )


class _ByName(_ChoiceOfProvider):
    def label_from_instance(self, provider: MailProvider) -> str:
        return provider.name


class Begin(forms.Form):
    """Whose mailbox it is."""

    address = forms.EmailField(label=gettext_lazy("Address"), max_length=254)
    name = forms.CharField(label=gettext_lazy("What you call it"), max_length=120)
    channel = forms.ChoiceField(label=gettext_lazy("Channel of the plan"))

    def __init__(self, *args: Any, channels: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = channels

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if Mailbox.objects.filter(address__iexact=address).exists():
            raise forms.ValidationError(_("A mailbox with this address is here already."))
        return address


class Settings(_OfMailbox):
    """Everything about a mailbox. Passwords are never shown; an empty one leaves what is kept."""

    imap_password = _password(gettext_lazy("Password"), gettext_lazy("Empty: the one that is kept stays."))
    smtp_password = _password(
        gettext_lazy("Password for sending"), gettext_lazy("Empty: the same as for receiving.")
    )

    class Meta:
        model = Mailbox
        fields = (
            "name", "channel", "sender_name", "plus_addressing", "provider", "authserv_id",
            "imap_host", "imap_port", "imap_security", "imap_user", "folder",
            "smtp_host", "smtp_port", "smtp_security", "smtp_user",
        )  # fmt: skip
        labels = {  # noqa: RUF012
            "name": gettext_lazy("What you call it"),
            "sender_name": gettext_lazy("Name of the sender"),
            "plus_addressing": gettext_lazy("Takes mail to name+anything@…"),
            "authserv_id": gettext_lazy("Name of the server that checks senders"),
            "imap_host": gettext_lazy("IMAP server"),
            "imap_port": gettext_lazy("Port"),
            "imap_user": gettext_lazy("User"),
            "folder": gettext_lazy("Folder"),
            "smtp_host": gettext_lazy("SMTP server"),
            "smtp_port": gettext_lazy("Port"),
            "smtp_user": gettext_lazy("User for sending"),
        }
        help_texts = {  # noqa: RUF012
            "plus_addressing": gettext_lazy(
                "Then answers find their case even when a program drops everything else."
            ),
            "authserv_id": gettext_lazy(
                "As it stands in Authentication-Results of mail that came in; “-” where no name stands there. "
                "Empty: nothing is said about senders."
            ),
            "smtp_user": gettext_lazy("Empty: the server asks for none."),
        }

    def __init__(self, *args: Any, channels: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["channel"] = forms.ChoiceField(label=_("Channel of the plan"), choices=channels)
        for name in ("imap_security", "smtp_security"):
            self.fields[name] = forms.ChoiceField(label=_("Security"), choices=SECURITY)
        self.fields["folder"].required = False
        self.fields["provider"] = _ByName(
            MailProvider.objects.order_by("name"),
            label=_("Signed in by"),
            empty_label=_("Password"),
            required=False,
        )

    def clean_authserv_id(self) -> str:
        name: str = self.cleaned_data["authserv_id"]
        return name.strip()

    def clean_folder(self) -> str:
        return self.cleaned_data["folder"] or "INBOX"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("imap_port", "smtp_port"):
            if name in data and not 1 <= data[name] <= 65535:
                self.add_error(name, _("A port is a number from 1 to 65535."))
        return data


class Again(forms.Form):
    """From which day on mail is looked for again."""

    start = forms.DateField(
        label=gettext_lazy("From this day on"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def moment(self) -> datetime:
        """When that day begins."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["start"], time.min))


class SwitchOn(forms.Form):
    """How much of the mail that lies there comes in."""

    history = forms.ChoiceField(
        label=gettext_lazy("Older mail to bring in, as history: no letters, no promises"),
        choices=HISTORY,
        initial="none",
        widget=forms.RadioSelect,
    )

    def age(self) -> timedelta | None:
        """How old mail may be; None: as old as it likes."""
        chosen = self.cleaned_data["history"]
        return None if chosen == "all" else timedelta(days=0 if chosen == "none" else int(chosen))
