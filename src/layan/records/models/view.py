from django.db import models


class SavedView(models.Model):
    """A list of cases somebody keeps: the query string of the desk's filters, under a name."""

    user = models.ForeignKey("records.User", on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500)
    shared = models.BooleanField(default=False)
