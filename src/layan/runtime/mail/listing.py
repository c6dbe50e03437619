"""`layan mail list`: one line per stored mail, the oldest first."""

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from layan.plan.say import Say, say
from layan.runtime.started import started
from layan.runtime.terminal import OK, Reader, WrongUsage, language

if TYPE_CHECKING:
    from layan.records.models import IncomingMail

_HEAD = 100_000
"""Bytes of a mail in which its Message-ID is looked for."""
STATES = ("stored", "understood", "tray", "ignored")


def main(arguments: Sequence[str]) -> int:
    """Prints id, Message-ID, time of receipt, state, number of the case, and why."""
    parser = argparse.ArgumentParser(prog="layan mail list", description="Every mail that came in.")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--limit", type=int, default=0, help="the newest so many alone")
    parser.add_argument("--state", choices=STATES, help="those in this state alone")
    parser.add_argument("--language", default="")
    options = parser.parse_args(arguments)
    started()
    from django.db import DatabaseError

    try:
        _print(options, Reader(language(arguments)))
    except DatabaseError as error:
        raise WrongUsage(say("Database: {said}", said=" ".join(str(error).split()))) from None
    return OK


def _print(options: argparse.Namespace, reader: Reader) -> None:
    from layan.records.models import IncomingMail

    rows = IncomingMail.objects.filter(**({"state": options.state} if options.state else {}))
    total = rows.count()
    skipped = max(0, total - options.limit) if options.limit > 0 else 0
    for row in rows.order_by("pk")[skipped:].iterator():
        line = _told(row, reader)
        print(json.dumps(line, ensure_ascii=False) if options.json else _plain(line))


def _told(row: "IncomingMail", reader: Reader) -> dict[str, Any]:
    return {
        "id": row.pk,
        "message_id": row.rfc_id or _written(row),
        "received": row.received_at.isoformat(),
        "state": row.state,
        "case": row.case_id,
        "reason": reader(Say.from_json(row.reason)) if row.reason else None,
    }


def _written(row: "IncomingMail") -> str:
    """The Message-ID a mail came with that nobody has looked at yet."""
    from email.parser import BytesHeaderParser

    from layan.channels.email import ids
    from layan.records.models import RawMail

    raw = RawMail.objects.filter(mail=row).values_list("content", flat=True).first()
    head = BytesHeaderParser().parsebytes(bytes(raw or b"")[:_HEAD])
    found = ids.listed(str(head.get("message-id", "")).encode("utf-8", "replace"), 1)
    return found[0] if found else ""


def _plain(line: dict[str, Any]) -> str:
    case = f"#{line['case']}" if line["case"] else ""
    return "\t".join(str(one or "") for one in (line["id"], line["received"], line["state"], case,
                                                line["message_id"], line["reason"]))  # fmt: skip
