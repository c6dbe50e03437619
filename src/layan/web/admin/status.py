"""The state of the installation for administrators: each part in words, and what to do about it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages as toasts
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from layan.actions import outbox
from layan.live import beats
from layan.plan.say import Elapsed, Say, say
from layan.records import storage, trouble
from layan.records.access import may
from layan.records.models import Mailbox, OutboxMail
from layan.records.queries import health
from layan.web.guard import Request, needs
from layan.web.templatetags.layan import speaker

LATE = 120
"""Seconds after which work that nobody takes up means that the worker is not running."""
SILENT = 900
"""Seconds after which a mailbox that nobody has looked into lags."""


@dataclass(frozen=True)
class Row:
    """The context of `components/status_row.html`."""

    name: str
    state: str
    word: str
    says: Say | str
    todo: Say | str | None = None
    href: str = ""
    label: str = ""


@require_safe
@needs("status")
def status(request: Request) -> HttpResponse:
    """Everything on one page: mailboxes, what came in, what goes out, the worker."""
    now = timezone.now()
    incoming, outgoing = health.incoming(now), health.outgoing(now)
    mine = may(request.user, "mailboxes")
    boxes = health.mailboxes()
    rows = [mailbox_row(box, now, link=mine) for box in boxes] or [_no_mailbox(mine)]
    rows += [_worker(max(incoming.age, health.late_replies(now))), _tray(incoming.tray), _outbox(outgoing)]
    rows.append(_storage())
    figures = [
        (_("Mails received"), incoming.received),
        (_("Understood"), incoming.understood),
        (_("Mails sent"), outgoing.sent),
        *((_("Cases"), n) if key == "cases" else (_("Messages"), n) for key, n in health.counts().items()),
    ]
    troubled = [_troubled(mail) for mail in health.troubled()]
    context = {
        "rows": rows,
        "figures": _worded(figures),
        "troubled": troubled,
        "last": health.last_received(),
    }
    return render(request, "admin/status.html", context)


def _worded(figures: list[tuple[str, int]]) -> list[tuple[str, str]]:
    written = speaker().formats.number
    return [(label, written(number)) for label, number in figures]


def mailbox_row(box: Mailbox, now: datetime, *, link: bool) -> Row:
    """How one mailbox fares."""
    href, label = (reverse("admin:mailbox", args=[box.pk]), _("Settings")) if link else ("", "")
    if box.mode != "on":
        says = say("Not switched on: nothing is fetched and nothing is sent.")
        return Row(box.address, "off", _("off"), says, None, href, label)
    wrong, since = trouble.of(box.failure), box.failing_since
    if wrong is None and box.smtp_failing_since:
        wrong, since = trouble.of(box.smtp_failure), box.smtp_failing_since
    if wrong is not None and since is not None:
        says = say("Since {since}: {what}", since=_minute(since), what=wrong.what)
        return Row(box.address, "late", _("fails"), says, wrong.todo, href, label)
    if box.imap_host and (box.checked_at is None or (now - box.checked_at).total_seconds() > SILENT):
        todo = say("Look whether Layan's process that fetches mail is running.")
        return Row(box.address, "soon", _("lags"), _checked(box), todo, href, label)
    if box.missing:
        says = say("Mails that lie there but could not be fetched: {count}.", count=box.missing)
        todo = say("They are tried again and again. Look at them in the mailbox itself meanwhile.")
        return Row(box.address, "late", _("mail is missing"), says, todo, href, label)
    return Row(box.address, "kept", _("well"), _checked(box), None, href, label)


def _checked(box: Mailbox) -> Say:
    if not box.imap_host:
        return say("It only sends; mail comes in another way.")
    if box.checked_at is None:
        return say("Nobody has looked into it yet.")
    return say(
        "Looked into {when}; {count} mails lie there.", when=_minute(box.checked_at), count=box.on_server or 0
    )


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _no_mailbox(mine: bool) -> Row:
    href, label = (reverse("admin:new_mailbox"), _("Connect a mailbox")) if mine else ("", "")
    says = say("No mailbox is connected. Mail may still come in from a mail server of your own (LMTP, pipe).")
    return Row(_("Mailboxes"), "off", _("none"), says, None, href, label)


def _storage() -> Row:
    """Whether anything can be kept."""
    name, room = _("Database and disk"), storage.room()
    if wrong := storage.looked():
        return Row(name, "late", _("fails"), wrong.what, wrong.todo)
    says = say("Left on the disk: {room} MB", room=room // 2**20)
    if room < storage.TIGHT:
        return Row(name, "soon", _("nearly full"), says, say("Make room before it is full."))
    return Row(name, "kept", _("well"), says)


def _worker(age: int) -> Row:
    for wrong in beats.failing().values():
        return Row(_("Background work"), "late", _("fails"), wrong.what, wrong.todo)
    if age < LATE:
        return Row(_("Background work"), "kept", _("well"), say("Nothing waits longer than it should."))
    says = say("What came in has been waiting for {age}.", age=Elapsed(age))
    todo = say("Start Layan again; if it runs as several processes, start the worker (layan worker).")
    return Row(_("Background work"), "late", _("stands still"), says, todo)


def _tray(count: int) -> Row:
    if not count:
        return Row(_("Mail not understood"), "kept", _("well"), say("The tray is empty."))
    says = say("Mails that a person must look at: {count}", count=count)
    return Row(_("Mail not understood"), "soon", _("waits"), says, None, reverse("admin:tray"), _("Look"))


def _outbox(outgoing: health.Outgoing) -> Row:
    if outgoing.failed:
        says = say("Could not be delivered: {failed}. Waiting: {waiting}.", failed=outgoing.failed,
                   waiting=outgoing.waiting)  # fmt: skip
        return Row(_("Outgoing mail"), "late", _("fails"), says, say("See below what the servers said."))
    if outgoing.said:
        says = say("Waiting for another attempt: {waiting}.", waiting=outgoing.waiting)
        wrong = trouble.of(outgoing.said)
        return Row(_("Outgoing mail"), "soon", _("lags"), says, wrong.what if wrong else None)
    says = say("Waiting: {waiting}.", waiting=outgoing.waiting)
    return Row(_("Outgoing mail"), "kept", _("well"), says)


def _troubled(mail: OutboxMail) -> dict[str, object]:
    message = mail.message
    return {
        "mail": mail,
        "subject": (message.subject if message else mail.subject) or _("(no subject)"),
        "to": ", ".join(mail.to),
        "said": trouble.of(mail.failure),
        "case": message.case_id if message else None,
    }


@require_POST
@needs("status")
def again(request: Request, pk: int) -> HttpResponse:
    """Try a mail that did not leave once more, now."""
    outbox.again(
        mail=get_object_or_404(OutboxMail.objects.select_related("message"), pk=pk), at=timezone.now()
    )
    toasts.success(request, _("It is tried again now."))
    return redirect("admin:status")


@require_POST
@needs("status")
def cancel(request: Request, pk: int) -> HttpResponse:
    """Let a mail that did not leave stay."""
    outbox.cancel(mail=get_object_or_404(OutboxMail, pk=pk))
    toasts.success(request, _("It is not sent any more."))
    return redirect("admin:status")
