"""How allauth behaves here: nobody signs up, people are invited; its words and letters are ours."""

from typing import Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from layan.records.models import User
from layan.web.account.language import remember
from layan.web.front import first_page

SAID: Final = {
    "account/messages/password_changed.txt": _("Your password has been changed."),
    "account/messages/password_set.txt": _("Your password has been set."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is asked for from now on."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is not asked for any more."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes; the old ones are void."),
    "mfa/messages/webauthn_added.txt": _("The passkey has been added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey has been removed."),
    "socialaccount/messages/account_connected.txt": _("The account is connected."),
    "socialaccount/messages/account_disconnected.txt": _("The account is not connected any more."),
}
"""What is said after something was done, by the name of allauth's own message; nothing for the others."""


ALLAUTH: Final = (gettext_noop("You must type the same password each time."),)
"""What allauth says where nothing takes words of ours: our catalogues come first."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Please ask an administrator of your business."),
        "email_password_mismatch": _("The address and the password do not belong together."),
        "enter_current_password": _("That is not your present password."),
        "incorrect_code": _("That code is not right. Codes change every 30 seconds; please try the next."),
        "incorrect_password": _("That is not your password."),
        "invalid_password_reset": _("This link has been used or is too old."),
        "rate_limited": _("That was too often. Please wait some minutes."),
        "too_many_login_attempts": _("That was tried too often. Please wait some minutes."),
        "same_as_current": _("That is your password already."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Every way in leads through here: from now on pages speak her language."""
        super().login(request, user)
        remember(request, user.language)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        assert isinstance(request.user, User)
        return first_page(request.user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account:home")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of whom it is for, who need not be the one who asked."""
        user = context.get("user")
        language = user.language if isinstance(user, User) else translation.get_language()
        with translation.override(language):
            self.render_mail(template_prefix, email, {"request": current.request, **context}).send()

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the address people use, whatever host was asked for: what is mailed must lead here alone."""
        user, _dash, secret = key.partition("-")
        return settings.LAYAN_URL + reverse("account_reset_password_from_key", args=[user, secret])

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> Any:
        from django.core.mail import EmailMessage

        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
        text = render_to_string(f"{template_prefix}_message.txt", context).strip()
        return EmailMessage(subject, text, None, [email] if isinstance(email, str) else email)


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Whether the provider says that she has proved the address. Some say it, and the opposite, in a string."""
        proved = {one.email: one.verified for one in login.email_addresses}.get(email)
        return proved in (True, "true") and bool(super().can_authenticate_by_email(login, email))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def generate_authenticator_name(self, user: User, type: str) -> str:
        """What a passkey is called until its owner calls it something."""
        return gettext("Passkey")

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": Adapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": _("Recovery codes stand in for a second factor; set one up first."),
    }
