"""Where a customer stops letters that are written by themselves, by one press or by her mail program (RFC 8058)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from layan.actions import customers
from layan.records.models import Customer
from layan.records.plans import plan_in_force
from layan.web.account.language import spoken_from_now, switched


def _customer(token: str) -> Customer:
    """Who holds the token; of one that was merged, who she became."""
    customer = Customer.objects.select_related("merged_into").filter(token=token).first()
    while customer is not None and customer.merged_into is not None:
        customer = customer.merged_into
    if customer is None:
        raise Http404
    return customer


@csrf_exempt  # mail programs post here by themselves; the token alone says who it is
@never_cache
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """How it stands. A POST stops the letters, unless it says that they may come again; looking changes nothing."""
    customer, now = _customer(token), timezone.now()
    if "switch" in request.POST:
        language = switched(request)
        return spoken_from_now(_page(request, customer), language)
    if request.method == "POST":
        if "again" in request.POST:
            customers.allow_letters(customer=customer, at=now)
        else:
            customers.stop_letters(customer=customer, at=now)
        customer.refresh_from_db()
    return _page(request, customer)


def _page(request: HttpRequest, customer: Customer) -> HttpResponse:
    plan = plan_in_force(timezone.now())
    timezone.activate(plan.zone)
    return render(request, "help/letters.html", {"customer": customer, "plan": plan})
