from typing import ClassVar

from django.db import models


class LiveEvent(models.Model):
    """Something changed that open pages may want to know: ids only, never content. Swept after a day."""

    at = models.DateTimeField(db_index=True)
    what = models.CharField(max_length=16)  # case, list, presence, mail
    case = models.ForeignKey(
        "records.Case", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    user = models.BigIntegerField(null=True)  # only for this user; null: for all who may see the case


class Presence(models.Model):
    """Who has a case open, and whether she is writing."""

    user = models.ForeignKey("records.User", on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="presences")
    writing = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "case"], name="one_presence")]
