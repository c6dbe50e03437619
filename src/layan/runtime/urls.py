"""Every address of the installation, by area."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from layan.web.account.language import choose
from layan.web.front import front

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front, name="home"),
    path("desk/", include("layan.web.desk.urls")),
    path("plan/", include("layan.web.plan.urls")),
    path("help/", include("layan.web.help.urls")),
    path("account/", include("layan.web.account.urls")),
    path("account/", include("layan.web.account.provided")),
    path("admin/", include("layan.web.admin.urls")),
    path("start/", include("layan.web.first.urls")),
    path("language/", choose, name="set_language"),
    path("", include("layan.web.health")),
]

if settings.DEBUG or settings.TESTING:
    urlpatterns.append(path("styleguide/", include("layan.web.styleguide.urls")))

handler400 = "layan.web.errors.bad_request"
handler403 = "layan.web.errors.not_allowed"
handler404 = "layan.web.errors.not_found"
handler500 = "layan.web.errors.failed"
handler429 = "layan.web.account.limits.too_often"
