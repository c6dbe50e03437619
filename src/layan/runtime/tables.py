"""The tables against what this release wants of them: what is still to be changed, and what it does not know."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


@dataclass(frozen=True)
class Standing:
    """`pending`: changes that the next start makes. `unknown`: changes that a newer release has made. `applied`: all
    that were made."""

    pending: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    applied: tuple[str, ...] = ()


def standing() -> Standing:
    """How the tables stand to this release; asks the database and changes nothing."""
    loader = MigrationLoader(connection)
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    applied = tuple(sorted(f"{app}.{name}" for app, name in loader.applied_migrations))
    pending = tuple(f"{one.app_label}.{one.name}" for one, _ in plan)
    return Standing(pending, unknown(applied), applied)


def unknown(applied: Iterable[str]) -> tuple[str, ...]:
    """Those changes that this release has never heard of, so that a newer one must have made them."""
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {f"{app}.{name}" for one in loader.replacements.values() for app, name in one.replaces}
    ours = {app for app, _ in loader.disk_migrations}
    return tuple(sorted(one for one in applied if one.partition(".")[0] in ours and one not in known))


def upgrade() -> None:
    """Make the tables as this release wants them."""
    call_command("migrate", verbosity=0, interactive=False)
