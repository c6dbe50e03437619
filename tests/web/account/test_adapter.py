"""Whom the business's own identity provider lets in: people who were invited, and have proved their address there."""

import pytest
from allauth.core import context
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from layan.records.models import User

APP = {"provider_id": "oidc", "name": "Ours", "client_id": "x", "secret": "y"}


@pytest.fixture
def comes(settings, cast):
    """`comes(email, verified)`: back from the provider with what it says; whom the session belongs to then."""
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [APP | {"settings": {"server_url": "https://id.example.com"}}]}
    }

    def back(email, verified):
        request = RequestFactory().get("/account/oidc/oidc/login/callback/")
        for middleware in (SessionMiddleware, AuthenticationMiddleware, MessageMiddleware):
            middleware(lambda _request: HttpResponse()).process_request(request)
        said = {"sub": f"of {email}", "email": email, "email_verified": verified}
        with context.request_context(request):
            provider = get_adapter().get_provider(request, "oidc")
            complete_social_login(request, provider.sociallogin_from_response(request, said))
        return request.user if request.user.is_authenticated else None

    return back


@pytest.mark.parametrize("said", [True, "true"])
def test_who_was_invited_gets_in(comes, cast, said):
    assert comes(cast.sari.email, said) == cast.sari


@pytest.mark.parametrize("said", [False, None, "false", "False", 0, ""])
def test_who_has_not_proved_the_address_does_not(comes, cast, said):
    assert comes(cast.sari.email, said) is None
    assert not SocialAccount.objects.exists()


def test_nobody_signs_up_there(comes, cast):
    before = User.objects.count()
    assert comes("stranger@example.com", True) is None
    assert User.objects.count() == before


def test_who_left_stays_out_and_the_second_factor_is_asked_for(comes, cast):
    cast.joko.is_active = False
    cast.joko.save()
    totp.TOTP.activate(cast.rani, totp.generate_totp_secret())
    assert (comes(cast.joko.email, True), comes(cast.rani.email, True)) == (None, None)
