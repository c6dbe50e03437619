from typing import ClassVar

from django.db import models


class Letter(models.Model):
    """An administrator's own wording of a letter in a language; without a row the built-in one is used."""

    kind = models.CharField(max_length=24)  # acknowledgement, reply, resolution, approval, invitation
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    changed_at = models.DateTimeField()
    by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "language"], name="one_letter")]
