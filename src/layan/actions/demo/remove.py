"""Taking the demonstration away, whole."""

from typing import Final

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, transaction

from layan.records.models import Business, Case, StoredFile
from layan.records.plans import forget

KEPT: Final = frozenset({"auth", "contenttypes"})
"""What Django keeps for itself: it says nothing of anybody."""


class NotDemonstration(Exception):
    """This is a real business: nothing is removed."""


def remove() -> None:
    """Every row and file goes, and with them everybody's sessions; the next page is the first-run page, and its first
    case has number 1 again.

    Raises NotDemonstration.
    """
    tables = [model for model in apps.get_models() if model._meta.app_label not in KEPT]
    with transaction.atomic():
        business = Business.objects.select_for_update().first()
        if business is None or not business.demonstration:
            raise NotDemonstration
        paths = list(StoredFile.objects.values_list("path", flat=True))
        # Rows refer to each other in circles; what they refer to is asked for at the end alone.
        for model in tables:
            rows = model._default_manager.all()
            rows._raw_delete(rows.db)
        _count_from_one()
        forget()
    for path in paths:
        default_storage.delete(path)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")


def _count_from_one() -> None:
    """Cases alone: browsers that are open somewhere know the ids of live events."""
    if connection.vendor == "sqlite":
        table = [{"table": Case._meta.db_table, "column": None}]
        statements = connection.ops.sequence_reset_by_name_sql(no_style(), table)
    else:
        statements = connection.ops.sequence_reset_sql(no_style(), [Case])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
