"""Somebody at the desk: answers every third case once, for as long as standard input stays open.

`python -m tests.faults.replier` beside an installation; what she sends is held and released as from a page.
"""

import sys
import threading
import time

from layan.runtime.started import started


def main() -> None:
    started()
    from django.db import DatabaseError, close_old_connections

    closed = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), closed.set()), daemon=True).start()
    while not closed.is_set():
        close_old_connections()
        try:
            answered = _answer_one()
        except DatabaseError as error:
            print(f"again: {error}", flush=True)
            answered = False
        if not answered:
            time.sleep(0.2)


def _answer_one() -> bool:
    from datetime import UTC, datetime, timedelta

    from django.db.models import F

    from layan.actions import messages
    from layan.records.models import Case, User

    cases = Case.objects.annotate(third=F("pk") % 3).filter(third=0)
    case = cases.exclude(messages__by__isnull=False).select_related("customer").order_by("pk").first()
    if case is None:
        return False
    to = case.customer.addresses.values_list("shown", flat=True).first()
    messages.reply(
        case=case, reply=messages.Reply(text="It needs oil.", to=[to]), by=User.objects.get(email="sari@example.com"),
        at=datetime.now(UTC), undo=timedelta(seconds=1),
    )  # fmt: skip
    return True


if __name__ == "__main__":
    main()
