"""What is done to a case from its page: one address for each verb, all answered alike.

With htmx the answer is the page's changed parts and a word about what was done; without it, the page again.
A refusal changes nothing and says why, with the page of the plan it follows.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages as toasts
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from layan.actions import cases, letters, offers
from layan.actions.ledger import Outcome
from layan.desk import commands
from layan.desk.refusal import Refusal
from layan.plan.plan import Plan
from layan.records.access import case_for, cases_for
from layan.records.models import Case
from layan.web.desk.cases import case_context, page
from layan.web.desk.forms import OfferForm, SnoozeForm, TransferForm, assignee, offer_choices
from layan.web.desk.head import choices
from layan.web.guard import Request, needs
from layan.web.templatetags.layan import speaker

type Parsed = commands.Command | forms.Form
type Verb = Callable[[Request, Plan], Parsed]
"""The command that a request asks for, or the form that says what is wrong with it."""


def answered(
    request: Request, case: Case, outcome: Outcome | None, done: str = "", undo: str = ""
) -> HttpResponse:
    """The page after an act: changed, with a word about it and the way back; or why it was refused."""
    if outcome and outcome.refusal:
        return refused(request, case, outcome.refusal)
    back = request.POST.get("back", "")
    visible = cases_for(request.user).filter(pk=case.pk).exists()
    if not request.htmx or not visible or back:
        if done:
            toasts.success(request, done)
        where = redirect(local(back) if back or not visible else reverse("desk:case", args=[case.pk]))
        return HttpResponse(status=204, headers={"HX-Redirect": where.url}) if request.htmx else where
    context = case_context(request, case_for(request.user, case.pk))
    undo = reverse("desk:act", args=[case.pk, undo]) if undo else ""
    return render(request, "desk/changed.html", context | {"done": done, "undo": undo})


def local(address: str) -> str:
    """An address of the desk, whatever a form says; the first list for any other."""
    return address if address.startswith("/desk/") and "\\" not in address else reverse("desk:home")


def refused(request: Request, case: Case, refusal: Refusal) -> HttpResponse:
    """Why not, with its working and its page; whatever was typed stays where it was."""
    if request.POST.get("back"):
        toasts.warning(request, refusal_words(refusal))
        return redirect(local(request.POST["back"]))
    page_of_plan = request.plan.pages.get(refusal.page or "")
    context = {"refusal": refusal, "refusal_id": f"refusal-{timezone.now():%H%M%S%f}"}
    if page_of_plan:
        context["refusal_page"] = page_of_plan.ref.name_in(speaker().language)
        context["refusal_url"] = reverse("plan:page", args=[page_of_plan.key])
    if request.htmx:
        answer = render(request, "desk/refused.html", context)
        answer["X-Refused"] = "1"
        return answer
    return page(request, case, status=422, **context)


def refusal_words(refusal: Refusal) -> str:
    return speaker()(refusal.say)


def _transfer(request: Request, plan: Plan) -> Parsed:
    known = choices(request, plan, speaker())
    form = TransferForm(request.POST, teams=known["teams"], people=known["people"])
    if not form.is_valid():
        return form
    data = form.cleaned_data
    return commands.Transfer(
        data["team"], int(data["assignee"]) if data["assignee"] else None, data["reason"]
    )


def _snooze(request: Request, plan: Plan) -> Parsed:
    form = SnoozeForm(request.POST)
    return commands.Snooze(form.cleaned_data["until"]) if form.is_valid() else form


def _assign(request: Request, plan: Plan) -> Parsed:
    return commands.Assign(assignee(request.POST.get("assignee", ""), request.colleagues))


def _step(request: Request, plan: Plan) -> Parsed:
    step = request.POST.get("step", "")
    done = request.POST.get("done") == "1"
    return commands.TickStep(
        request.POST.get("procedure", ""), int(step[:18]) if step.isdecimal() else -1, done
    )


VERBS: dict[str, Verb] = {
    "take": lambda r, p: commands.Take(),
    "assign": _assign,
    "transfer": _transfer,
    "wait": lambda r, p: commands.WaitForCustomer(),
    "snooze": _snooze,
    "wake": lambda r, p: commands.Wake(),
    "resolve": lambda r, p: commands.Resolve(),
    "reopen": lambda r, p: commands.Reopen(r.POST.get("reason", "")),
    "step": _step,
}


def done_words(verb: str) -> str:
    """What to say when it is done; nothing for what shows by itself."""
    return {
        "take": _("It is yours."),
        "transfer": _("Transferred. Nothing has to be told twice."),
        "snooze": _("Put off; it comes back by itself."),
        "resolve": _("Resolved."),
        "reopen": _("Open again."),
        "wait": _("Waiting for the customer."),
    }.get(verb, "")


UNDO = {"resolve": "reopen", "wait": "reopen", "snooze": "wake"}
"""The verb that takes another back."""


@needs("cases.work")
@require_POST
def act(request: Request, number: int, verb: str) -> HttpResponse:
    """Take, assign, transfer, set, put off, resolve, reopen, tick: the verbs that touch the case alone."""
    if verb not in VERBS:
        return HttpResponseNotFound()
    case, now = case_for(request.user, number), timezone.now()
    parsed = VERBS[verb](request, request.plan)
    if isinstance(parsed, forms.Form):
        return refused_form(request, case, verb, parsed)
    outcome = cases.act(case=case, command=parsed, by=request.actor, at=now)
    if verb == "resolve" and request.POST.get("tell") and not outcome.refusal:
        _told(request, outcome.row, now)
    return answered(request, case, outcome, done_words(verb), UNDO.get(verb, ""))


def _told(request: Request, case: Case, now: datetime) -> None:
    """The customer is told that it is settled; the reader, when that cannot be."""
    why = letters.unwanted(case.customer)
    if letters.tell_resolved(case=case, at=now) is None and why is not None:
        toasts.warning(request, speaker()(why))


@needs("cases.work")
@require_POST
def matter(request: Request, number: int) -> HttpResponse:
    """What it is about: subject, situation and priority, of which those that differ are set."""
    case, now = case_for(request.user, number), timezone.now()
    asked = {
        key: request.POST[key].strip() for key in ("subject", "situation", "priority") if key in request.POST
    }
    wanted: dict[str, Callable[[str], commands.Command]] = {
        "situation": lambda value: commands.SetSituation(value or None),
        "priority": commands.SetPriority,
        "subject": commands.SetSubject,
    }
    outcome: Outcome | None = None
    for key, command in wanted.items():
        if key in asked and asked[key] != getattr(case, key):
            outcome = cases.act(case=case.pk, command=command(asked[key]), by=request.actor, at=now)
            if outcome.refusal:
                return refused(request, case, outcome.refusal)
    return answered(request, case, outcome, _("Kept.") if outcome else "")


def refused_form(request: Request, case: Case, name: str, form: forms.Form) -> HttpResponse:
    """The dialog again, with what is wrong beside what was filled in."""
    if request.htmx:
        context = case_context(request, case, {"dialogs", "timeline", "side"})
        context[f"{name}_form"] = form
        return render(request, "desk/dialogs.html", context, status=422)
    return page(request, case, status=422, shown=name, **{f"{name}_form": form})


@needs("cases.work")
@require_POST
def offer(request: Request, number: int) -> HttpResponse:
    """Give something, or ask whoever may (`ask`)."""
    case, now = case_for(request.user, number), timezone.now()
    form = OfferForm(request.POST, **offer_choices(request.plan, speaker()))
    if not form.is_valid():
        return refused_form(request, case, "offer", form)
    verb: Callable[..., Outcome] = offers.ask if request.POST.get("ask") else offers.make
    values: dict[str, Any] = {"offer": form.cleaned_data["offer"], "amount": form.money()}
    outcome = verb(case=case, reason=form.cleaned_data["reason"], by=request.user, at=now, **values)
    if outcome.refusal and outcome.refusal.ask is not None:
        return ask_first(request, case, outcome.refusal, values | {"reason": form.cleaned_data["reason"]})
    done = _("Asked. You are told when it is decided.") if request.POST.get("ask") else _("Noted as given.")
    return answered(request, case, outcome, done)


def ask_first(request: Request, case: Case, refusal: Refusal, values: dict[str, Any]) -> HttpResponse:
    """Beyond her authority: why, who decides and by when, and the button that asks."""
    plan = request.plan
    known = plan.pages.get(refusal.page or "")
    context = {
        "case": case,
        "refusal": refusal,
        "page": known.ref.name_in(speaker().language) if known else "",
        "page_key": known.key if known else "",
        "values": values,
    }
    return render(request, "desk/ask.html#ask" if request.htmx else "desk/ask.html", context)


@needs("cases.work")
@require_POST
def decide(request: Request, number: int, approval: int) -> HttpResponse:
    """Approve, decline or withdraw a question."""
    case, now = case_for(request.user, number), timezone.now()
    comment = request.POST.get("comment", "").strip()
    if request.POST.get("decision") == "withdraw":
        outcome = offers.withdraw(case=case, approval=approval, by=request.user, at=now)
    else:
        yes = request.POST.get("decision") == "approve"
        outcome = offers.decide(
            case=case, approval=approval, yes=yes, comment=comment, by=request.user, at=now
        )
    return answered(request, case, outcome, _("Decided."))


def _other(request: Request) -> Case | None:
    """The case whose number was given; says so when there is none."""
    number = request.POST.get("into", "").strip().removeprefix("#")
    found = cases_for(request.user).filter(pk=int(number[:18]) if number.isdecimal() else 0).first()
    if found is None:
        toasts.warning(request, _("There is no case of this number. Nothing was changed."))
    return found


@needs("cases.work")
@require_POST
def merge(request: Request, number: int) -> HttpResponse:
    """Merge this case into another, by its number."""
    case, now = case_for(request.user, number), timezone.now()
    into = _other(request)
    if into is None:
        return redirect("desk:case", number=case.pk)
    outcome = cases.merge(case=case, into=into, by=request.actor, at=now)
    if outcome.refusal:
        return refused(request, case, outcome.refusal)
    toasts.success(request, _("Merged. The other case says so, with a way back."))
    return redirect("desk:case", number=into.pk)


@needs("cases.work")
@require_POST
def unmerge(request: Request, number: int) -> HttpResponse:
    """Take this case out of the one it was merged into, which she must see, too: that one is changed as well."""
    case = case_for(request.user, number)
    if case.merged_into_id is not None:
        case_for(request.user, case.merged_into_id)
    outcome = cases.unmerge(case=case, by=request.actor, at=timezone.now())
    if outcome.refusal:
        return refused(request, case, outcome.refusal)
    toasts.success(request, _("It stands on its own again."))
    return redirect("desk:case", number=case.pk)


@needs("cases.work")
@require_POST
def split(request: Request, number: int) -> HttpResponse:
    """Move chosen messages into a case of their own, or into the one whose number is given."""
    case, now = case_for(request.user, number), timezone.now()
    chosen = [int(pk[:18]) for pk in request.POST.getlist("message") if pk.isdecimal()]
    if not chosen:
        toasts.warning(request, _("Choose the messages that are another matter."))
        return redirect("desk:case", number=case.pk)
    if request.POST.get("into", "").strip():
        into = _other(request)
        if into is None or into.pk == case.pk:
            return redirect("desk:case", number=case.pk)
        outcome = cases.move(case=case, messages=chosen, into=into, by=request.actor, at=now)
    else:
        subject = request.POST.get("subject", "").strip()
        outcome = cases.split(case=case, messages=chosen, subject=subject, by=request.actor, at=now)
    if outcome.refusal:
        return answered(request, case, outcome)
    toasts.success(request, _("Moved. Both cases say so."))
    return redirect("desk:case", number=outcome.row.pk)
