"""The front door: customers come to the help centre, everybody who works here to her own first page."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from layan.records.access import may
from layan.records.models import User

FIRST_PAGES: Final = (("desk", "desk:home"), ("status", "admin:status"), ("plan.read", "plan:handbook"))
"""By what one is here for: answering customers, looking after the system, reading."""


def first_page(user: User) -> str:
    """Where she begins."""
    return reverse(next((page for needed, page in FIRST_PAGES if may(user, needed)), "account:home"))


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Leads on, by who asks."""
    return redirect(first_page(request.user) if isinstance(request.user, User) else "help:home")
