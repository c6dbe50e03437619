"""Files of a case, and the HTML of a mail: nothing of them can run on our origin."""

from typing import Final

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from layan.channels.email.html import sanitise
from layan.records.access import case_for
from layan.records.models import Attachment, Message
from layan.web.files import served
from layan.web.guard import Request, needs

FRAME: Final = {
    "default-src": ["'none'"],
    "img-src": ["'self'", "data:"],
    "style-src": ["'unsafe-inline'"],
    # Of our origin, so that its own pictures come and the page can measure it; scripts run in neither case.
    "sandbox": ["allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"],
    "frame-ancestors": ["'self'"],
}
WITH_REMOTE: Final = {**FRAME, "img-src": ["'self'", "data:", "https:", "http:"]}


@needs("desk")
@require_safe
def file(request: Request, token: str) -> HttpResponseBase:
    """An attachment of a case she may see, or of a draft of hers."""
    found = Attachment.objects.select_related("file", "message", "draft").filter(token=token).first()
    if found is None:
        raise Http404
    if found.message is not None:
        case_for(request.user, found.message.case_id)
    elif found.draft is None or found.draft.user_id != request.user.pk:
        raise Http404
    return served(found)


def _frame(request: Request, pk: int, remote: bool) -> HttpResponse:
    message = Message.objects.filter(pk=pk).first()
    if message is None:
        raise Http404
    case_for(request.user, message.case_id)
    cids = {a.cid: reverse("desk:file", args=[a.token]) for a in message.attachments.all() if a.cid}
    return HttpResponse(
        sanitise(message.html, cids, remote_images=remote), content_type="text/html; charset=utf-8"
    )


@needs("desk")
@require_safe
@csp_override({"default-src": ["'none'"], "sandbox": [""]})
def original(request: Request, pk: int) -> HttpResponse:
    """The mail as it was received, every byte of it, as text that no browser obeys."""
    message = get_object_or_404(Message.objects.select_related("mail__raw"), pk=pk, mail__isnull=False)
    case_for(request.user, message.case_id)
    assert message.mail is not None
    answer = HttpResponse(bytes(message.mail.raw.content), content_type="text/plain; charset=utf-8")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs("desk")
@require_safe
@xframe_options_sameorigin
@csp_override(FRAME)
def html(request: Request, pk: int) -> HttpResponse:
    """A mail's own HTML, cleaned, for a sandboxed frame; pictures from elsewhere are not fetched."""
    return _frame(request, pk, remote=False)


@needs("desk")
@require_safe
@xframe_options_sameorigin
@csp_override(WITH_REMOTE)
def html_remote(request: Request, pk: int) -> HttpResponse:
    """The same with pictures from elsewhere, because the reader asked for them."""
    return _frame(request, pk, remote=True)
