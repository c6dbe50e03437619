"""Mail accounts, who signs us in to them, and the keys that sign what leaves."""

from typing import ClassVar

from django.db import models


class Mailbox(models.Model):
    """A mail account that serves a channel. mode: off, read_only (shows what it would do), on.
    `secrets` holds passwords, encrypted with the key of the installation."""

    name = models.CharField(max_length=120)
    channel = models.CharField(max_length=80)
    address = models.EmailField(max_length=254, unique=True)
    sender_name = models.CharField(max_length=120, blank=True)
    mode = models.CharField(max_length=12, default="off")
    imap_host = models.CharField(max_length=254, blank=True)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=8, default="tls")  # tls, starttls, none
    imap_user = models.CharField(max_length=254, blank=True)
    folder = models.CharField(max_length=254, default="INBOX")
    smtp_host = models.CharField(max_length=254, blank=True)
    smtp_port = models.PositiveIntegerField(default=587)
    smtp_security = models.CharField(max_length=8, default="starttls")
    smtp_user = models.CharField(max_length=254, blank=True)
    secrets = models.TextField(blank=True)
    provider = models.ForeignKey(
        "records.MailProvider", null=True, blank=True, on_delete=models.SET_NULL, related_name="mailboxes"
    )  # who signs us in; null: the passwords do
    tokens = models.TextField(blank=True)  # encrypted: what the provider gave us to sign in with
    tokens_until = models.DateTimeField(null=True)  # when the one for now runs out
    authserv_id = models.CharField(max_length=254, blank=True)  # whose word on senders we trust
    plus_addressing = models.BooleanField(default=False)
    since = models.DateTimeField(null=True)  # older mail comes in as history
    oldest = models.DateTimeField(null=True)  # mail older than this stays where it is; null: all comes in
    uidvalidity = models.BigIntegerField(null=True)
    uid = models.BigIntegerField(default=0)
    on_server = models.PositiveIntegerField(null=True)  # mails counted there at the last look
    missing = models.PositiveIntegerField(
        default=0
    )  # of those, how many it did not give when they were counted
    again_from = models.DateTimeField(null=True)  # somebody asks for all mail since then to be looked for
    checked_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    smtp_failing_since = models.DateTimeField(null=True)
    smtp_failure = models.TextField(blank=True)


class MailProvider(models.Model):
    """Who signs us in to mailboxes by OAuth: its addresses, and what it knows this installation by. `secrets` holds
    the client's secret, encrypted."""

    name = models.CharField(max_length=80, unique=True)
    authorize_url = models.URLField(max_length=500)
    token_url = models.URLField(max_length=500)
    scope = models.CharField(max_length=500)
    extra = models.CharField(max_length=300, blank=True)  # more of the query it is asked with
    client_id = models.CharField(max_length=300)
    secrets = models.TextField(blank=True)


class SigningKey(models.Model):
    """A key that signs mail of a domain (DKIM). `private` is encrypted; `public` stands in the domain's DNS under
    `selector`. At most one of a domain signs."""

    domain = models.CharField(max_length=253)
    selector = models.CharField(max_length=63)
    private = models.TextField()
    public = models.TextField()
    made_at = models.DateTimeField()
    signs_since = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["domain", "selector"], name="one_selector"),
            models.UniqueConstraint(
                fields=["domain"], name="one_signs", condition=models.Q(signs_since__isnull=False)
            ),
        ]
