"""A customer's own page of a case: what was said, what is promised, and a place to answer. Its key lets one in."""

from typing import Any, TypeGuard

from django.contrib import messages as toasts
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from layan.actions.ledger import Refused
from layan.channels import form as door
from layan.plan.plan import Plan
from layan.records.models import Attachment, Case, Message
from layan.records.plans import plan_in_force
from layan.records.queries.conversation import said_with
from layan.records.tokens import behind
from layan.records.translate import state_of
from layan.web.account.language import spoken_from_now, switched
from layan.web.files import served
from layan.web.help.forms import AnswerForm, too_many, too_many_words
from layan.web.templatetags.layan import speaker


def _case(key: str) -> Case:
    case = Case.objects.select_related("customer", "merged_into").filter(token=behind(key)).first()
    if case is None:
        raise Http404
    return case


@never_cache
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, key: str) -> HttpResponse:
    """What was said and what is promised; with POST she adds to it."""
    if "switch" in request.POST:
        language = switched(request)
        return spoken_from_now(_page(request, key, AnswerForm(initial=request.POST.dict())), language)
    if request.method == "POST":
        return _answer(request, key)
    return _page(request, key, AnswerForm())


def _page(request: HttpRequest, key: str, form: AnswerForm) -> HttpResponse:
    case = _case(key)
    if _hers(case.merged_into, case):
        return redirect("help:case", key=case.merged_into.key)
    plan = plan_in_force(timezone.now())
    timezone.activate(plan.zone)
    context = {
        "case": case,
        "plan": plan,
        "lines": [line(one, case, plan) for one in said_with(case)],
        "promises": [
            c
            for c in state_of(case).clocks
            if c.running and c.target in ("first_reply", "next_reply", "resolution")
        ],
        "form": form,
        "keeps": "write",
    }
    return render(request, "help/case.html", context, status=422 if form.errors else 200)


def _hers(other: Case | None, case: Case) -> TypeGuard[Case]:
    """Whether `other` is a case of the same customer: only then she may be led to it."""
    return other is not None and other.customer_id == case.customer_id


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


def _answer(request: HttpRequest, key: str) -> HttpResponse:
    case = _case(key)
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, key, form)
    if form.cleaned_data["website"]:
        return redirect("help:case", key=key)  # a machine: it gets no hint
    if too_many(request):
        form.add_error(None, too_many_words())
        return _page(request, key, form)
    try:
        message = door.answer(
            case=case, text=form.cleaned_data["text"], files=form.attached(), at=timezone.now()
        )
    except Refused as refused:
        form.add_error(None, speaker()(refused.refusal.say))
        return _page(request, key, form)
    shown = message.case if _hers(message.case, case) else case
    toasts.success(request, _("Your message has arrived."))
    return redirect("help:case", key=shown.key)


@require_safe
def file(request: HttpRequest, key: str, file: str) -> HttpResponseBase:
    """A file of this case that its customer may see."""
    found = (
        Attachment.objects.select_related("file")
        .filter(token=file, message__in=said_with(_case(key)))
        .first()
    )
    if found is None:
        raise Http404
    return served(found)
