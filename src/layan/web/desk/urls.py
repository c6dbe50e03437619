"""Addresses of the desk. What is done to a case is a POST to a noun or verb below it."""

from django.urls import URLPattern, URLResolver, path

from layan.web.desk import acts, cases, compose, customers, files, lists

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.home, name="home"),
    path("find/", lists.options, name="find"),
    path("many/", lists.many, name="many"),
    path("views/", lists.save_view, name="save_view"),
    path("views/<int:pk>/remove/", lists.remove_view, name="remove_view"),
    path("customers/", customers.index, name="customers"),
    path("customers/<int:pk>/", customers.show, name="customer"),
    path("customers/<int:pk>/change/", customers.change, name="customer_change"),
    path("customers/<int:pk>/letters/", customers.letters, name="customer_letters"),
    path("customers/<int:pk>/merge/", customers.merge, name="customer_merge"),
    path("customers/merges/<int:pk>/undo/", customers.unmerge, name="customer_unmerge"),
    path("cases/<int:number>/", cases.show, name="case"),
    path("cases/<int:number>/here/", cases.here, name="here"),
    path("cases/<int:number>/offer/", acts.offer, name="offer"),
    path("cases/<int:number>/approvals/<int:approval>/", acts.decide, name="decide"),
    path("cases/<int:number>/matter/", acts.matter, name="matter"),
    path("cases/<int:number>/merge/", acts.merge, name="merge"),
    path("cases/<int:number>/unmerge/", acts.unmerge, name="unmerge"),
    path("cases/<int:number>/split/", acts.split, name="split"),
    path("cases/<int:number>/write/<slug:kind>/", compose.write, name="write"),
    path("cases/<int:number>/draft/<slug:slot>/", compose.draft, name="draft"),
    path("cases/<int:number>/draft/<slug:slot>/files/", compose.attach, name="attach"),
    path("cases/<int:number>/lift/", compose.lift, name="lift"),
    path("cases/<int:number>/<slug:verb>/", acts.act, name="act"),
    path("messages/<int:pk>/undo/", compose.undo, name="undo"),
    path("messages/<int:pk>/original/", files.original, name="original"),
    path("messages/<int:pk>/html/", files.html, name="html"),
    path("messages/<int:pk>/html/remote/", files.html_remote, name="html_remote"),
    path("files/<slug:token>/", files.file, name="file"),
    path("<slug:view>/", lists.show, name="list"),
]
