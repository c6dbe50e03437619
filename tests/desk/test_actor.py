from layan.desk.actor import SYSTEM, Author
from tests.desk.business import CUSTOMER, EKO


def test_an_event_remembers_no_name():
    assert EKO.author == Author("staff", 4, "department")
    assert SYSTEM.author == Author("system", None, None)


def test_only_staff_is_staff():
    assert EKO.is_staff
    assert not CUSTOMER.is_staff
    assert not SYSTEM.is_staff
