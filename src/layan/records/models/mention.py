from typing import ClassVar

from django.db import models


class Mention(models.Model):
    """Somebody was named in a note."""

    user = models.ForeignKey("records.User", on_delete=models.CASCADE, related_name="mentions")
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey("records.Message", on_delete=models.CASCADE, related_name="mentions")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "message"], name="one_mention")]
