"""Mail in and out. Both tables are queues: what is due is claimed by a conditional update with a lease."""

from typing import ClassVar

from django.db import models


class IncomingMail(models.Model):
    """A mail as it came in. state: stored (to be understood), understood, tray (a person must look), ignored."""

    key = models.CharField(max_length=200, unique=True)  # where it was fetched from, so that it comes in once
    source = models.CharField(max_length=8)  # imap, lmtp, pipe
    mailbox = models.ForeignKey("records.Mailbox", null=True, on_delete=models.SET_NULL, related_name="+")
    envelope_from = models.CharField(max_length=320, blank=True)
    envelope_to = models.JSONField(default=list)
    rfc_id = models.CharField(max_length=255, blank=True, db_index=True)  # its Message-ID
    size = models.BigIntegerField()
    received_at = models.DateTimeField()
    history = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="stored")
    reason = models.JSONField(default=dict)  # a Say: why it is in the tray or ignored
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)  # when it is (again) to be understood; null: nothing to do
    case = models.ForeignKey("records.Case", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="incoming_due", condition=models.Q(due_at__isnull=False)),
            models.Index(fields=["state", "-id"], name="incoming_state"),
        ]


class RawMail(models.Model):
    """The bytes as received, apart from the row that lists read."""

    mail = models.OneToOneField(IncomingMail, on_delete=models.CASCADE, primary_key=True, related_name="raw")
    content = models.BinaryField()


class OutboxMail(models.Model):
    """A mail that must leave. Written in one transaction with what causes it; rendered when it leaves; sent at least
    once, always under the same Message-ID. state: waiting, sent, failed (for good), cancelled."""

    kind = models.CharField(max_length=16)  # reply, letter, side, approval, invitation, test
    message = models.ForeignKey("records.Message", null=True, on_delete=models.CASCADE, related_name="outbox")
    mailbox = models.ForeignKey("records.Mailbox", null=True, on_delete=models.SET_NULL, related_name="+")
    rfc_id = models.CharField(max_length=255, unique=True)  # its Message-ID, the same at every attempt
    to = models.JSONField(default=list)  # addresses not yet served
    refused = models.JSONField(default=list)  # addresses it was refused for, for good
    subject = models.CharField(max_length=300, blank=True)  # of a mail that belongs to no message
    text = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=12, default="waiting")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # next attempt; null: none
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(blank=True)  # what the other server said
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="outbox_due", condition=models.Q(due_at__isnull=False)),
            models.Index(fields=["state", "-id"], name="outbox_state"),
        ]
