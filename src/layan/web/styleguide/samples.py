"""Reads the sample contexts of every component from `samples.yaml`."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import yaml
from django.utils import timezone

from layan.web.styleguide.forms import good_form, wrong_form

FILE: Final = Path(__file__).with_name("samples.yaml")
ELSEWHERE: Final = {
    "dialog": "keys.html is one",
    "popover": "working.html is one",
    "palette": "on every page of staff",
    "keys": "on every page of staff",
    "drawer_close": "on desk/",
    "field_errors": "within field.html",
    "draft_files": "within composer.html",
    "mail_frame": "within entry.html",
    "fields": "within the dialogs of a case, as form",
    "icon": "within most others",
}
"""Components that are not shown by themselves, and where they are."""


@dataclass(frozen=True)
class Sample:
    name: str
    contexts: tuple[dict[str, Any], ...]
    around: str


def samples(scheme: str) -> dict[str, Sample]:
    """All of them by name; ids carry the scheme, so that both may stand on one page."""
    read = yaml.safe_load(FILE.read_text("utf-8").replace("{scheme}", scheme))
    return {
        name: Sample(
            name,
            tuple(_living(context, scheme) for context in entry["contexts"]),
            entry.get("around", "{parts}"),
        )
        for name, entry in read.items()
    }


def _living(value: Any, scheme: str) -> Any:
    """A value of the file with its moments, fields and forms put in."""
    match value:
        case {"hours": int(hours), **rest} if not rest:
            return timezone.now() + timedelta(hours=hours)
        case {"of": "good", "name": str(name)}:
            return good_form(scheme)[name]
        case {"of": "wrong", "name": str(name)}:
            return wrong_form(scheme, name)[name]
        case {"of": "wrong"}:
            return wrong_form(scheme, "whole")
        case dict():
            return {key: _living(each, scheme) for key, each in value.items()}
        case list():
            return list(map(partial(_living, scheme=scheme), value))
        case _:
            return value
