from django.db import models


class Business(models.Model):
    """The business itself: one row, made by the first-run page or `layan init`."""

    demonstration = models.BooleanField(default=False)
    set_up_at = models.DateTimeField()
    steps_done = models.JSONField(default=list)  # of the first days: mailbox, colleagues, first mail
