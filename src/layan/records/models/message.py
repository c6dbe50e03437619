"""What was said: bodies stand beside the events, so that they can be erased without breaking the log."""

from typing import ClassVar

from django.db import models


class Message(models.Model):
    """direction: in, out, note, letter (an automatic one), side_in, side_out.
    state: of what we send: held (can still be undone), queued, sent, failed, undone; empty otherwise."""

    case = models.ForeignKey(
        "records.Case", on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    side = models.ForeignKey(
        "records.SideConversation", null=True, on_delete=models.CASCADE, related_name="messages"
    )
    direction = models.CharField(max_length=8)
    state = models.CharField(max_length=8, blank=True)
    channel = models.CharField(max_length=80)
    by = models.ForeignKey(
        "records.User", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    sender_name = models.CharField(max_length=200, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    to = models.JSONField(default=list)  # [{"name", "address"}]
    cc = models.JSONField(default=list)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    folded = models.TextField(blank=True)  # quoted history and signature
    html = models.TextField(blank=True)  # as received, shown only sanitised in a sandbox
    language = models.CharField(max_length=8, blank=True)
    automatic = models.CharField(max_length=16, blank=True)  # auto-reply, bounce, list, ...
    matched_by = models.CharField(max_length=24, blank=True)  # the rule that brought it to this case
    warnings = models.JSONField(default=list)
    checks = models.JSONField(default=dict)  # {"spf", "dkim", "dmarc"}: passed, failed, unknown
    mail = models.ForeignKey("records.IncomingMail", null=True, on_delete=models.SET_NULL, related_name="+")
    then = models.CharField(max_length=12, blank=True)  # what follows sending: resolve, wait
    send_at = models.DateTimeField(null=True, db_index=False)  # a held one leaves then
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case", "at", "id"], name="message_timeline"),
            models.Index(fields=["send_at"], name="message_held", condition=models.Q(state="held")),
        ]


class MessageId(models.Model):
    """Every Message-ID seen or sent, so that an answer finds its case."""

    value = models.CharField(max_length=255, db_index=True)
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="message_ids")
    side = models.ForeignKey(
        "records.SideConversation", null=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["value", "case"], name="one_message_id")]
