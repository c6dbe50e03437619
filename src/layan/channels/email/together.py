"""Many mails find their places at once, as far as that is simple: new matters, and answers of customers.

What one mail alone takes some forty statements for, fifty take forty for. They must have nothing to do with each
other, so that their order does not matter; whatever is not simple is given back and placed by itself.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from layan.actions import arriving, customers
from layan.actions import mail as mails
from layan.records.locks import alone
from layan.records.models import Case, IncomingMail, OutboxMail, User

from . import floods
from .lookups import Gathered
from .mail import Address
from .placing import Arrival, author, said_in
from .threading import Match, ids_of, match, tokens_of


def independent(arrivals: Sequence[Arrival]) -> tuple[list[Arrival], list[Arrival]]:
    """(those that have nothing to do with each other, the rest): no two of the same author, under the same
    Message-ID, or naming the same mails or cases."""
    taken: set[str] = set()
    together: list[Arrival] = []
    rest: list[Arrival] = []
    for arrival in arrivals:
        mail = arrival.mail
        named = {mail.sender.key, author(mail, arrival.ours).key, mail.message_id}
        named |= {*ids_of(mail), *tokens_of(mail)}
        (rest if named & taken else together).append(arrival)
        taken |= named
    return together, rest


class _Placed(NamedTuple):
    arrival: Arrival
    found: Match
    writer: Address


def place_all(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Give them their places, and their rows' states, in one transaction; returns those for whom it is not so simple,
    of which nothing was kept. Raises whatever goes wrong with any of them, and then nothing was kept of all."""
    with transaction.atomic():
        waiting = _still_waiting(arrivals)
        alone(*(f"mail {one.mail.message_id}" for one in waiting))
        simple, others = _simple(waiting)
        customers.all_reachable(
            one.arrival.mail.sender.address for one in simple if one.arrival.mail.automatic == "no"
        )
        arrived = _as_arriving(simple)
        odd = [one.arrival for one in simple if one.arrival.row.pk not in arrived]
        keep = [one for one in simple if one.arrival.row.pk in arrived]
        said = arriving.receive_all([arrived[one.arrival.row.pk] for one in keep])
        mails.all_understood(
            (one.arrival.row, message.case, one.arrival.mail.message_id)
            for one, message in zip(keep, said, strict=True)
        )
        return [*others, *odd]


def _still_waiting(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Without those that another worker was quicker with, their lease having run out."""
    rows = IncomingMail.objects.select_for_update(of=("self",)).filter(
        pk__in=[one.row.pk for one in arrivals]
    )
    stored = {pk for pk, state in rows.order_by("pk").values_list("pk", "state") if state == "stored"}
    return [one for one in arrivals if one.row.pk in stored]


def _simple(arrivals: Sequence[Arrival]) -> tuple[list[_Placed], list[Arrival]]:
    ids = [one.mail.message_id for one in arrivals]
    known = set(OutboxMail.objects.filter(rfc_id__in=ids).values_list("rfc_id", flat=True))
    before = IncomingMail.objects.filter(rfc_id__in=ids).exclude(pk__in=[one.row.pk for one in arrivals])
    known |= set(before.values_list("rfc_id", flat=True))
    staff = set(User.objects.filter(is_active=True).values_list("email", flat=True))
    plain: list[Arrival] = []
    others: list[Arrival] = []
    for one in arrivals:
        mail = one.mail
        odd = mail.our_own or mail.bounce is not None or mail.idle or mail.message_id in known
        (others if odd or one.forged or mail.sender.key in staff else plain).append(one)
    gathered = Gathered(one.mail for one in plain)
    simple, cases = [], set()
    for one in plain:
        found = match(one.mail, gathered)
        fresh = found.place is None
        writer = author(one.mail, one.ours) if fresh else one.mail.sender
        case = found.place.case if found.place else None
        if found.rule == "new" and one.mail.references:  # what it goes on with may be in this very turn
            others.append(one)
            continue
        if (found.place and found.place.side) or case in cases or not writer.address or writer.key in staff:
            others.append(one)
            continue
        simple.append(_Placed(one, found, writer))
        cases |= {case} - {None}
    return simple, others


def _as_arriving(simple: Sequence[_Placed]) -> dict[int, arriving.Arriving]:
    """Each as what its customer says, by its row; without those whose customer has another one here, or opened one
    so lately that this may belong to it."""
    fresh = [one for one in simple if one.found.place is None]
    met = [
        customers.Met(one.writer.address, one.writer.name, one.arrival.language, one.arrival.at)
        for one in fresh
    ]
    owners = dict(zip((one.arrival.row.pk for one in fresh), customers.all_found_or_made(met), strict=True))
    many = floods.writing({owner.pk for owner in owners.values()}, [one.arrival.at for one in fresh])
    numbers = [one.found.place.case for one in simple if one.found.place]
    cases = Case.objects.select_related("customer").in_bulk(numbers)
    seen: set[int] = set()
    found = {}
    for one in simple:
        row = one.arrival.row
        case = cases[one.found.place.case] if one.found.place else None
        customer = case.customer if case else owners[row.pk]
        if customer.pk in seen or (case is None and customer.pk in many):
            continue
        seen.add(customer.pk)
        language = one.arrival.language or (case.language if case else customer.language)
        ours = frozenset(one.arrival.mail.ours) if case else one.arrival.ours
        found[row.pk] = arriving.Arriving(
            said=said_in(one.arrival, one.found, language, one.writer, ours),
            customer=customer,
            channel=one.arrival.channel,
            at=one.arrival.at,
            case=case,
            mail=row,
            history=row.history,
        )
    return found
