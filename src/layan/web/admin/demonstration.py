"""The demonstration business: what it is, and the way from it to one's own."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from layan.actions import demo
from layan.records.models import Business, Case, Customer
from layan.web.guard import Request, needs


@require_http_methods(["GET", "POST"])
@needs("demonstration")
def demonstration(request: Request) -> HttpResponse:
    """Says what stands here; with POST and `sure` takes all of it away and begins anew."""
    if not Business.objects.filter(demonstration=True).exists():
        messages.info(request, _("This is no demonstration: nothing is removed."))
        return redirect("home")
    if "sure" in request.POST:
        demo.remove()
        logout(request)
        request.business_removed = True  # type: ignore[attr-defined]
        return redirect("first:start")
    context = {"cases": Case.objects.count(), "customers": Customer.objects.count()}
    return render(request, "admin/demonstration.html", context)
