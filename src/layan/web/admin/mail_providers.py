"""Providers that sign us in to mailboxes, and the way through their consent page."""

import secrets
from dataclasses import asdict

from django.conf import settings
from django.contrib import messages as toasts
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layan.actions import mailboxes, providers
from layan.channels.email import oauth
from layan.records.models import Mailbox, MailProvider
from layan.web.admin.mail_provider_forms import ProviderForm
from layan.web.guard import Request, needs

ASKED = "consents"
"""In the session: which mailbox each state was asked for, and with which verifier."""


def redirect_address() -> str:
    """Where providers send people back; to be entered there."""
    return settings.LAYAN_URL + reverse("admin:consented")


@require_safe
@needs("mailboxes")
def mail_providers(request: Request) -> HttpResponse:
    """All of them, and the ways to begin with one."""
    rows = MailProvider.objects.prefetch_related("mailboxes").order_by("name")
    return render(request, "admin/mail_providers.html", {"providers": rows, "presets": providers.PRESETS})


@require_http_methods(["GET", "POST"])
@needs("mailboxes")
def new_mail_provider(request: Request) -> HttpResponse:
    preset = providers.PRESETS.get(request.GET.get("preset", ""))
    form = ProviderForm(request.POST or None, initial=asdict(preset) if preset else {})
    return _form(request, form)


@require_http_methods(["GET", "POST"])
@needs("mailboxes")
def mail_provider(request: Request, pk: int) -> HttpResponse:
    provider = get_object_or_404(MailProvider, pk=pk)
    return _form(request, ProviderForm(request.POST or None, instance=provider))


def _form(request: Request, form: ProviderForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        providers.save(provider=form.instance, **form.cleaned_data)
        toasts.success(request, _("Kept. Choose it on the page of a mailbox, and sign in there."))
        return redirect("admin:mail_providers")
    context = {"form": form, "provider": form.instance, "redirect_address": redirect_address()}
    return render(request, "admin/mail_provider.html", context, status=422 if form.errors else 200)


@require_POST
@needs("mailboxes")
def remove_mail_provider(request: Request, pk: int) -> HttpResponse:
    providers.remove(provider=get_object_or_404(MailProvider, pk=pk))
    toasts.success(request, _("Removed. Its mailboxes ask for a password again."))
    return redirect("admin:mail_providers")


@never_cache
@require_safe
@needs("mailboxes")
def consent(request: Request, pk: int) -> HttpResponse:
    """On to the provider's page. A link and not a form: our pages may send forms to ourselves alone."""
    box = get_object_or_404(Mailbox.objects.select_related("provider"), pk=pk)
    if box.provider is None:
        return redirect("admin:mailbox", pk=box.pk)
    state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    request.session[ASKED] = {state: [box.pk, verifier]}
    hint = box.imap_user or box.address
    address = oauth.consent_address(box.provider, redirect_address(), state, verifier, hint)
    return HttpResponseRedirect(address)


@never_cache
@require_safe
@needs("mailboxes")
def consented(request: Request) -> HttpResponse:
    """Back from the provider. Who was not sent there by us, from this browser, gets nothing kept."""
    asked = request.session.pop(ASKED, {}).get(request.GET.get("state", ""))
    box = Mailbox.objects.select_related("provider").filter(pk=asked[0]).first() if asked else None
    if box is None or box.provider is None:
        toasts.warning(
            request, _("This consent was not asked for here. Begin again on the page of the mailbox.")
        )
        return redirect("admin:mailboxes")
    now, code = timezone.now(), request.GET.get("code", "")
    try:
        if not code:
            said = request.GET.get("error_description") or request.GET.get("error") or "—"
            raise oauth.NotSignedIn(box.provider.name, said[:300])
        tokens = oauth.exchanged(box.provider, code, asked[1], redirect_address(), now)
    except oauth.NotSignedIn as error:
        words = _("{provider} did not let us in: {said}").format(provider=error.provider, said=error.said)
        toasts.warning(request, words)
    else:
        mailboxes.signed_in(box=box, access=tokens.access, refresh=tokens.refresh, until=tokens.until)
        toasts.success(request, _("Signed in. Now try whether it receives and sends."))
    return redirect("admin:mailbox", pk=box.pk)
