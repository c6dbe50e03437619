"""`layan status`: how the installation fares, for people and for machines that watch it."""

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from layan.plan.say import Elapsed, Say, say
from layan.runtime.started import started
from layan.runtime.terminal import FINDINGS, OK, Reader, language

if TYPE_CHECKING:
    from layan.records.models import Mailbox

LATE: Final = 60
"""Seconds after which work that nobody takes up is a sign of trouble."""


def main(arguments: Sequence[str]) -> int:
    """Prints counts and the health of each part; exit status 1 when the database cannot be asked."""
    parser = argparse.ArgumentParser(prog="layan status", description="How the installation fares.")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--data", default="", help="folder of all data (default: LAYAN_DATA, else ./data)")
    parser.add_argument("--language", default="")
    options = parser.parse_args(arguments)
    started(options.data)
    told = status(datetime.now(UTC))
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        reader = Reader(language(arguments))
        for line in _lines(told):
            print(reader(line))
    return OK if told["parts"]["database"]["state"] == "ok" else FINDINGS


def status(at: datetime) -> dict[str, Any]:
    """Counts and parts as JSON-able values; times in ISO 8601, ages in seconds."""
    from django.db import DatabaseError

    from layan.records.queries import health
    from layan.records.trouble import of

    try:
        incoming, outgoing, counts = health.incoming(at), health.outgoing(at), health.counts()
        boxes = [_mailbox(box, at) for box in health.mailboxes()]
    except DatabaseError as error:
        said = " ".join(str(error).split())
        return {"healthy": False, "parts": {"database": {"state": "failing", "said": said}}}
    behind = max(incoming.age, health.late_replies(at))
    parts: dict[str, Any] = {
        "database": {"state": "ok", "said": ""},
        "worker": {"state": "ok" if behind < LATE else "failing", "queue_age": behind},
        "mailboxes": boxes,
        "outbox": {
            "state": "failing" if outgoing.failed or outgoing.said else "ok",
            "age": outgoing.age,
            "said": str(of(outgoing.said) or ""),
        },
    }
    return {
        "healthy": parts["worker"]["state"] == "ok" and all(box["state"] != "failing" for box in boxes),
        "mail": {
            name: getattr(incoming, name) for name in ("received", "understood", "tray", "ignored", "waiting")
        },
        "outbox": {name: getattr(outgoing, name) for name in ("waiting", "failed", "sent")},
        **counts,
        "parts": parts,
    }


def _mailbox(box: "Mailbox", at: datetime) -> dict[str, Any]:
    from layan.records.trouble import of

    failing = box.failing_since or box.smtp_failing_since
    return {
        "address": box.address,
        "mode": box.mode,
        "state": "failing" if failing and box.mode == "on" else "ok" if box.mode == "on" else "off",
        "failing_since": failing.isoformat() if failing else None,
        "said": str(of(box.failure or box.smtp_failure) or ""),
        "on_server": box.on_server,
        "missing": box.missing,
        "checked": box.checked_at.isoformat() if box.checked_at else None,
        "lag": int((at - box.checked_at).total_seconds()) if box.checked_at and box.mode == "on" else None,
    }


def _lines(told: dict[str, Any]) -> Iterator[Say]:
    parts = told["parts"]
    if parts["database"]["state"] != "ok":
        yield say("Database: {said}", said=parts["database"]["said"])
        return
    mail, outbox = told["mail"], told["outbox"]
    yield say("Cases: {cases}, messages: {messages}", cases=told["cases"], messages=told["messages"])
    yield say("Mail: {received} received, {understood} understood, {waiting} waiting, {tray} in the tray",
              received=mail["received"], understood=mail["understood"], waiting=mail["waiting"],
              tray=mail["tray"])  # fmt: skip
    yield say(
        "Outbox: {waiting} waiting, {failed} failed", waiting=outbox["waiting"], failed=outbox["failed"]
    )
    if parts["outbox"]["said"]:
        yield say("The last that was said about it: {said}", said=parts["outbox"]["said"])
    if parts["worker"]["state"] != "ok":
        age = Elapsed(parts["worker"]["queue_age"])
        yield say("Work has been waiting for {age}: is the worker running?", age=age)
    for box in parts["mailboxes"]:
        yield _box_line(box)


def _box_line(box: dict[str, Any]) -> Say:
    if box["state"] == "failing":
        since = datetime.fromisoformat(box["failing_since"])
        return say("{address} has been failing since {since}: {said}",
                   address=box["address"], since=since, said=box["said"])  # fmt: skip
    if box["state"] == "off":
        return say("{address} is not switched on.", address=box["address"])
    if box["missing"]:
        missing = box["missing"]
        return say(
            "Mails in {address} that could not be fetched: {count}.", address=box["address"], count=missing
        )
    return say("{address} is well.", address=box["address"])
