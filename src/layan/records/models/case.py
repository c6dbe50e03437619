"""Cases and their events. The case row is its events folded, kept for lists and search; `state` is the fold itself."""

from typing import ClassVar

from django.db import models

from layan.records.tokens import new_token, page_key


class Case(models.Model):
    token = models.CharField(max_length=22, unique=True, default=new_token)
    customer = models.ForeignKey("records.Customer", on_delete=models.PROTECT, related_name="cases")
    subject = models.CharField(max_length=300)
    status = models.CharField(max_length=12)
    channel = models.CharField(max_length=80)
    situation = models.CharField(max_length=80, blank=True)
    priority = models.CharField(max_length=12)
    team = models.CharField(max_length=80, blank=True)
    assignee = models.ForeignKey(
        "records.User", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    language = models.CharField(max_length=8, blank=True)
    opened_at = models.DateTimeField()
    active_at = models.DateTimeField()  # the last thing anybody did
    customer_at = models.DateTimeField(null=True)  # the customer's last message
    resolved_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # the soonest running promise
    due_target = models.CharField(max_length=20, blank=True)
    # what lists are ordered by: the soonest promise, else never
    order_at = models.DateTimeField()
    pending_approvals = models.PositiveSmallIntegerField(default=0)
    unread = models.BooleanField(default=True)  # the customer said something nobody has answered
    snippet = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    follows = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    plan = models.ForeignKey(
        "records.PlanVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    seq = models.PositiveIntegerField(default=0)
    state = models.JSONField(default=dict)
    history = models.BooleanField(default=False)  # imported as it was; never timed

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["status", "order_at", "id"], name="case_due_next"),
            models.Index(fields=["assignee", "status", "order_at", "id"], name="case_mine"),
            # PostgreSQL takes no order from an index for rows whose first column is null.
            models.Index(
                fields=["status", "order_at", "id"],
                name="case_unassigned",
                condition=models.Q(assignee__isnull=True),
            ),
            models.Index(fields=["team", "status", "order_at", "id"], name="case_team"),
            models.Index(fields=["status", "-active_at", "-id"], name="case_latest"),
            models.Index(fields=["customer", "-opened_at"], name="case_customer"),
            models.Index(fields=["due_at"], name="case_due", condition=models.Q(due_at__isnull=False)),
            models.Index(
                fields=["snoozed_until"],
                name="case_snoozed",
                condition=models.Q(snoozed_until__isnull=False),
            ),
            models.Index(fields=["id"], name="case_approvals", condition=models.Q(pending_approvals__gt=0)),
        ]

    @property
    def key(self) -> str:
        """What opens the customer's own page of it."""
        return page_key(self.token)


class Event(models.Model):
    """A fact about a case; never changed, never deleted."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    data = models.JSONField()
    by_kind = models.CharField(max_length=8)  # staff, customer, system
    by_id = models.BigIntegerField(null=True)
    by_role = models.CharField(max_length=40, blank=True)
    plan = models.ForeignKey(
        "records.PlanVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "seq"], name="one_event")]
        indexes: ClassVar = [models.Index(fields=["kind", "case"], name="event_kind_case")]
