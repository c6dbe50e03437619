"""The front page of the help centre: who can be reached this minute, and how long it takes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from layan.records.plans import plan_in_force
from layan.records.queries.health import addresses_in_use
from layan.web.help.ways import offered, ways
from layan.web.templatetags.layan import speaker
from layan.web.week import week


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    plan = plan_in_force(now)
    timezone.activate(plan.zone)
    voice, addresses = speaker(), addresses_in_use()
    context = {
        "ways": ways(plan, voice, now, addresses),
        "weeks": [week(plan, page.key, voice, now) for page in offered(plan, addresses) if page.rules.live],
        "plan": plan,
    }
    return render(request, "help/home.html", context)
