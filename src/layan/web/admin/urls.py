"""Addresses of this area."""

from django.urls import URLPattern, URLResolver, path

from layan.web.admin import people

app_name = "admin"
urlpatterns: list[URLPattern | URLResolver] = [
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/invitations/<int:pk>/renew/", people.renew, name="renew_invitation"),
    path("people/invitations/<int:pk>/withdraw/", people.withdraw, name="withdraw_invitation"),
]
