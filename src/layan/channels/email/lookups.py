"""What the tables know of conversations: the answers to the questions of `threading.match`."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models.functions import Coalesce

from layan.records.models import Address, Case, Message, MessageId, SideConversation, User

from . import subjects
from .mail import Mail
from .threading import Place, ids_of, tokens_of

RECENT = 100
"""As many of a sender's cases, the last active first, are compared by subject."""


class Records:
    """`threading.Lookups` on the database."""

    def by_tokens(self, tokens: Sequence[str]) -> Mapping[str, Place]:
        cases = {row.token: Place(row.pk) for row in Case.objects.filter(token__in=tokens).only("token")}
        sides = SideConversation.objects.filter(token__in=tokens).only("token", "case_id")
        return _as_it_became(cases | {row.token: Place(row.case_id, row.pk) for row in sides})

    def by_ids(self, ids: Sequence[str]) -> Mapping[str, Place]:
        rows = MessageId.objects.filter(value__in=ids).order_by("pk")
        return _as_it_became({row.value: Place(row.case_id, row.side_id) for row in rows})

    def by_numbers(self, numbers: Sequence[int]) -> Mapping[int, Place]:
        return _as_it_became(
            {pk: Place(pk) for pk in Case.objects.filter(pk__in=numbers).values_list("pk", flat=True)}
        )

    def by_subject(self, sender: str, stem: str) -> Sequence[Place]:
        mine = Case.objects.filter(customer__addresses__value=sender, customer__addresses__kind="email")
        rows = mine.filter(merged_into=None).order_by("-active_at").values_list("pk", "subject")[:RECENT]
        return [Place(pk) for pk, subject in rows if subjects.stem(subject) == stem]

    def members(self, places: Collection[Place]) -> Mapping[Place, Collection[str]]:
        """Sides keep to their partner and our colleagues: what customers are part of is none of theirs."""
        found: dict[Place, set[str]] = {place: set(_colleagues()) for place in places}
        for place, keys in _of_cases({place.case for place in places if place.side is None}).items():
            found[place] |= keys
        for side in SideConversation.objects.filter(pk__in=[p.side for p in places if p.side]):
            found[Place(side.case_id, side.pk)] = found.get(Place(side.case_id, side.pk), set()) | {
                side.address.casefold()
            }
        return found


def _colleagues() -> Iterable[str]:
    return User.objects.filter(is_active=True).values_list("email", flat=True)


def _of_cases(cases: Collection[int]) -> Mapping[Place, set[str]]:
    """Of each case: all addresses of its customer, and everybody who wrote or was written to in the open."""
    found: dict[Place, set[str]] = defaultdict(set)
    owners = dict(Case.objects.filter(pk__in=cases).values_list("pk", "customer_id"))
    addresses = Address.objects.filter(customer__in=owners.values())  # all: kind is no way to find a few
    for case, value in (
        (c, a.value)
        for a in addresses
        for c, owner in owners.items()
        if a.kind == "email" and owner == a.customer_id
    ):
        found[Place(case)].add(value)
    # Two looks: one condition over both tables would read all the messages there are.
    joined = dict(Case.objects.filter(merged_into__in=cases).values_list("pk", "merged_into"))
    # Not `side=None`: SQLite would look through its index on side, which has a null for nearly every message.
    open_said = Message.objects.annotate(aside=Coalesce("side", 0)).filter(aside=0)
    said = open_said.filter(case__in=[*owners, *joined], direction__in=("in", "out"))
    for message in said.exclude(automatic="bounce").only("case", "sender", "to", "cc"):
        into = joined.get(message.case_id)
        case = message.case_id if into is None or message.case_id in owners else into
        written = [one["address"] for one in (*message.to, *message.cc)]
        found[Place(case)] |= {one.casefold() for one in (message.sender, *written) if one}
    return found


def _as_it_became[K](places: Mapping[K, Place]) -> dict[K, Place]:
    """A merged case is the one it was merged into; its side conversations stay where they are."""
    merged = _merged({place.case for place in places.values() if place.side is None})
    return {
        key: place if place.side else Place(merged.get(place.case, place.case))
        for key, place in places.items()
    }


def _merged(cases: Collection[int]) -> dict[int, int]:
    """What each merged one of `cases` became in the end."""
    into: dict[int, int] = {}
    asked = set(cases)
    while asked:  # once for all, and once more for each time that what they became was merged again
        rows = Case.objects.filter(pk__in=asked, merged_into__isnull=False).values_list("pk", "merged_into")
        found = {pk: after for pk, after in rows if after is not None}
        into |= found
        asked = set(found.values()) - into.keys()
    final: dict[int, int] = {}
    for case in cases:
        last, seen = case, {case}
        while last in into and into[last] not in seen:
            last = into[last]
            seen.add(last)
        if last != case:
            final[case] = last
    return final


class Gathered(Records):
    """The same for many mails: what any of them asks for is looked up once for all."""

    def __init__(self, mails: Iterable[Mail]) -> None:
        read = list(mails)
        self._tokens = super().by_tokens(sorted({token for mail in read for token in tokens_of(mail)}))
        self._ids = super().by_ids(sorted({one for mail in read for one in ids_of(mail)}))
        self._members = super().members({*self._tokens.values(), *self._ids.values()})

    def by_tokens(self, tokens: Sequence[str]) -> Mapping[str, Place]:
        return {token: self._tokens[token] for token in tokens if token in self._tokens}

    def by_ids(self, ids: Sequence[str]) -> Mapping[str, Place]:
        return {one: self._ids[one] for one in ids if one in self._ids}

    def members(self, places: Collection[Place]) -> Mapping[Place, Collection[str]]:
        unknown = {place for place in places if place not in self._members}
        return {**self._members, **(super().members(unknown) if unknown else {})}
