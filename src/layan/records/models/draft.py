from typing import ClassVar

from django.db import models


class Draft(models.Model):
    """What somebody is writing on a case: a reply, a note, a message to a side. Kept until sent or thrown away."""

    user = models.ForeignKey("records.User", on_delete=models.CASCADE, related_name="drafts")
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="drafts")
    slot = models.CharField(max_length=24)  # reply, note, side-new, side-ID
    text = models.TextField(blank=True)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "case", "slot"], name="one_draft"),
        ]
