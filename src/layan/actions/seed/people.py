"""The customers of the large desk, and what they are called. None of them exists."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Final, NamedTuple

from layan.actions.seed.bulk import Bulk, moment
from layan.records.fold import fold
from layan.records.models import Address, Customer
from layan.records.tokens import new_token

SPOKEN: Final[Mapping[str, float]] = {"id": 0.5, "en": 0.2, "ms": 0.15, "tr": 0.15}
_FIRST: Final = {
    "id": "Budi Siti Agus Dewi Eko Fitri Gilang Indah Yusuf Lestari "
    "Rini Wahyu Ratna Hendra Nadia Arif Yuni Bayu Sri Doni",
    "en": "Marta Tom Priya Jonas Claire Samuel Hannah Rafael Alice Victor "
    "Nora Peter Emma Lukas Grace Oscar Julia Hugo Maya Leo",
    "ms": "Ahmad Nurul Hafiz Kavitha Syafiq Farah Azlan Aina "
    "Zulkifli Liyana Haziq Amirah Iskandar Sofea Danish Balqis",
    "tr": "Elif Mehmet Zeynep İrem Burak Gülşen Oğuz Ayşe Emre "
    "Çiğdem Kemal Şule Barış Ebru Umut Pınar Serkan Işıl",
}  # fmt: skip
_LAST: Final = {
    "id": "Santoso Wibowo Hidayat Anjani Saputra Handayani Ramadan "
    "Permata Maulana Ningsih Kurniawan Setiawan Utami Nugroho Halim",
    "en": "Kowalska Ashdown Raman Weller Dubois Okoro Lindqvist Costa "
    "Moreau Fischer Novak Hughes Bennett Olsen Marino Keller",
    "ms": "Faiz Rosli Rahman Nair Azman Ismail Yusof Hassan "
    "Omar Idris Salleh Jamil Bakar Kassim Ghani Zainal",
    "tr": "Yıldız Şahin Çelik Işık Öztürk Doğan Kılınç Aydın "
    "Koç Arslan Güneş Polat Yalçın Erdoğan Tekin Uçar",
}  # fmt: skip


class Person(NamedTuple):
    """A customer as her cases name her."""

    pk: int
    name: str
    address: str
    folded: str


class Crowd:
    """So many customers, each of one language. Some write often, most seldom."""

    def __init__(self, random: Random, size: int, since: datetime) -> None:
        self._random, self._since = random, since
        last = Customer.objects.order_by("-pk").first()
        first = (last.pk if last else 0) + 1
        self._of: dict[str, list[Person]] = {code: [] for code in SPOKEN}
        codes, shares = list(SPOKEN), list(SPOKEN.values())
        reach = [sum(shares[: number + 1]) for number in range(len(shares))]
        for pk in range(first, first + size):
            # Everybody has one customer at least to choose from.
            code = codes[pk % len(codes)] if pk < first + 8 else codes[bisect(reach, random.random() * 0.999)]
            self._of[code].append(_person(pk, code, random))

    def someone(self, language: str) -> Person:
        """Who writes next in that language."""
        known = self._of.get(language) or self._of["en"]
        return known[int(len(known) * self._random.random() ** 1.5)]

    def write(self, bulk: Bulk) -> None:
        """Their rows, and those of their addresses."""
        since = moment(self._since)
        rows = [(one.pk, new_token(), one.name, code, "{}", "", "", since, None) for code, one in self._all()]
        bulk.write(Customer, CUSTOMER, rows)
        addresses = [(one.pk, "email", one.address, one.address) for _code, one in self._all()]
        bulk.write(Address, ADDRESS, addresses)

    def _all(self) -> Sequence[tuple[str, Person]]:
        everybody = [(code, one) for code, people in self._of.items() for one in people]
        return sorted(everybody, key=lambda pair: pair[1].pk)


CUSTOMER: Final = (
    "id", "token", "name", "language", "fields", "segment", "about", "created_at", "merged_into_id",
)  # fmt: skip
ADDRESS: Final = ("customer_id", "kind", "value", "shown")


def _person(pk: int, language: str, random: Random) -> Person:
    first, last = random.choice(_FIRSTS[language]), random.choice(_LASTS[language])
    name = f"{first} {last}"
    folded = fold(name)
    address = f"{folded.replace(' ', '.')}.{pk}@example.net"
    return Person(pk, name, address, f"{folded} {folded} {pk} example net")


_FIRSTS: Final = {code: names.split() for code, names in _FIRST.items()}
_LASTS: Final = {code: names.split() for code, names in _LAST.items()}
