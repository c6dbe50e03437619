"""Writing on a case: reply, note, side conversation; drafts that survive; files; and taking a sent reply back."""

from typing import Any

from django import forms
from django.contrib import messages as toasts
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from layan.actions import customers, drafts, files, messages
from layan.actions.ledger import Outcome
from layan.records.access import case_for
from layan.records.models import Case, Draft, Message
from layan.web.desk.acts import refusal_words
from layan.web.desk.cases import WHOLE, case_context, focused, page
from layan.web.desk.composer import KINDS, composer_address, people_of, said_by_mail
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
def attach(request: Request, number: int, slot: str) -> HttpResponse:
    """Put files on a draft, or with `remove` take one off; what was written so far is kept with it."""
    case = case_for(request.user, number)
    kept = _keep(request, case, slot)
    token = request.POST.get("remove", "")
    if token:
        files.detach(draft=kept, token=token)
    too_large = _attached(request, kept)
    if not request.htmx:
        if too_large:
            toasts.warning(request, too_large)
        return redirect(composer_address(case, *_kind_of(slot)))
    context = _composer_context(request, case, *_kind_of(slot))
    return render(request, "components/draft_files.html", context | {"too_large": too_large})


def _kind_of(slot: str) -> tuple[str, str]:
    """`side-4` writes in side conversation 4, `side-new` in a new one."""
    kind, _dash, side = slot.partition("-")
    return kind, side


def _attached(request: Request, kept: Draft) -> str:
    """Attaches what was sent along; says in words what was too large."""
    refused: list[str] = []
    for file in request.FILES.getlist("files"):
        if not _attach(file, kept):
            refused.append(file.name or "")
    if not refused:
        return ""
    text = _("{names}: larger than {size} MB and not attached. Everything else is kept.")
    return text.format(names=", ".join(refused), size=MOST_FILE // 1024**2)


def _attach(file: "UploadedFile[Any]", kept: Draft) -> bool:
    if (file.size or 0) > MOST_FILE:
        return False
    files.attach(content=file.read(), name=file.name or "file", mime=file.content_type or "", draft=kept)
    return True


@needs("cases.work")
@require_POST
def write(request: Request, number: int, kind: str) -> HttpResponse:
    """Send a reply (held for some seconds), keep a note, write to somebody else.

    What cannot be sent stays a draft, and the composer says why."""
    if kind not in KINDS:
        return HttpResponseNotFound()
    case = case_for(request.user, number)
    slot = request.POST.get("slot") or ("side-new" if kind == "side" else kind)
    kept = _keep(request, case, slot)
    if too_large := _attached(request, kept):
        return _again(request, case, slot, wrong=too_large)
    try:
        outcome = {"reply": _reply, "note": _note, "side": _side}[kind](request, case, kept)
    except _Outsiders as outsiders:
        return _again(
            request, case, slot, wrong=outsiders.messages[0], outsiders=",".join(outsiders.addresses)
        )
    except forms.ValidationError as error:
        return _again(request, case, slot, wrong=" ".join(error.messages))
    if outcome is not None and outcome.refusal:
        return _again(request, case, slot, wrong=refusal_words(outcome.refusal))
    if not request.htmx:
        return redirect("desk:case", number=case.pk)
    return _written(request, case)


def _written(request: Request, case: Case, focus: bool = False) -> HttpResponse:
    """The case with what was written, and the composer for what comes next."""
    context = case_context(request, case_for(request.user, case.pk), WHOLE) | {"written": True}
    return render(request, "desk/changed.html", focused(context) if focus else context)


def _reply(request: Request, case: Case, kept: Draft) -> Outcome | None:
    to, cc = (addresses(request.POST.getlist(name)) for name in ("to", "cc"))
    if not to:
        raise forms.ValidationError(_("Say to whom it goes. Your text is kept."))
    _something(kept)
    known = people_of(case, said_by_mail(case)).keys() | set(request.POST.get("outsiders", "").split(","))
    strangers = [address for address in (*to, *cc) if address.casefold() not in known]
    if strangers:
        raise _Outsiders(strangers)
    if case.status == "merged":
        raise forms.ValidationError(_("This case was merged meanwhile. Your text is kept."))
    then = request.POST.get("then", "")
    reply = messages.Reply(
        text=kept.text, to=to, cc=cc, then=then if then in ("resolve", "wait") else "", draft=kept
    )
    messages.reply(case=case, reply=reply, by=request.user, at=timezone.now())
    return None


def _something(kept: Draft) -> None:
    if not kept.text.strip() and not kept.attachments.exists():
        raise forms.ValidationError(_("Nothing is written yet."))


@needs("cases.work")
@require_POST
def lift(request: Request, number: int) -> HttpResponse:
    """An address that mail came back from is written to again; what is written so far is kept."""
    case = case_for(request.user, number)
    slot = request.POST.get("slot") or "reply"
    _keep(request, case, slot)
    address = request.POST.get("lift", "")
    if address.casefold() in people_of(case, said_by_mail(case)):
        customers.reachable(address=address)
    if not request.htmx:
        return redirect(composer_address(case, *_kind_of(slot)))
    context = _composer_context(request, case, *_kind_of(slot))
    return render(request, "components/composer.html", focused(context))


class _Outsiders(forms.ValidationError):
    """New outsiders among the recipients are pointed out once before sending."""

    def __init__(self, found: list[str]) -> None:
        text = _("{address} has no part in this case yet. Send once more if it is meant to get this.")
        super().__init__(text.format(address=", ".join(found)))
        self.addresses = [address.casefold() for address in found]


def _note(request: Request, case: Case, kept: Draft) -> Outcome:
    return messages.note(case=case, text=kept.text, by=request.user, at=timezone.now(), draft=kept)


def _side(request: Request, case: Case, kept: Draft) -> Outcome:
    number = kept.slot.removeprefix("side-")
    conversation = case.sides.filter(pk=number).first() if number.isdecimal() else None
    to = [conversation.address] if conversation else addresses(request.POST.getlist("to"))
    if len(to) != 1:
        raise forms.ValidationError(_("A side conversation is with one address. Your text is kept."))
    _something(kept)
    return messages.side(
        case=case,
        text=kept.text,
        by=request.user,
        at=timezone.now(),
        conversation=conversation,
        address=to[0],
        draft=kept,
    )


def _composer_context(request: Request, case: Case, kind: str, side: str) -> dict[str, Any]:
    query = request.GET.copy()
    query["write"], query["side"] = kind, side
    request.GET = query  # type: ignore[assignment]
    return case_context(request, case, {"composer"})


def _again(request: Request, case: Case, slot: str, **more: str) -> HttpResponse:
    """The composer as it was, with what is wrong; the whole page where there is no script."""
    context = _composer_context(request, case, *_kind_of(slot))
    if request.htmx:
        context["composer"] |= more
        return render(request, "components/composer.html", focused(context))
    return page(request, case, status=422, composer=more)


@needs("cases.work")
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Take a reply back that has not left yet."""
    message = get_object_or_404(Message, pk=pk, by=request.user)
    case = case_for(request.user, message.case_id)
    taken = messages.undo(
        message=message, by=request.user, also=request.POST.get("text", ""), at=timezone.now()
    )
    if taken is None:
        toasts.warning(request, _("It had already left."))
    if not request.htmx:
        return redirect("desk:case", number=case.pk)
    return _written(request, case, focus=True)
