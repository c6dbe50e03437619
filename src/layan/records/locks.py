"""One at a time, for what no unique key can hold."""

import hashlib

from django.db import connection


def alone(name: str) -> None:
    """Within a transaction: wait until nobody else is busy under this name. SQLite's writers are alone anyway."""
    if connection.vendor != "postgresql":
        return
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
