"""Addresses of the first run."""

from django.urls import URLPattern, URLResolver, path

from layan.web.first import views

app_name = "first"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.start, name="start"),
    path("next/", views.next_steps, name="next"),
    path("next/mail/", views.mail, name="mail"),
    path("next/<str:step>/later/", views.later, name="later"),
]
