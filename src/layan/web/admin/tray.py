"""Mail that nobody could make sense of: shown safely, tried again, made a case of by hand, or put away."""

from django import forms
from django.contrib import messages as toasts
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layan.actions import mail as mails
from layan.actions.ledger import Refused
from layan.channels.email import by_hand
from layan.plan.say import Say, say
from layan.records.models import IncomingMail, RawMail
from layan.records.queries.tray import waiting
from layan.web.guard import Request, needs
from layan.web.templatetags.layan import speaker

SHOWN = 50


class AsCase(forms.Form):
    """From whom it is, and what it is about."""

    sender = forms.EmailField(label=gettext_lazy("Address of the customer"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=300)


@require_safe
@needs("tray")
def tray(request: Request) -> HttpResponse:
    """Everything in it, the newest first."""
    rows = list(waiting()[:SHOWN])
    voice = speaker()
    shown = [{"row": row, "reason": voice(Say.from_json(row.reason)) if row.reason else ""} for row in rows]
    total = waiting().count() if len(rows) == SHOWN else len(rows)
    return render(request, "admin/tray.html", {"rows": shown, "total": total})


@require_http_methods(["GET", "POST"])
@needs("tray")
def tray_mail(request: Request, pk: int) -> HttpResponse:
    """One mail: why it is here, what can be seen of it, and a case to be made of it."""
    row = get_object_or_404(waiting(), pk=pk)
    seen = by_hand.seen(row)
    form = AsCase(
        request.POST or None, initial={"sender": seen.sender, "name": seen.name, "subject": seen.subject}
    )
    if request.method == "POST" and form.is_valid():
        answer = _made(request, row, form)
        if answer is not None:
            return answer
    reason = speaker()(Say.from_json(row.reason)) if row.reason else ""
    context = {"row": row, "seen": seen, "form": form, "reason": reason}
    return render(request, "admin/tray_mail.html", context, status=422 if form.errors else 200)


def _made(request: Request, row: IncomingMail, form: AsCase) -> HttpResponse | None:
    try:
        case = by_hand.make_case(row=row, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, speaker()(refused.refusal.say))
        return None
    if case is None:
        toasts.warning(request, _("Somebody was quicker: this mail has been dealt with."))
        return redirect("admin:tray")
    toasts.success(request, _("It is case {number} now.").format(number=f"#{case.pk}"))
    return redirect("admin:tray")


@require_POST
@needs("tray")
def retry_mail(request: Request, pk: int) -> HttpResponse:
    mails.retry(mail=get_object_or_404(waiting(), pk=pk), at=timezone.now())
    toasts.success(request, _("It is tried again; if it still cannot be understood, it comes back here."))
    return redirect("admin:tray")


@require_POST
@needs("tray")
def dismiss_mail(request: Request, pk: int) -> HttpResponse:
    """It needs nobody; it stays stored."""
    why = say("{name} looked at it and put it away.", name=request.user.name)
    mails.ignore(mail=get_object_or_404(waiting(), pk=pk), why=why, at=timezone.now())
    toasts.success(request, _("It is put away."))
    return redirect("admin:tray")


@require_safe
@needs("tray")
def raw_mail(request: Request, pk: int) -> HttpResponse:
    """The mail as it came, to be saved; no browser takes it for a page."""
    row = get_object_or_404(waiting(), pk=pk)
    content = bytes(RawMail.objects.values_list("content", flat=True).get(mail=row))
    headers = {
        "Content-Disposition": f'attachment; filename="mail-{row.pk}.eml"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)
