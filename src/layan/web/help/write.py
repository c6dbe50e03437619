"""The contact form: what is written becomes a case at once, and the page says what is promised."""

from django.contrib import messages as toasts
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from layan.actions.ledger import Refused
from layan.channels import form as door
from layan.plan.plan import Plan
from layan.plan.say import Say, say
from layan.plan.wording import to_the_minute
from layan.records.plans import plan_in_force
from layan.records.queries import first_day
from layan.web.account.language import spoken_from_now, switched
from layan.web.help.forms import WriteForm, too_many, too_many_words
from layan.web.templatetags.layan import speaker


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    plan = plan_in_force(timezone.now())
    timezone.activate(plan.zone)
    channel = door.channel_of(plan)
    if channel is None:
        return redirect("help:home")
    switch = "switch" in request.POST
    language = switched(request) if switch else translation.get_language() or plan.language
    situations = [(key, page.ref.name_in(language)) for key, page in plan.situations.items()]
    if switch:
        filled = WriteForm(initial=request.POST.dict(), situations=situations)
        return spoken_from_now(_page(request, filled, plan, channel), language)
    filled = WriteForm(request.POST or None, request.FILES or None, situations=situations)
    if request.method == "POST" and filled.is_valid():
        answer = _received(request, filled, channel, language)
        if answer is not None:
            return answer
    return _page(request, filled, plan, channel)


def _page(request: HttpRequest, filled: WriteForm, plan: Plan, channel: str) -> HttpResponse:
    context = {"form": filled, "promise": _promise(plan, channel), "plan": plan, "keeps": "write"}
    return render(request, "help/write.html", context, status=422 if filled.errors else 200)


def _received(request: HttpRequest, filled: WriteForm, channel: str, language: str) -> HttpResponse | None:
    data = filled.cleaned_data
    if data["website"]:
        return redirect("help:home")  # a machine: it gets no hint
    if too_many(request):
        filled.add_error(None, too_many_words())
        return None
    try:
        message = door.receive(
            channel=channel,
            name=data["name"],
            address=data["email"],
            subject=data["subject"],
            text=data["text"],
            language=language,
            situation=data["situation"] or None,
            files=filled.attached(),
            at=timezone.now(),
        )
    except Refused as refused:
        filled.add_error(None, speaker()(refused.refusal.say))
        return None
    business = first_day.business()
    if business is None or not business.demonstration:
        # Whoever types an address is not yet its owner: the link, and whatever is answered, goes there alone.
        return redirect("help:written")
    # No letter of the demonstration leaves, and who tries it wants to see the page.
    toasts.success(request, _("Your message has arrived. This page is yours: it says what became of it."))
    return redirect("help:case", key=message.case.key)


def _promise(plan: Plan, channel: str) -> Say | None:
    reply = plan.promise("first_reply", channel=channel, start=timezone.now())
    return (
        say("A person answers you by {due} at the latest.", due=to_the_minute(reply.due)) if reply else None
    )


@require_safe
def written(request: HttpRequest) -> HttpResponse:
    """It has arrived, and the link to it goes to the address that was given."""
    plan = plan_in_force(timezone.now())
    timezone.activate(plan.zone)
    channel = door.channel_of(plan)
    context = {"promise": _promise(plan, channel) if channel else None, "plan": plan}
    return render(request, "help/written.html", context)
