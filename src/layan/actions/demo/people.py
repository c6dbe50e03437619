"""The people of the demonstration business. None of them exists."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple


class Colleague(NamedTuple):
    """Somebody of the staff."""

    address: str
    name: str
    roles: Sequence[str]
    teams: Sequence[str]
    language: str


STAFF: Final[Sequence[Colleague]] = (
    Colleague("ayu@example.com", "Ayu Lestari", ("manager", "administrator"), ("care",), "en"),
    Colleague("rina@example.com", "Rina Hartati", ("lead",), ("care", "leads"), "id"),
    Colleague("sari@example.com", "Sari Rahayu", ("representative",), ("care",), "en"),
    Colleague("dimas@example.com", "Dimas Putra", ("representative",), ("care",), "id"),
    Colleague("aisyah@example.com", "Nur Aisyah", ("representative",), ("care",), "ms"),
    Colleague("deniz@example.com", "Deniz Aksoy", ("representative",), ("care",), "tr"),
    Colleague("bambang@example.com", "Bambang Susanto", ("department",), ("finance",), "id"),
    Colleague("wati@example.com", "Wati Kusuma", ("department",), ("warehouse",), "id"),
    Colleague("putri@example.com", "Putri Anggraini", ("trainer",), (), "id"),
    Colleague("hendra@example.com", "Hendra Wijaya", ("reviewer",), (), "id"),
    Colleague("joko@example.com", "Joko Prasetyo", ("administrator",), (), "id"),
)
DESK: Final[Mapping[str, str]] = {
    "en": "sari@example.com",
    "id": "dimas@example.com",
    "ms": "aisyah@example.com",
    "tr": "deniz@example.com",
}
"""Who answers in which language."""

CUSTOMERS: Final[Mapping[str, Sequence[str]]] = {
    "id": (
        "Budi Santoso", "Siti Nurhaliza Wibowo", "Agus Hidayat", "Dewi Anjani", "Eko Saputra", "Fitri Handayani",
        "Gilang Ramadan", "Indah Permata", "Yusuf Maulana", "Lestari Ningsih",
    ),
    "en": (
        "Marta Kowalska", "Tom Ashdown", "Priya Raman", "Jonas Weller", "Claire Dubois", "Samuel Okoro",
        "Hannah Lindqvist", "Rafael Costa",
    ),
    "ms": ("Ahmad Faiz", "Nurul Izzah Rosli", "Hafiz Rahman", "Mei Ling Tan", "Kavitha Nair", "Syafiq Azman"),
    "tr": ("Elif Yıldız", "Mehmet Şahin", "Zeynep Çelik", "İrem Işık", "Burak Öztürk", "Gülşen Doğan", "Oğuz Kılınç"),
}  # fmt: skip
