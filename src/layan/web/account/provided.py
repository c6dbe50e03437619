"""The addresses of allauth that there are here, under its own names. What is not named does not exist."""

import logging

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as openid
from allauth.socialaccount.providers.openid_connect.urls import urlpatterns as openid_connect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.generic import RedirectView

log = logging.getLogger(__name__)


def ask_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the business's own provider; when it cannot be reached, that is said in words."""
    try:
        answer: HttpResponse = openid.login(request, provider_id)
    except OSError as error:  # as what `requests` raises is one
        log.warning("the sign-in provider cannot be reached: %s", error)
        return redirect("socialaccount_login_error")
    return answer


_home = RedirectView.as_view(pattern_name="account:home")

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", account.login, name="account_login"),
    path("login/closed/", account.signup, name="account_signup"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("factor/", _home, name="mfa_index"),
    path("factor/authenticate/", factor.authenticate, name="mfa_authenticate"),
    path("factor/reauthenticate/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("factor/app/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("factor/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("factor/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("factor/codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", _home, name="mfa_list_webauthn"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/reauthenticate/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("sessions/", _home, name="usersessions_list"),
    path("provider/cancelled/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("provider/error/", provider.login_error, name="socialaccount_login_error"),
    path("provider/closed/", provider.signup, name="socialaccount_signup"),
    path("provider/", _home, name="socialaccount_connections"),
    path("oidc/<str:provider_id>/login/", ask_provider, name="openid_connect_login"),  # before allauth's own
    *openid_connect,
]
