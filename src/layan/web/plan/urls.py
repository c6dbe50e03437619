"""Addresses of the plan: the handbook of the version in force, and every version there was."""

from django.urls import URLPattern, URLResolver, path

from layan.web.plan import reading

app_name = "plan"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", reading.handbook, name="handbook"),
    path("versions/", reading.versions, name="versions"),
    path("versions/<int:number>/", reading.handbook, name="version"),
    path("versions/<int:before>/to/<int:number>/", reading.changes, name="changes"),
    path("versions/<int:number>/<slug:key>/", reading.page, name="version_page"),
    path("<slug:key>/", reading.page, name="page"),
]
