"""Addresses of this area."""

from django.urls import URLPattern, URLResolver, path

from layan.web.admin import demonstration, letters, mail_providers, mailboxes, people, signing, status, tray

app_name = "admin"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", status.status, name="status"),
    path("outbox/<int:pk>/again/", status.again, name="again"),
    path("outbox/<int:pk>/cancel/", status.cancel, name="cancel"),
    path("tray/", tray.tray, name="tray"),
    path("tray/<int:pk>/", tray.tray_mail, name="tray_mail"),
    path("tray/<int:pk>/retry/", tray.retry_mail, name="retry_mail"),
    path("tray/<int:pk>/dismiss/", tray.dismiss_mail, name="dismiss_mail"),
    path("tray/<int:pk>/raw/", tray.raw_mail, name="raw_mail"),
    path("mailboxes/", mailboxes.mailboxes, name="mailboxes"),
    path("mailboxes/new/", mailboxes.new_mailbox, name="new_mailbox"),
    path("mailboxes/<int:pk>/", mailboxes.mailbox, name="mailbox"),
    path("mailboxes/<int:pk>/receiving/", mailboxes.try_receiving, name="try_receiving"),
    path("mailboxes/<int:pk>/sending/", mailboxes.try_sending, name="try_sending"),
    path("mailboxes/<int:pk>/on/", mailboxes.switch_on, name="switch_on"),
    path("mailboxes/<int:pk>/again/", mailboxes.fetch_again, name="fetch_again"),
    path("mailboxes/<int:pk>/off/", mailboxes.switch_off, name="switch_off"),
    path("mailboxes/<int:pk>/remove/", mailboxes.remove_mailbox, name="remove_mailbox"),
    path("mailboxes/<int:pk>/consent/", mail_providers.consent, name="consent"),
    path("mailboxes/consented/", mail_providers.consented, name="consented"),
    path("mailboxes/providers/", mail_providers.mail_providers, name="mail_providers"),
    path("mailboxes/providers/new/", mail_providers.new_mail_provider, name="new_mail_provider"),
    path("mailboxes/providers/<int:pk>/", mail_providers.mail_provider, name="mail_provider"),
    path(
        "mailboxes/providers/<int:pk>/remove/",
        mail_providers.remove_mail_provider,
        name="remove_mail_provider",
    ),
    path("mailboxes/signing/", signing.signing, name="signing"),
    path("mailboxes/signing/make/", signing.make_key, name="make_key"),
    path("mailboxes/signing/<int:pk>/use/", signing.use_key, name="use_key"),
    path("mailboxes/signing/<int:pk>/rest/", signing.rest_key, name="rest_key"),
    path("mailboxes/signing/<int:pk>/remove/", signing.remove_key, name="remove_key"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<slug:kind>/<slug:language>/", letters.letter, name="letter"),
    path("demonstration/", demonstration.demonstration, name="demonstration"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/invitations/<int:pk>/renew/", people.renew, name="renew_invitation"),
    path("people/invitations/<int:pk>/withdraw/", people.withdraw, name="withdraw_invitation"),
]
