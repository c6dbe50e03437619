"""`/healthz`: the process answers. `/readyz`: it can do its work, and how long that waits."""

from typing import Final

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone

from layan.live import beats
from layan.records.queries import health

SILENT: Final = 120
"""Seconds without a beat after which a part of this process counts as stuck."""


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 or 503, with the database, the parts of this process (seconds since each last gave a sign) and the age in
    seconds of what waits."""
    parts = {part: round(age, 1) for part, age in beats.ages().items()}
    told: dict[str, object] = {"database": "ok", "parts": parts}
    ready = all(age < SILENT for age in parts.values())
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        now = timezone.now()
        told["queue"] = {"incoming": health.incoming(now).age, "outgoing": health.outgoing(now).age}
    except DatabaseError as error:
        told["database"], ready = type(error).__name__, False
    return JsonResponse({"ready": ready, **told}, status=200 if ready else 503)


urlpatterns = [path("healthz", healthz), path("readyz", readyz)]
