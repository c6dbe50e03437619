"""Keys that sign outgoing mail: made, published by who keeps the domain, used."""

from typing import Any

from django.contrib import messages as toasts
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from layan.actions import signing as actions
from layan.channels.email import signing as dkim
from layan.channels.email.sender import own_address
from layan.records.models import Mailbox, SigningKey
from layan.web.guard import Request, needs


def _domains() -> list[str]:
    """Those we send from, and those that still have a key."""
    addresses = [*Mailbox.objects.order_by("pk").values_list("address", flat=True), own_address()]
    kept = SigningKey.objects.order_by("domain").values_list("domain", flat=True)
    return list(dict.fromkeys([*(dkim.domain_of(one) for one in addresses), *kept]))


@require_safe
@needs("mailboxes")
def signing(request: Request) -> HttpResponse:
    """Every domain with its keys and what is to be published."""
    return _page(request)


def _page(request: Request, **more: Any) -> HttpResponse:
    found: dict[str, list[dict[str, Any]]] = {domain: [] for domain in _domains()}
    for key in SigningKey.objects.order_by("-pk"):
        found[key.domain].append({"key": key, "name": dkim.record_name(key), "record": dkim.record(key)})
    domains = [{"domain": domain, "keys": keys} for domain, keys in found.items()]
    return render(request, "admin/signing.html", {"domains": domains, **more})


@require_POST
@needs("mailboxes")
def make_key(request: Request) -> HttpResponse:
    domain = request.POST.get("domain", "")
    if domain not in _domains():
        raise Http404
    actions.make(domain=domain, at=timezone.now())
    toasts.success(request, _("The key is made. Publish its record, then sign with it."))
    return redirect("admin:signing")


@require_POST
@needs("mailboxes")
def use_key(request: Request, pk: int) -> HttpResponse:
    """Sign with it, once its record is seen in DNS: a signature that nobody can check does harm."""
    key = get_object_or_404(SigningKey, pk=pk)
    trouble = dkim.unpublished(key)
    if trouble is not None:
        return _page(request, trouble=trouble, troubled=key.pk)
    actions.use(key=key, at=timezone.now())
    toasts.success(request, _("Mail of {domain} is signed from now on.").format(domain=key.domain))
    return redirect("admin:signing")


@require_POST
@needs("mailboxes")
def rest_key(request: Request, pk: int) -> HttpResponse:
    key = get_object_or_404(SigningKey, pk=pk)
    actions.rest(key=key)
    toasts.success(request, _("Mail of {domain} is not signed any more.").format(domain=key.domain))
    return redirect("admin:signing")


@require_POST
@needs("mailboxes")
def remove_key(request: Request, pk: int) -> HttpResponse:
    actions.remove(key=get_object_or_404(SigningKey, pk=pk))
    toasts.success(request, _("The key is removed. Its record may go from DNS in a week."))
    return redirect("admin:signing")
