from django.db import models

from layan.records.tokens import new_token


class SideConversation(models.Model):
    """A talk about a case with somebody who is not its customer; has its own token, so that it cannot leak."""

    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="sides")
    token = models.CharField(max_length=22, unique=True, default=new_token)
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300)
    opened_by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
