"""Customers: found, looked at whole, changed, joined and parted."""

from django.conf import settings
from django.contrib import messages as toasts
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from layan.actions import customers
from layan.plan.plan import Plan
from layan.plan.wording import Speaker
from layan.records.access import cases_for
from layan.records.models import Customer, CustomerMerge
from layan.records.queries.customers import found, suggestions
from layan.web.desk import rows
from layan.web.guard import Request, needs
from layan.web.templatetags.layan import speaker

CASES = 50


@needs("customers")
@require_safe
def index(request: Request) -> HttpResponse:
    """The newest customers, or those that are asked for by name or address."""
    query = request.GET.get("q", "").strip()
    return render(
        request,
        "desk/customers.html",
        {"customers": found(query), "q": query, "here": "customers", "search_url": reverse("desk:find")},
    )


def _customer(pk: int) -> Customer:
    person = Customer.objects.filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


@needs("customers")
@require_safe
def show(request: Request, pk: int) -> HttpResponse:
    """Everything about one customer."""
    person = _customer(pk)
    if person.merged_into_id:
        return redirect("desk:customer", pk=person.merged_into_id)
    plan, voice = request.plan, speaker()
    cases = (
        cases_for(request.user).filter(customer=person).select_related("customer", "assignee").defer("state")
    )
    context = {
        "customer": person,
        "addresses": (addresses := list(person.addresses.all())),
        "returned": [one for one in addresses if one.bounced_at],
        "rows": [
            (row := rows.row(case, plan, voice)) | {"who": row["what"], "what": case.snippet}
            for case in cases.order_by("-opened_at")[:CASES]
        ],
        "languages": _languages(plan, person, voice),
        "here": "customers",
        "live_url": "/desk/live",
        "search_url": reverse("desk:find"),
        "fields": _fields(plan, person),
        "suggestions": suggestions(person),
        "merges": CustomerMerge.objects.filter(target=person, undone_at=None).select_related("source", "by"),
    }
    return render(request, "desk/customer.html", context)


def _languages(plan: Plan, person: Customer, voice: Speaker) -> list[tuple[str, str]]:
    """Those the business speaks, those this installation speaks, and hers."""
    codes = dict.fromkeys((*plan.business.languages, *(code for code, _name in settings.LANGUAGES)))
    if person.language:
        codes[person.language] = None
    return [(code, voice.formats.language(code)) for code in codes]


def _fields(plan: Plan, person: Customer) -> list[dict[str, object]]:
    """The profile's fields with what is known of her."""
    profiles = plan.profiles.values()
    return [
        {
            "key": field.key,
            "name": getattr(field, "name", None) or field.key.replace("_", " "),
            "type": field.type,
            "choices": field.choices,
            "value": person.fields.get(field.key, ""),
        }
        for page in profiles
        for field in page.rules.fields
    ]


@needs("customers.work")
@require_POST
def change(request: Request, pk: int) -> HttpResponse:
    """What the business knows of her."""
    person = _customer(pk)
    plan = request.plan
    fields = {
        one["key"]: request.POST.get(f"field-{one['key']}", "").strip() for one in _fields(plan, person)
    }
    customers.change(
        customer=person,
        fields={str(key): value for key, value in fields.items()},
        segment=plan.segment({str(k): v for k, v in {**person.fields, **fields}.items() if v}) or "",
        name=request.POST.get("name", "").strip()[:200],
        language=request.POST.get("language", "")[:8],
        about=request.POST.get("about", "").strip(),
    )
    address = request.POST.get("address", "").strip()
    if address:
        kind = "email" if "@" in address else "phone"
        if customers.add_address(customer=person, kind=kind, address=address) is None:
            toasts.warning(
                request, _("{address} belongs to another customer; merge the two.").format(address=address)
            )
    toasts.success(request, _("Kept."))
    return redirect("desk:customer", pk=person.pk)


@needs("customers.work")
@require_POST
def letters(request: Request, pk: int) -> HttpResponse:
    """Letters written by themselves go there again: to an address that came back, to one who had stopped them."""
    person = _customer(pk)
    address = person.addresses.filter(value=request.POST.get("lift", "")).first()
    if address is not None:
        customers.reachable(address=address.value)
        toasts.success(request, _("Letters go to {address} again.").format(address=address.shown))
    elif "again" in request.POST:
        customers.allow_letters(customer=person, at=timezone.now())
        toasts.success(request, _("Automatic letters go to this customer again."))
    return redirect("desk:customer", pk=person.pk)


@needs("customers.work")
@require_POST
def merge(request: Request, pk: int) -> HttpResponse:
    """`other` turns out to be the same person: she comes here."""
    person = _customer(pk)
    other = request.POST.get("other", "").strip()
    source = Customer.objects.filter(pk=other).first() if other.isdecimal() else None
    try:
        if source is None:
            raise ValueError
        customers.merge(source=source, into=person, by=request.user, at=timezone.now())
    except ValueError:
        toasts.warning(request, _("These two cannot be merged."))
    else:
        toasts.success(request, _("Merged. It can be undone below."))
    return redirect("desk:customer", pk=person.pk)


@needs("customers.work")
@require_POST
def unmerge(request: Request, pk: int) -> HttpResponse:
    """They are two after all."""
    merged = CustomerMerge.objects.filter(pk=pk).first()
    if merged is None:
        raise Http404
    customers.unmerge(merge=merged, at=timezone.now())
    toasts.success(request, _("They are two again."))
    return redirect("desk:customer", pk=merged.target_id)
