"""A business begins: all of it or nothing, and once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from layan.actions import first
from layan.actions.starters import Own
from layan.records.models import Business, PlanVersion, User
from layan.records.plans import forgotten, plan_in_force
from layan.records.queries import first_day
from tests.cast import NOW

OWN = Own("Kopi Senja", "ID", "Asia/Jakarta", "IDR", ("id", "en"))
AYU = first.Administrator("Ayu Lestari", "ayu@example.com", "id", "kopi-senja-di-teras")


def _begin(**changes):
    values = {"template": "online-shop", "own": OWN, "administrator": AYU, "at": NOW}
    return first.set_up(**values | changes)


@pytest.fixture(autouse=True)
def _fresh():
    with forgotten():
        yield


@pytest.mark.django_db
def test_the_plan_is_in_force_at_once():
    user = _begin()
    assert user.roles == ["administrator", "manager"]
    plan = plan_in_force(NOW)
    assert (plan.name, plan.business.languages) == ("Kopi Senja", ("id", "en"))
    assert plan.opening("email", NOW).channel == "email"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"template": "bakery"}, "template"),
        ({"own": Own(" ", "ID", "Asia/Jakarta", "IDR", ("id",))}, "name"),
        ({"own": Own("Kopi", "id", "Asia/Jakarta", "IDR", ("id",))}, "country"),
        ({"own": Own("Kopi", "ID", "Jakarta", "IDR", ("id",))}, "timezone"),
        ({"own": Own("Kopi", "ID", "../../etc/passwd", "IDR", ("id",))}, "timezone"),
        ({"own": Own("Kopi", "ID", "Asia/Jakarta", "XTS", ("id",))}, "currency"),
        ({"own": Own("Kopi", "ID", "Asia/Jakarta", "IDR", ())}, "languages"),
        ({"own": Own("Kopi", "ID", "Asia/Jakarta", "IDR", ("id", "id"))}, "languages"),
        ({"own": Own("Kopi", "ID", "Asia/Jakarta", "IDR", ("english",))}, "languages"),
    ],
)
def test_what_cannot_be_used_is_named(changes, field):
    with pytest.raises(first.Unusable) as refused:
        _begin(**changes)
    assert refused.value.field == field
    assert not Business.objects.exists()


@pytest.mark.django_db
def test_a_weak_password_makes_nothing():
    with pytest.raises(ValidationError):
        _begin(administrator=first.Administrator("Ayu", "ayu@example.com", "id", "1234"))
    assert not Business.objects.exists()
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_come_at_once_make_one_business():
    def begin(number):
        try:
            return _begin(administrator=first.Administrator("Ayu", f"ayu{number}@example.com", "id"))
        except first.AlreadySetUp:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = [user for user in pool.map(begin, range(4)) if user]
    assert len(made) == 1
    assert User.objects.get().pk == made[0].pk
    assert PlanVersion.objects.count() == Business.objects.count() == 1


@pytest.mark.django_db
def test_steps_left():
    _begin()
    first.step_done(step="mailbox")
    assert first.steps_left(first_day.business()) == ["colleagues", "first-mail"]
    with pytest.raises(first.Unusable):
        first.step_done(step="coffee")
