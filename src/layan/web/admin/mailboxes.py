"""Mailboxes: connected, tried, looked into, switched on and off."""

from typing import Any

from django.contrib import messages as toasts
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layan.actions import mailboxes as actions
from layan.channels.email import trying
from layan.records.models import Mailbox
from layan.records.plans import plan_in_force
from layan.records.queries import health
from layan.records.trouble import Trouble
from layan.web.admin.mailbox_forms import Again, Begin, Settings, SwitchOn
from layan.web.admin.providers import guess
from layan.web.admin.status import mailbox_row
from layan.web.guard import Request, needs
from layan.web.templatetags.layan import speaker


def channels() -> list[tuple[str, str]]:
    """The plan's channels a mailbox may serve, those of email first, in the reader's language."""
    language = speaker().language
    pages = sorted(
        plan_in_force(timezone.now()).channels.values(), key=lambda page: page.rules.medium != "email"
    )
    return [(page.key, page.ref.name_in(language)) for page in pages]


@require_safe
@needs("mailboxes")
def mailboxes(request: Request) -> HttpResponse:
    """All of them, and how they fare."""
    now = timezone.now()
    rows = [mailbox_row(box, now, link=True) for box in health.mailboxes()]
    return render(request, "admin/mailboxes.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@needs("mailboxes")
def new_mailbox(request: Request) -> HttpResponse:
    """Name an address; its servers are guessed, and everything can be changed on the next page."""
    form = Begin(request.POST or None, channels=channels())
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        values = {**vars(guess(address)), "imap_user": address, "smtp_user": address, **form.cleaned_data}
        box = actions.save(box=Mailbox(), **values)
        return redirect("admin:mailbox", pk=box.pk)
    return render(request, "admin/new_mailbox.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@needs("mailboxes")
def mailbox(request: Request, pk: int) -> HttpResponse:
    """Its settings. Saving changes nothing on the server of the mailbox."""
    box = get_object_or_404(Mailbox, pk=pk)
    form = Settings(request.POST or None, instance=box, channels=channels())
    if request.method == "POST" and form.is_valid():
        actions.save(box=form.instance, **form.cleaned_data)
        toasts.success(request, _("Saved. Now try whether it receives and sends."))
        return redirect("admin:mailbox", pk=box.pk)
    return _page(request, get_object_or_404(Mailbox, pk=pk), form=form)


def _page(request: Request, box: Mailbox, form: Settings | None = None, **more: Any) -> HttpResponse:
    form = form or Settings(instance=box, channels=channels())
    context = {
        "box": box,
        "form": form,
        "switch": SwitchOn(),
        "again": Again(),
        "row": mailbox_row(box, timezone.now(), link=False),
        "has_password": bool(box.secrets),
        **more,
    }
    return render(request, "admin/mailbox.html", context, status=422 if form.errors else 200)


@require_POST
@needs("mailboxes")
def try_receiving(request: Request, pk: int) -> HttpResponse:
    """Sign in and look, for reading only; say what would become of the newest mails."""
    box = get_object_or_404(Mailbox, pk=pk)
    looked = trying.look(box)
    found = {"trouble": looked} if isinstance(looked, Trouble) else {"looked": looked}
    return _tried(request, box, "received", found)


@require_POST
@needs("mailboxes")
def try_sending(request: Request, pk: int) -> HttpResponse:
    """Send a test mail to the reader."""
    box = get_object_or_404(Mailbox, pk=pk)
    subject = _("Test of {address}").format(address=box.address)
    text = _("Hello {name},\n\nthis is the test that you asked for. Mail of {address} goes out.").format(
        name=request.user.name, address=box.address
    )
    trouble = trying.send(box, request.user, subject, text)
    return _tried(request, box, "sent", {"trouble": trouble} if trouble else {"to": request.user.email})


def _tried(request: Request, box: Mailbox, what: str, found: dict[str, Any]) -> HttpResponse:
    if request.htmx:
        return render(request, f"admin/mailbox.html#{what}", {"box": box, what: found})
    shown: dict[str, Any] = {what: found}
    return _page(request, box, **shown)


@require_POST
@needs("mailboxes")
def switch_on(request: Request, pk: int) -> HttpResponse:
    """From now on it is fetched from and written from."""
    box = get_object_or_404(Mailbox, pk=pk)
    form = SwitchOn(request.POST)
    if not form.is_valid():
        return _page(request, box, switch=form)
    actions.switch_on(box=box, history=form.age(), at=timezone.now())
    toasts.success(request, _("{address} is switched on.").format(address=box.address))
    return redirect("admin:mailbox", pk=box.pk)


@require_POST
@needs("mailboxes")
def fetch_again(request: Request, pk: int) -> HttpResponse:
    """Look for mail since a day that is not here."""
    box = get_object_or_404(Mailbox, pk=pk, mode="on")
    form = Again(request.POST)
    if not form.is_valid():
        return _page(request, box, again=form)
    actions.fetch_again(box=box, start=form.moment(), at=timezone.now())
    toasts.success(request, _("{address} is looked through again.").format(address=box.address))
    return redirect("admin:mailbox", pk=box.pk)


@require_POST
@needs("mailboxes")
def switch_off(request: Request, pk: int) -> HttpResponse:
    box = get_object_or_404(Mailbox, pk=pk)
    actions.switch_off(box=box, at=timezone.now())
    toasts.success(request, _("{address} is switched off.").format(address=box.address))
    return redirect("admin:mailbox", pk=box.pk)


@require_POST
@needs("mailboxes")
def remove_mailbox(request: Request, pk: int) -> HttpResponse:
    """Forget it; mails and cases stay."""
    box = get_object_or_404(Mailbox, pk=pk)
    actions.remove(box=box)
    toasts.success(request, _("{address} is removed; its mails and cases stay.").format(address=box.address))
    return redirect("admin:mailboxes")
