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
