"""What people fill in about themselves. allauth's forms, with our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from layan.records.models import User

HINT = _("At least 8 characters; not your name or address, and nothing that many people choose.")
"""What a password must be like, in a sentence."""


def _word(form: forms.Form, name: str, label: Any, help_text: Any = "", **attributes: str) -> None:
    """Say a field in our words, without text inside it that goes away."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class SignIn(account.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "login", _("Email address"), autocomplete="username webauthn")
        _word(self, "password", _("Password"))
        _word(self, "remember", _("Stay signed in on this device"))


class AskForLink(account.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "email", _("Email address"))


class NewPassword(account.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password1", _("New password"), HINT)
        _word(self, "password2", _("The same once more"))


class ChangePassword(account.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "oldpassword", _("Present password"))
        _word(self, "password1", _("New password"), HINT)
        _word(self, "password2", _("The same once more"))


class SetPassword(account.SetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password1", _("New password"), HINT)
        _word(self, "password2", _("The same once more"))


class ConfirmPassword(account.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password", _("Password"))


class Code(factor.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _("Code"), _("From your authenticator app, or one of your recovery codes."))


class ConfirmCode(factor.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _("Code"), _("From your authenticator app, or one of your recovery codes."))


class SwitchAppOn(totp.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _("The code that the app shows now"), inputmode="numeric")


class AddPasskey(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "name", _("Name"), _("To know it by: this laptop, the key on your key ring."))
        without = _("The device then asks for your finger, face or PIN.")
        _word(self, "passwordless", _("Sign in with it alone, without a password"), without)
        self.fields["passwordless"].initial = True


class RenamePasskey(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "name", _("Name"))


def language_field(**more: Any) -> forms.ChoiceField:
    """The languages of this installation, each in its own name."""
    return forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, **more)


class Profile(forms.Form):
    """Who I am to my colleagues and customers."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = language_field()


class Accept(Profile):
    """An invitation taken up."""

    password = forms.CharField(
        label=_("Password"),
        help_text=HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        check_password(self, given, User(email=self.email, name=given.get("name", "")))
        return given


def check_password(form: forms.Form, given: dict[str, Any], user: User) -> None:
    """Whether the password will do, said beside its field."""
    if "password" in given:
        try:
            validate_password(given["password"], user)
        except forms.ValidationError as error:
            form.add_error("password", error)
