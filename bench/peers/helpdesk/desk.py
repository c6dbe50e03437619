"""Filling django-helpdesk and measuring it, inside its own environment.

python -m bench.peers.helpdesk.desk fill --cases N --texts FILE
python -m bench.peers.helpdesk.desk mail --mails FILE
python -m bench.peers.helpdesk.desk pages
"""

import argparse
import base64
import json
import logging
import os
import random
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.peers.helpdesk.settings")
import django

django.setup()

# ruff: noqa: E402 - Django reads its settings first

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

quiet = logging.getLogger("quiet")


def fill(cases: int, texts: list[str]) -> None:
    """So many tickets of three follow-ups each, over three years; one of 150 is open."""
    from django.contrib.auth import get_user_model
    from helpdesk.models import FollowUp, Queue, Ticket

    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    get_user_model().objects.create_superuser("sari", "sari@example.com", "sari")
    queue = Queue.objects.create(
        title="Care", slug="care", email_address="halo@kopi-senja.example", allow_email_submission=True
    )
    chance, now = random.Random(1), timezone.now()
    with transaction.atomic():
        for start in range(0, cases, 5000):
            tickets, said = [], []
            for number in range(start + 1, min(start + 5000, cases) + 1):
                at = now - timedelta(days=3 * 365 * (1 - number / cases))
                person, text = f"nia.{chance.randrange(cases // 3)}@example.net", chance.choice(texts)
                status = Ticket.OPEN_STATUS if number % 150 == 0 else Ticket.CLOSED_STATUS
                tickets.append(
                    Ticket(id=number, title=text[:60].replace("\n", " "), queue=queue, created=at, modified=at,
                           submitter_email=person, status=status, description=text, secret_key=f"k{number}")
                )  # fmt: skip
                said += [
                    FollowUp(ticket_id=number, date=at + timedelta(minutes=n), title="E-Mail Received", public=True,
                             comment=text if n == 0 else chance.choice(texts),
                             message_id=f"<m.{number}.{n}@example.net>")
                    for n in range(3)
                ]  # fmt: skip
            Ticket.objects.bulk_create(tickets)
            FollowUp.objects.bulk_create(said)


def mail(mails: list[bytes]) -> dict[str, float]:
    """Milliseconds of CPU a mail, and how many a second; the first ten warm it up."""
    from helpdesk.email import extract_email_metadata
    from helpdesk.models import Queue

    queue = Queue.objects.get()
    for one in mails[:10]:
        assert extract_email_metadata(one.decode(), queue, quiet) is not None
    cpu, wall = time.process_time(), time.perf_counter()
    for one in mails[10:]:
        assert extract_email_metadata(one.decode(), queue, quiet) is not None
    count = len(mails) - 10
    return {
        "cpu_ms": (time.process_time() - cpu) * 1000 / count,
        "wall_ms": (time.perf_counter() - wall) * 1000 / count,
    }


def pages(rare: str, common: str, turns: int) -> dict[str, float]:
    """Milliseconds of CPU for what a person sees: the list and the search are a page and the rows it asks for."""
    from django.contrib.auth import get_user_model
    from helpdesk.models import Ticket
    from helpdesk.query import query_to_base64

    client = Client()
    client.force_login(get_user_model().objects.get(username="sari"))

    def listed(query: dict) -> None:
        _get(client, "/tickets/")
        plain = {"filtering": {"status__in": [1, 2]}, "filtering_null": {}, "sorting": "created",
                 "sortreverse": False, "search_string": ""}  # fmt: skip
        coded = query_to_base64({**plain, **query})
        table = {
            "draw": 1,
            "start": 0,
            "length": 25,
            "order[0][column]": 0,
            "order[0][dir]": "asc",
            "search[value]": "",
        }
        _get(client, f"/datatables_ticket_list/{coded}", table)

    def opened() -> None:
        _get(client, f"/tickets/{random.randrange(1, Ticket.objects.count())}/")

    def made() -> None:
        _post(client, "/tickets/submit/", {"queue": "1", "title": "A new case", "body": "Some words about it.\n" * 10,
            "submitter_email": "nia.77@example.net", "priority": "3"})  # fmt: skip

    work = {
        "list": lambda: listed({}),
        "case": opened,
        "rare": lambda: listed({"search_string": rare, "filtering": {}}),
        "common": lambda: listed({"search_string": common, "filtering": {}}),
        "new": made,
    }
    return {name: _cpu(do, turns) for name, do in work.items()}


def _cpu(do, turns: int) -> float:
    do()
    taken = []
    for _turn in range(turns):
        cpu = time.process_time()
        do()
        taken.append((time.process_time() - cpu) * 1000)
    return statistics.median(taken)


def _get(client: Client, path: str, query: dict | None = None) -> None:
    answer = client.get(path, query)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"


def _post(client: Client, path: str, form: dict) -> None:
    answer = client.post(path, form)
    assert answer.status_code == 302, f"{path}: {answer.status_code}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("fill", "mail", "pages"))
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--mails", type=Path)
    parser.add_argument("--rare", default="zzz")
    parser.add_argument("--common", default="terima")
    parser.add_argument("--turns", type=int, default=5)
    given = parser.parse_args()
    if given.what == "fill":
        fill(given.cases, json.loads(given.texts.read_text()))
    elif given.what == "mail":
        mails = [base64.b64decode(one) for one in json.loads(given.mails.read_text())]
        json.dump(mail(mails), sys.stdout)
    else:
        json.dump(pages(given.rare, given.common, given.turns), sys.stdout)
    connection.close()


if __name__ == "__main__":
    main()
