"""The people of the demonstration business. None of them exists."""

from collections.abc import Mapping, Sequence
from typing import Final

type Colleague = tuple[str, str, Sequence[str], Sequence[str], str]
"""Address, name, roles, teams, language."""

STAFF: Final[Sequence[Colleague]] = (
    ("ayu@example.com", "Ayu Lestari", ("manager", "administrator"), ("care",), "en"),
    ("rina@example.com", "Rina Hartati", ("lead",), ("care", "leads"), "id"),
    ("sari@example.com", "Sari Rahayu", ("representative",), ("care",), "en"),
    ("dimas@example.com", "Dimas Putra", ("representative",), ("care",), "id"),
    ("aisyah@example.com", "Nur Aisyah", ("representative",), ("care",), "ms"),
    ("deniz@example.com", "Deniz Aksoy", ("representative",), ("care",), "tr"),
    ("bambang@example.com", "Bambang Susanto", ("department",), ("finance",), "id"),
    ("wati@example.com", "Wati Kusuma", ("department",), ("warehouse",), "id"),
    ("putri@example.com", "Putri Anggraini", ("trainer",), (), "id"),
    ("hendra@example.com", "Hendra Wijaya", ("reviewer",), (), "id"),
    ("joko@example.com", "Joko Prasetyo", ("administrator",), (), "id"),
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
