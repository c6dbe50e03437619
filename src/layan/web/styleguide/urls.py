"""Addresses of this area; only in development and tests."""

from django.urls import URLPattern, URLResolver, path

from layan.web.styleguide import views

app_name = "styleguide"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.components, name="components"),
    path("<slug:name>/", views.page, name="page"),
]
