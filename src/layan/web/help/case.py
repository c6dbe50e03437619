"""A customer's own page of a case: what was said, what is promised, and a place to answer. Its token lets one in."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from layan.actions.ledger import Refused
from layan.channels import form as door
from layan.plan.plan import Plan
from layan.records.models import Attachment, Case, Message
from layan.records.plans import plan_in_force
from layan.records.translate import state_of
from layan.web.files import served
from layan.web.help.forms import AnswerForm, too_many
from layan.web.templatetags.layan import speaker

SEEN = ("in", "out", "letter")
"""What a customer may see: never notes, never side conversations."""


def _case(token: str) -> Case:
    case = Case.objects.select_related("customer", "merged_into").filter(token=token).first()
    if case is None:
        raise Http404
    return case


def _messages(case: Case) -> list[Message]:
    """What was said to and by this customer, oldest first."""
    ids = [case.pk, *(taken.case for taken in state_of(case).taken_in)]
    rows = Message.objects.filter(case__in=ids, case__customer=case.customer_id, direction__in=SEEN)
    rows = rows.exclude(state__in=("held", "undone", "failed")).exclude(direction="in", automatic="bounce")
    return list(rows.prefetch_related("attachments__file").order_by("at", "pk"))


@never_cache
@require_GET
def show(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, token, AnswerForm())


def _page(request: HttpRequest, token: str, form: AnswerForm) -> HttpResponse:
    case = _case(token)
    if case.merged_into is not None and case.merged_into.customer_id == case.customer_id:
        return redirect("help:case", token=case.merged_into.token)
    plan = plan_in_force(timezone.now())
    timezone.activate(plan.zone)
    context = {
        "case": case,
        "plan": plan,
        "lines": [line(one, case, plan) for one in _messages(case)],
        "promises": [
            c
            for c in state_of(case).clocks
            if c.running and c.target in ("first_reply", "next_reply", "resolution")
        ],
        "form": form,
    }
    return render(request, "help/case.html", context, status=422 if form.errors else 200)


def line(message: Message, case: Case, plan: Plan) -> dict[str, Any]:
    """One message as the customer sees it."""
    ours = message.direction != "in"
    return {
        "ours": ours,
        "name": (message.sender_name or plan.name) if ours else (message.sender_name or case.customer.name),
        "at": message.at,
        "text": message.text,
        "language": message.language,
        "attachments": [
            {"name": a.name, "size": a.file.size, "token": a.token} for a in message.attachments.all()
        ],
    }


@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """She adds to her case."""
    case = _case(token)
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, token, form)
    if form.cleaned_data["website"] or too_many(request):
        return redirect("help:case", token=token)
    try:
        message = door.answer(
            case=case, text=form.cleaned_data["text"], files=form.attached(), at=timezone.now()
        )
    except Refused as refused:
        form.add_error(None, speaker()(refused.refusal.say))
        return _page(request, token, form)
    return redirect("help:case", token=message.case.token)


@require_GET
def file(request: HttpRequest, token: str, file: str) -> HttpResponseBase:
    """A file of this case that its customer may see."""
    found = (
        Attachment.objects.select_related("file")
        .filter(token=file, message__in=_messages(_case(token)))
        .first()
    )
    if found is None:
        raise Http404
    return served(found)
