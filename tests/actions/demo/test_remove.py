"""Taking the demonstration away leaves nothing of it."""

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from layan.actions import demo, messages
from layan.actions.demo.remove import KEPT
from layan.records.models import Business, Case, StoredFile
from layan.records.plans import NoPlan, plan_in_force
from tests.cast import NOW, a_case, make, signed_in


def _left():
    """Every table with something in it, but for what Django keeps for itself."""
    rows = {
        m.__name__: m._default_manager.count() for m in apps.get_models() if m._meta.app_label not in KEPT
    }
    return {name: count for name, count in rows.items() if count}


@pytest.fixture
def busy(cast):
    """A demonstration in which somebody wrote, attached, merged."""
    Business.objects.update(demonstration=True)
    case, other = a_case(cast, files=[messages.File("a.txt", b"the demonstration's own")]), a_case(cast)
    messages.note(case=case, text="@Rani Wijaya", by=cast.sari, at=NOW)
    messages.side(case=case, text="Hello", by=cast.sari, at=NOW, address="x@example.org")
    Case.objects.filter(pk=other.pk).update(merged_into=case)
    return case


def test_nothing_is_left_and_numbers_begin_anew(client, cast, busy):
    client.post("/account/login/", {"login": "ayu@example.com", "password": "kopi-senja-di-teras"})
    signed_in(client, cast.sari)
    path = StoredFile.objects.get().path
    assert default_storage.exists(path) and len(_left()) > 12
    demo.remove()
    assert _left() == {}
    assert not default_storage.exists(path)
    with pytest.raises(NoPlan):
        plan_in_force(timezone.now())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM search_words WHERE search_words MATCH 'grinder'")
            assert cursor.fetchone() == (0,)
    connection.check_constraints()
    assert a_case(make()).pk == 1, "the same plan may be published again"


def test_a_real_business_stays(cast):
    with pytest.raises(demo.NotDemonstration):
        demo.remove()
    assert Business.objects.count() == 1
    Business.objects.all().delete()
    with pytest.raises(demo.NotDemonstration):
        demo.remove()
