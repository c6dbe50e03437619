"""One at a time, for what no unique key can hold."""

import hashlib

from django.db import connection


def alone(*names: str) -> None:
    """Within a transaction: wait until nobody else is busy under any of these names. SQLite's writers are alone
    anyway."""
    if connection.vendor != "postgresql":
        return
    # In one order for everybody, so that no two wait for each other.
    numbers = sorted(
        int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True) for name in set(names)
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(number) FROM unnest(%s::bigint[]) AS number", [numbers])
