from typing import ClassVar

from django.db import models


class PlanVersion(models.Model):
    """A published plan: its pages frozen (`files`: path to text), named by their digest."""

    number = models.PositiveIntegerField(unique=True)
    digest = models.CharField(max_length=64, unique=True)
    files = models.JSONField()
    by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.TextField(blank=True)
    published_at = models.DateTimeField()
    in_force_from = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
