"""Until there is a business, every page leads to the first-run page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from layan.records.models import Business
from layan.records.plans import NoPlan

OPEN = ("/start/", "/static/", "/language/", "/styleguide/", "/healthz", "/readyz")


class FirstRunMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.ready = False  # once there is a business it stays, unless it was the demonstration

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.ready and not request.path.startswith(OPEN):
            self.ready = Business.objects.exists()
            if not self.ready:
                return redirect("/start/")
        answer = self.get_response(request)
        if getattr(request, "business_removed", False):
            self.ready = False
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Another process took the demonstration away."""
        if isinstance(exception, NoPlan) and not Business.objects.exists():
            self.ready = False
            return redirect("/start/")
        return None
