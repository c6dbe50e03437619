"""The people we serve, every address they wrote from, and what was joined by hand."""

from typing import ClassVar

from django.db import models

from layan.records.tokens import new_token


class Customer(models.Model):
    token = models.CharField(max_length=22, unique=True, default=new_token)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, blank=True)
    fields = models.JSONField(default=dict)  # as the plan's profile names them
    segment = models.CharField(max_length=80, blank=True)
    about = models.TextField(blank=True)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    letters_stopped_at = models.DateTimeField(null=True)  # since then she wants no automatic letters


class Address(models.Model):
    """One way to reach a customer; `value` is normalised and belongs to one customer only."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=16)  # email, phone
    value = models.CharField(max_length=254)
    shown = models.CharField(max_length=254)  # as the customer writes it
    bounced_at = models.DateTimeField(null=True, blank=True)  # since then it gets no automatic letters
    bounce = models.CharField(max_length=500, blank=True)  # what the other server said

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "value"], name="one_owner")]


class CustomerMerge(models.Model):
    """What a merge moved, so that it can be undone."""

    source = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="merges_out")
    target = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="merges_in")
    moved = models.JSONField()  # {"addresses": [ids], "cases": [ids], "before": {...}}
    by = models.ForeignKey("records.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
