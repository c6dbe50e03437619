"""Addresses of this area."""

from django.urls import URLPattern, URLResolver

app_name = "first"
urlpatterns: list[URLPattern | URLResolver] = []
