"""Addresses of the help centre."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

app_name = "help"


def _later(request: HttpRequest, **names: str) -> HttpResponse:
    return HttpResponse("")


urlpatterns: list[URLPattern | URLResolver] = [
    path("", _later, name="home"),
    path("case/<str:token>/", _later, name="case"),
]
