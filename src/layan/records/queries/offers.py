"""What a customer was given before."""

from layan.desk import events
from layan.desk.case import Offered
from layan.records.models import Case, Event


def given_elsewhere(case: Case) -> tuple[Offered, ...]:
    """Every offer made in this customer's other cases, oldest first; what was made in this one the case knows."""
    others = Case.objects.filter(customer=case.customer_id).exclude(pk=case.pk).values("pk")
    rows = Event.objects.filter(kind="offer_made", case__in=others)
    found = []
    for row in rows.order_by("at", "pk"):
        event = events.from_data(row.kind, row.data)
        assert isinstance(event, events.OfferMade)
        found.append(Offered(event.offer, event.amount, row.at, event.by, event.page, event.approval))
    return tuple(found)
