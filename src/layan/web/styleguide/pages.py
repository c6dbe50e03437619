"""A page of each layout, on the same samples."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from layan.records.access import PERMISSIONS
from layan.web.styleguide import more, samples

EVERYTHING = frozenset().union(*PERMISSIONS.values())


def desk() -> dict[str, Any]:
    steps = next(each for each in more.plan_samples("desk") if each.name == "steps").contexts[0]["steps"]
    composer = {
        "kind": "reply", "action": "#", "language": "id", "key": "sample", "send_label": "Send",
        "text": "Pak Budi, terima kasih sudah menunggu. Kami kirim grinder pengganti hari ini juga supaya acara besok "
        "tetap berjalan.",
        "tabs": [{"label": "Reply", "href": "#", "current": True}, {"label": "Note", "href": "#", "key": "n"},
                 {"label": "Side conversation", "href": "#"}],
        "to": [{"address": "budi.santoso@example.com", "name": "Budi Santoso"}],
        "words": [{"name": "Apology", "text": "Mohon maaf atas kejadian ini."}],
        "send_until": [{"label": "Send and wait", "name": "then", "value": "wait"}],
    }  # fmt: skip
    return {
        "can": EVERYTHING,
        "rows": more.rows(),
        "entries": samples.entries("light"),
        "working": samples.working("desk", timezone.now()),
        "limits": next(each for each in more.plan_samples("desk") if each.name == "limit").contexts,
        "steps": steps,
        "composer": composer,
        "counts": {"due": 23, "mine": 8, "unassigned": 4, "approvals": 2, "waiting": 31},
        "filters": [{"label": "Refund", "href": "#"}, {"label": "My team", "href": "#", "current": True}],
        "now": timezone.now(),
    }


def book() -> dict[str, Any]:
    plan = {each.name: each.contexts for each in more.plan_samples("book")}
    return {"can": EVERYTHING, "rules": plan["rules"][0]["sentences"], "table": _sample("table"), "week": more.week()}


def help_centre() -> dict[str, Any]:
    plan = {each.name: each.contexts for each in more.plan_samples("help")}
    return {"ways": plan["way"], "week": plan["week"][0], "business": {"name": "Kopi Senja"}}


def card() -> dict[str, Any]:
    return {"form": samples.SampleForm(), "business": {"name": "Kopi Senja"}}


def _sample(name: str) -> dict[str, Any]:
    return next(each for each in more.form_samples("page") if each.name == name).contexts[0]


PAGES: Mapping[str, Callable[[], dict[str, Any]]] = {
    "desk": desk, "list": desk, "book": book, "card": card, "help": help_centre,
}  # fmt: skip
