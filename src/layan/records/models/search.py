from django.db import models


class SearchText(models.Model):
    """What a case can be found by: one row per message and one for the case itself (subject, customer, number),
    folded alike for all languages. The database's own full-text index stands over `folded`."""

    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="+")
    message = models.OneToOneField("records.Message", null=True, on_delete=models.CASCADE, related_name="+")
    folded = models.TextField()
