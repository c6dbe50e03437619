"""One at a time under a name."""

import threading

import pytest
from django.db import connections, transaction

from layan.records.locks import alone


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_until_the_first_is_done():
    order, inside = [], threading.Event()

    def second():
        try:
            inside.wait(5)
            with transaction.atomic():
                alone("a name")
                order.append("second")
        finally:
            connections.close_all()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        alone("a name")
        alone("another name")
        inside.set()
        thread.join(0.2)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]
