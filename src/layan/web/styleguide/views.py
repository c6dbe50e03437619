"""Every component in both colour schemes, and a page of each layout, on samples."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from layan.records.access import PERMISSIONS
from layan.web.components.promises import Pill
from layan.web.styleguide.forms import SampleForm
from layan.web.styleguide.samples import Sample, samples

SCHEMES: Final = ("light", "dark")
COUNTS: Final = {"due": 23, "mine": 8, "unassigned": 4, "approvals": 2, "waiting": 31}
COMMANDS: Final = (
    {"label": "Transfer", "icon": "arrow-right-left", "press": "t", "key": "t", "words": "hand over"},
    {"label": "Resolve", "icon": "check", "press": "e", "key": "e", "words": "done"},
)


def components(request: HttpRequest) -> HttpResponse:
    """One after the other, each twice."""
    drawn = {scheme: samples(scheme) for scheme in SCHEMES}
    shown = [
        {"name": name, "schemes": [(scheme, _drawn(request, drawn[scheme][name])) for scheme in SCHEMES]}
        for name in drawn["light"]
    ]
    return render(request, "styleguide/components.html", {"samples": shown})


def page(request: HttpRequest, name: str) -> HttpResponse:
    """`desk`, `list`, `book`, `card` or `help`, as it stands with contents."""
    if name not in PAGES:
        raise Http404
    everybody = frozenset().union(*PERMISSIONS.values())
    around = {"can": everybody, "counts": COUNTS, "commands": COMMANDS, "business": {"name": "Kopi Senja"}}
    return render(request, f"styleguide/{name}.html", around | PAGES[name]())


def _drawn(request: HttpRequest, sample: Sample) -> SafeString:
    parts = [render_to_string(f"components/{sample.name}.html", each, request) for each in sample.contexts]
    return mark_safe(sample.around.replace("{parts}", "".join(parts)))


def _desk() -> dict[str, Any]:
    given = {name: sample.contexts for name, sample in samples("page").items()}
    return {
        "rows": [each["row"] for each in given["case_row"]],
        "entries": [each["entry"] for each in given["entry"]],
        "filters": given["filter_chips"][0]["filters"],
        "working": given["working"][0],
        "pills": [Pill("soon", "reply in 18 min"), Pill("normal", "resolve Tue 12:40")],
        "limits": given["limit"],
        "steps": given["steps"][0]["steps"],
        "composer": given["composer"][0]["composer"],
        "now": timezone.now(),
    }


def _book() -> dict[str, Any]:
    given = {name: sample.contexts[0] for name, sample in samples("page").items()}
    return {"rules": given["rules"]["sentences"], "table": given["table"], "week": given["week"]}


def _help() -> dict[str, Any]:
    given = samples("page")
    return {"ways": given["way"].contexts, "week": given["week"].contexts[0]}


def _card() -> dict[str, Any]:
    return {"form": SampleForm()}


PAGES: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "desk": _desk,
    "list": _desk,
    "book": _book,
    "card": _card,
    "help": _help,
}
