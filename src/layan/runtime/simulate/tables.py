"""The tables that `layan simulate` reads: calls of the past, calls to come, and the staff."""

import csv
import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path
from typing import Final

import numpy as np

from layan.plan.say import Code, Say, say
from layan.runtime.terminal import WrongUsage
from layan.simulation.history import ARRIVED, Calls, Row, Unreadable, instant, read_calls
from layan.simulation.queue import Staff

_PARTS: Final = 6
"""Digits of a part of an agent that are kept, since sums of parts are not exact."""


def calls(path: str, zone: tzinfo, channel: str, *, happened: bool) -> Calls:
    """The calls of a channel in a table. Raises WrongUsage when it cannot be read or holds none."""
    needed = (ARRIVED, "waited") if happened else (ARRIVED,)
    with _rows(path, needed) as rows:
        read = read_calls(rows, zone, channel, happened=happened)
    if not len(read):
        what = say(
            "No call of channel {channel} could be read from {file}.", channel=Code(channel), file=Code(path)
        )
        raise WrongUsage(what, read.dropped[0].why if read.dropped else None)
    return read


def staff(path: str, zone: tzinfo) -> Staff:
    """The staff of a table with the columns `from`, `to` (ISO 8601) and `agents`; rows at the same time add
    up. Raises WrongUsage, naming the line."""
    changes: dict[float, float] = {}
    with _rows(path, ("from", "to", "agents")) as rows:
        for line, row in enumerate(rows, start=2):
            try:
                start, end, agents = (
                    instant(row["from"], zone),
                    instant(row["to"], zone),
                    _agents(row["agents"]),
                )
            except Unreadable as error:
                raise _in_line(path, line, error.why) from None
            if end <= start:
                raise _in_line(path, line, say("It ends before it begins."))
            changes[start] = changes.get(start, 0.0) + agents
            changes[end] = changes.get(end, 0.0) - agents
    if not changes:
        raise WrongUsage(say("{file} names no staff.", file=Code(path)))
    since = sorted(changes)
    return Staff(np.array(since), np.cumsum([changes[time] for time in since]).round(_PARTS))


def _agents(written: str | None) -> float:
    """A number of people; of parts of one, such as 2.5, sometimes the one and sometimes the other is there."""
    try:
        read = float(written or "")
    except ValueError:
        read = math.nan
    if not 0 <= read < math.inf:
        raise Unreadable(say("The number of agents is no number from 0 on."))
    return read


def _in_line(path: str, line: int, what: Say) -> WrongUsage:
    return WrongUsage(say("{file}, line {line}: {what}", file=Code(path), line=line, what=what))


@contextmanager
def _rows(path: str, needed: tuple[str, ...]) -> Iterator[Iterator[Row]]:
    """The rows of a table. Raises WrongUsage when there is none, or a column is missing."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            for column in needed:
                if column not in (reader.fieldnames or ()):
                    what = say("{file} has no column {column}.", file=Code(path), column=Code(column))
                    raise WrongUsage(what)
            yield reader
    except (OSError, UnicodeDecodeError, csv.Error):
        raise WrongUsage(say("{file} cannot be read as a table.", file=Code(path))) from None
