"""What a simulation found, as data with stable keys and as lines for people."""

import math
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any, Final

from layan.plan.say import say
from layan.runtime.plan.answers import utc
from layan.runtime.terminal import Reader
from layan.simulation.fitted import Fitted, Outcome
from layan.simulation.trial import KEYS, Measured, Measures

_DIGITS: Final = 4
_COUNTS: Final = {"asked", "answered", "abandoned"}


def as_data(outcome: Outcome, fitted: Fitted, limit_s: float, runs: int) -> dict[str, Any]:
    """The whole at the top, then `days` and `half_hours`; `interval` holds for each key between what 95 of
    100 runs lie. A number that nothing is known about is null."""
    days = [
        {"day": day.isoformat(), **_part(outcome.days, place)}
        for place, day in enumerate(outcome.period.dates())
    ]
    begins = outcome.period.half_hours[:-1]
    parts = (
        {"from": utc(datetime.fromtimestamp(begin, UTC)), **_part(outcome.half_hours, place)}
        for place, begin in enumerate(begins)
    )
    return {
        "limit_s": limit_s,
        "runs": runs,
        "seed": fitted.seed,
        **_part(outcome.whole, 0),
        "fit": {
            "handled_mean_s": _number(float(fitted.handling.every.mean())),
            "patience_mean_s": _number(fitted.patience.mean_s),
            "day_spread": _number(fitted.arrivals.spread),
            "present": _number(fitted.lost.present),
            "after_call_s": fitted.lost.after_call_s,
        },
        "days": days,
        "half_hours": [part for part in parts if part["asked"] or part["occupancy"] is not None],
    }


def _part(measures: Measures, place: int) -> dict[str, Any]:
    found = {key: measures.of(key, place) for key in KEYS}
    means = {key: _number(each.mean) for key, each in found.items()}
    return means | {"interval": {key: [_number(each.low), _number(each.high)] for key, each in found.items()}}


def _number(value: float) -> float | None:
    return round(value, _DIGITS) if math.isfinite(value) else None


def as_lines(outcome: Outcome, limit_s: float, reader: Reader) -> list[str]:
    """The whole in words: one line a measure, with the interval behind it."""
    whole = outcome.whole
    asked = whole.of("asked")
    days = len(outcome.period.days)
    title = say("{asked} callers in {days} days; in brackets what 95 of 100 runs keep to",
                asked=round(asked.mean), days=days)  # fmt: skip
    shares = (
        (say("Waiting longer than {limit} s", limit=_plain(limit_s)), "share_waiting_over_limit"),
        (say("Left before an answer"), "share_abandoned"),
        (say("Answered in time"), "service_level"),
        (say("Of the staff's time at work"), "occupancy"),
    )
    rows = [(reader(label), _share(whole.of(key), reader)) for label, key in shares]
    wait = whole.of("mean_wait_s")
    if math.isfinite(wait.mean):
        seconds = say(
            "{mean} s ({low} to {high})", mean=round(wait.mean), low=round(wait.low), high=round(wait.high)
        )
        rows.append((reader(say("Mean wait")), reader(seconds)))
    width = max(len(label) for label, _ in rows)
    return [reader(title), *(f"  {label.ljust(width)}  {text}" for label, text in rows)]


def _share(found: Measured, reader: Reader) -> str:
    if not math.isfinite(found.mean):
        return "–"
    mean, low, high = (Fraction(round(1000 * each), 1000) for each in (found.mean, found.low, found.high))
    return reader(say("{mean} ({low} to {high})", mean=mean, low=low, high=high))


def _plain(seconds: float) -> str:
    return f"{seconds:g}"
