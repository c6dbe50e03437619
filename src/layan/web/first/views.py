"""The first day: one page that makes the business, then a few steps that each may be left for later."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layan.actions import first, starters
from layan.channels.email import smtp
from layan.plan.source import PlanErrors
from layan.records.models import Business, Mailbox
from layan.records.queries import first_day
from layan.web.account.ways_in import sign_in
from layan.web.first.forms import FirstRun
from layan.web.guard import Request, needs
from layan.web.templatetags.layan import speak


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Asks for the business and makes it; nothing here once there is one."""
    if Business.objects.exists():
        return redirect("home")
    form = FirstRun(request.POST or None, initial=_guess())
    if request.method == "POST" and form.is_valid():
        try:
            user = first.set_up(
                template=form.cleaned_data["template"],
                own=form.own(),
                administrator=form.administrator(),
                at=timezone.now(),
            )
        except first.AlreadySetUp:
            return redirect("account_login")
        except PlanErrors as errors:
            form.add_error(None, [speak(problem.say) for problem in errors.problems[:5]])
        else:
            return sign_in(request, user, "first-run", to=reverse("first:next"))
    about = {key: starters.TRADES[key][1] for key in starters.trades()}
    return render(
        request, "first/start.html", {"form": form, "about": about}, status=422 if form.errors else 200
    )


def _guess() -> dict[str, object]:
    language = get_language() or "en"
    return {
        "template": next(iter(starters.trades()), ""),
        "first_language": language,
        "language": language,
        "languages": ["en"] if language != "en" else [],
    }


@require_safe
@needs("mailboxes")
def next_steps(request: Request) -> HttpResponse:
    """What is left of the first day."""
    to_come = first.steps_left(_begun())
    steps = [step | {"done": step["key"] not in to_come} for step in _steps()]
    left = [step for step in steps if not step["done"]]
    return render(
        request, "first/next.html", {"steps": steps, "left": left, "now": left[0] if left else None}
    )


def _begun() -> Business:
    found = first_day.business()
    if found is None:
        raise Http404
    return found


def _steps() -> list[dict[str, object]]:
    return [
        {
            "key": "mailbox",
            "title": _("Connect a mailbox"),
            "text": _(
                "First it is only read: you see what Layan would do, and nobody is written to until you say so."
            ),
            "label": _("Connect a mailbox"),
            "href": _address("admin:mailboxes"),
        },
        {
            "key": "colleagues",
            "title": _("Invite your colleagues"),
            "text": _("Each gets a letter with a link. You choose what each may see and do."),
            "label": _("Invite a colleague"),
            "href": _address("admin:invite"),
        },
        {
            "key": "first-mail",
            "title": _("Send yourself a first mail"),
            "text": _("To see that mail leaves. If it does not, the status page says why."),
            "label": _("Send it to me"),
            "action": reverse("first:mail"),
        },
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@require_POST
@needs("mailboxes")
def later(request: Request, step: str) -> HttpResponse:
    """A step is left for later, or done."""
    try:
        first.step_done(step=step)
    except first.Unusable:
        raise Http404 from None
    return redirect("first:next")


def _can_write() -> bool:
    boxes = Mailbox.objects.filter(mode="on").exclude(smtp_host="")
    return boxes.exists() or smtp.server_of(None) is not None


@require_POST
@needs("mailboxes")
def mail(request: Request) -> HttpResponse:
    """A first mail to oneself, once there is a way out for it."""
    if not _can_write():
        messages.warning(
            request, _("No mail leaves this desk yet. Connect a mailbox and switch it on first.")
        )
        return redirect("first:next")
    first.test_mail(
        to=request.user.email,
        subject=_("Your desk can write"),
        text=_(
            "Hello {name},\n\nthis is the first letter of your desk. That you read it means that mail leaves."
        ).format(name=request.user.name),
        language=request.user.language,
        at=timezone.now(),
    )
    first.step_done(step="first-mail")
    messages.success(request, _("A letter to {email} is on its way.").format(email=request.user.email))
    return redirect("first:next")
