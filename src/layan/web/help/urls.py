"""Addresses of the help centre: for everybody. A case is shown to who holds its key."""

from django.urls import URLPattern, URLResolver, path

from layan.web.help import case, home, letters, write

app_name = "help"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.show, name="home"),
    path("write/", write.form, name="write"),
    path("write/arrived/", write.written, name="written"),
    path("letters/<slug:token>/", letters.show, name="letters"),
    path("case/<slug:key>/", case.show, name="case"),
    path("case/<slug:key>/files/<slug:file>/", case.file, name="file"),
]
