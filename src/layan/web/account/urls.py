"""Addresses of one's own account, and of the ways in."""

from django.urls import URLPattern, URLResolver, path

from layan.web.account import home, ways_in

app_name = "account"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("profile/", home.profile, name="profile"),
    path("sessions/others/end/", home.end_others, name="end_others"),
    path("sessions/<int:pk>/end/", home.end_session, name="end_session"),
    path("link/<str:token>/", ways_in.link, name="link"),
    path("invitation/<str:token>/", ways_in.invitation, name="invitation"),
]
