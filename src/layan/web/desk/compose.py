"""Writing on a case: reply, note, side conversation; drafts that survive; files; and taking a sent reply back."""

from django import forms
from django.contrib import messages as toasts
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from layan.actions import drafts, files, messages
from layan.actions.ledger import Outcome
from layan.records.access import case_for
from layan.records.models import Case, Draft, Message
from layan.web.desk.acts import refusal_words
from layan.web.desk.cases import case_context
from layan.web.desk.composer import KINDS, people_of
from layan.web.desk.forms import MOST_FILE, addresses
from layan.web.guard import Request, needs


@needs("cases.work")
@require_POST
def draft(request: Request, number: int, slot: str) -> HttpResponse:
    """Keep what is written so far; answers when it was kept."""
    case = case_for(request.user, number)
    _keep(request, case, slot)
    return render(request, "desk/saved.html", {"at": timezone.now()})


def _keep(request: Request, case: Case, slot: str) -> Draft:
    to, cc = (request.POST.getlist(name) for name in ("to", "cc"))
    return drafts.save(
        user=request.user,
        case=case,
        slot=slot,
        text=request.POST.get("text", ""),
        to=[a for one in to for a in one.replace(",", " ").split()],
        cc=[a for one in cc for a in one.replace(",", " ").split()],
        at=timezone.now(),
    )


@needs("cases.work")
@require_POST
def write(request: Request, number: int, kind: str) -> HttpResponse:
    """Send a reply (held for some seconds), keep a note, write to somebody else. What cannot be sent stays a draft."""
    if kind not in KINDS:
        return HttpResponseNotFound()
    case = case_for(request.user, number)
    slot = request.POST.get("slot") or ("side-new" if kind == "side" else kind)
    kept = _keep(request, case, slot)
    too_large = [file.name or "" for file in request.FILES.getlist("files") if not _attached(file, kept)]
    if too_large:
        text = _("{names}: larger than {size} MB and not attached. Your text is kept.")
        return _again(request, case, kind, text.format(names=", ".join(too_large), size=MOST_FILE // 1024**2))
    try:
        outcome = {"reply": _reply, "note": _note, "side": _side}[kind](request, case, kept)
    except forms.ValidationError as error:
        return _again(request, case, kind, " ".join(error.messages))
    if outcome is not None and outcome.refusal:
        return _again(request, case, kind, refusal_words(outcome.refusal))
    if not request.htmx:
        return redirect("desk:case", number=case.pk)
    case = case_for(request.user, case.pk)
    return render(request, "desk/changed.html", case_context(request, case) | {"swap": True, "written": True})


def _attached(file: UploadedFile, kept: Draft) -> bool:
    if (file.size or 0) > MOST_FILE:
        return False
    files.attach(content=file.read(), name=file.name or "file", mime=file.content_type or "", draft=kept)
    return True


def _reply(request: Request, case: Case, kept: Draft) -> Outcome | None:
    to = addresses(request.POST.getlist("to"))
    if not to:
        raise forms.ValidationError(_("Say to whom it goes. Your text is kept."))
    if not kept.text.strip() and not kept.attachments.exists():
        raise forms.ValidationError(_("Nothing is written yet."))
    then = request.POST.get("then", "")
    reply = messages.Reply(
        text=kept.text,
        to=to,
        cc=addresses(request.POST.getlist("cc")),
        then=then if then in ("resolve", "wait") else "",
        draft=kept,
    )
    strangers = [a for a in (*reply.to, *reply.cc) if a.casefold() not in people_of(case)]
    if strangers and request.POST.get("outsiders") != "yes":
        text = _("{address} has no part in this case yet. Send again if it is meant to get this.")
        raise _Outsiders(text.format(address=", ".join(strangers)))
    messages.reply(case=case, reply=reply, by=request.user, at=timezone.now())
    return None


class _Outsiders(forms.ValidationError):
    """A new outsider among the recipients is pointed out once before sending."""


def _note(request: Request, case: Case, kept: Draft) -> Outcome:
    return messages.note(case=case, text=kept.text, by=request.user, at=timezone.now(), draft=kept)


def _side(request: Request, case: Case, kept: Draft) -> Outcome:
    number = kept.slot.removeprefix("side-")
    conversation = case.sides.filter(pk=number).first() if number.isdecimal() else None
    to = addresses(request.POST.getlist("to"))
    if conversation is None and len(to) != 1:
        raise forms.ValidationError(_("A side conversation is with one address."))
    return messages.side(
        case=case,
        text=kept.text,
        by=request.user,
        at=timezone.now(),
        conversation=conversation,
        address=to[0] if to else "",
        draft=kept,
    )


def _again(request: Request, case: Case, kind: str, why: str) -> HttpResponse:
    """The composer as it was, with what is wrong."""
    outsiders = "has_outsiders" if "outsiders" in request.POST else ""
    if not request.htmx:
        toasts.warning(request, why)
        return redirect(reverse("desk:case", args=[case.pk]) + f"?write={kind}#composer")
    query = request.GET.copy()
    query["write"] = kind
    request.GET = query  # type: ignore[assignment]
    context = case_context(request, case, "composer") | {"wrong": why, "outsiders": outsiders}
    context["composer"]["hint"] = ""
    context["confirm_outsiders"] = any(
        chip["outsider"] for chip in context["composer"]["to"] + context["composer"]["cc"]
    )
    return render(request, "desk/case.html#composer", context)


@needs("cases.work")
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Take a reply back that has not left yet."""
    message = Message.objects.filter(pk=pk, by=request.user).first()
    if message is None:
        return HttpResponseNotFound()
    case = case_for(request.user, message.case_id)
    taken = messages.undo(message=message, by=request.user, at=timezone.now())
    if taken is None:
        toasts.warning(request, _("It had already left."))
    if not request.htmx:
        return redirect("desk:case", number=case.pk)
    return render(request, "desk/changed.html", case_context(request, case) | {"swap": True, "written": True})
