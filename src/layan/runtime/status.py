"""`layan status`: how the installation fares, for people and for machines that watch it."""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from layan.plan.say import Code, Elapsed, Say, say
from layan.runtime.started import started
from layan.runtime.terminal import FINDINGS, OK, Reader, language

if TYPE_CHECKING:
    from layan.records.models import Mailbox
    from layan.records.trouble import Trouble

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
    reader = Reader(language(arguments))
    told = status(datetime.now(UTC), str if options.json else reader)
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        for line in _lines(told):
            print(reader(line))
    return OK if told["parts"]["database"]["state"] == "ok" else FINDINGS


def status(at: datetime, worded: Callable[[Say], str] = str) -> dict[str, Any]:
    """Counts and parts as JSON-able values; times in ISO 8601, ages in seconds; what is wrong in words."""
    from django.db import DatabaseError

    from layan.records import storage
    from layan.records.queries import health
    from layan.records.trouble import of

    wrong = storage.looked()
    try:
        tables = _tables()
        if tables["pending"]:
            return {"healthy": False, "parts": {"database": {"state": "older", "said": "", **tables}}}
        incoming, outgoing, counts = health.incoming(at), health.outgoing(at), health.counts()
        boxes = [_mailbox(box, at, worded) for box in health.mailboxes()]
    except DatabaseError as error:
        said = _words(storage.trouble_of(error), worded) or " ".join(str(error).split())
        return {"healthy": False, "parts": {"database": {"state": "failing", "said": said}}}
    behind = max(incoming.age, health.late_replies(at))
    parts: dict[str, Any] = {
        "database": {"state": "failing" if wrong else "ok", "said": _words(wrong, worded), **tables},
        "disk": {"state": "low" if storage.room() < storage.TIGHT else "ok", "left": storage.room()},
        "worker": {"state": "ok" if behind < LATE else "failing", "queue_age": behind},
        "mailboxes": boxes,
        "outbox": {
            "state": "failing" if outgoing.failed or outgoing.said else "ok",
            "age": outgoing.age,
            "said": _words(of(outgoing.said), worded),
        },
    }
    return {
        "healthy": not wrong
        and parts["worker"]["state"] == "ok"
        and all(box["state"] != "failing" for box in boxes),
        "mail": {
            name: getattr(incoming, name) for name in ("received", "understood", "tray", "ignored", "waiting")
        },
        "outbox": {name: getattr(outgoing, name) for name in ("waiting", "failed", "sent")},
        **counts,
        "parts": parts,
    }


def _words(trouble: "Trouble | None", worded: Callable[[Say], str]) -> str:
    if trouble is None:
        return ""
    return " ".join(worded(one) for one in (trouble.what, trouble.todo) if one)


def _tables() -> dict[str, list[str]]:
    from layan.runtime import tables

    standing = tables.standing()
    return {"pending": list(standing.pending), "unknown": list(standing.unknown)}


def _mailbox(box: "Mailbox", at: datetime, worded: Callable[[Say], str]) -> dict[str, Any]:
    from layan.records.trouble import of

    failing = box.failing_since or box.smtp_failing_since
    return {
        "address": box.address,
        "mode": box.mode,
        "state": "failing" if failing and box.mode == "on" else "ok" if box.mode == "on" else "off",
        "failing_since": failing.isoformat() if failing else None,
        "said": _words(of(box.failure or box.smtp_failure), worded),
        "on_server": box.on_server,
        "missing": box.missing,
        "checked": box.checked_at.isoformat() if box.checked_at else None,
        "lag": int((at - box.checked_at).total_seconds()) if box.checked_at and box.mode == "on" else None,
    }


def _lines(told: dict[str, Any]) -> Iterator[Say]:
    parts = told["parts"]
    database = parts["database"]
    if database["state"] == "older":
        yield say("The tables are those of an older release; {command} changes them: {count} steps.",
                  command=Code("layan run"), count=len(database["pending"]))  # fmt: skip
        return
    if database["state"] == "failing":
        yield say("Database: {said}", said=database["said"])
        if "disk" not in parts:
            return
    if database["unknown"]:
        yield say("The tables are those of a newer release than this one: install that one again.")
    if parts["disk"]["state"] != "ok":
        yield say("Left on the disk: {room} MB", room=parts["disk"]["left"] // 2**20)
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
