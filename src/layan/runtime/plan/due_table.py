"""Due times for a whole table: read twice, so that nothing is written before everything could be read."""

import csv
import shutil
import sys
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import StringIO, TextIOWrapper
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from layan.plan.plan import Plan, Promise
from layan.plan.say import Code, TargetName, say
from layan.plan.timetable import NeverOpens
from layan.plan.wallclock import to_datetime
from layan.runtime.plan.many_moments import Clock
from layan.runtime.plan.moments import UnreadableTime
from layan.runtime.terminal import WrongUsage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FROM: Final = "from"
DUE: Final = "due"
_FROM: Final = Code(FROM)
_AT_ONCE: Final = 50_000
_MOST_WRONG: Final = 20
"""Times that cannot be read which are told at once."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the plan, whenever it begins."""

    target: str
    channel: str
    situation: str | None
    priority: str
    segment: str | None

    def promise(self, plan: Plan, start: datetime) -> Promise | None:
        return plan.promise(
            self.target, channel=self.channel, start=start, situation=self.situation,
            priority=self.priority, segment=self.segment,
        )  # fmt: skip


def add_due_times(path: str, plan: Plan, asked: Asked, *, as_json: bool = False) -> None:
    """Writes the table at `path` to standard output with a column `due` added, UTC; or, as JSON, its rows.
    Raises WrongUsage before anything is written."""
    with _opened(path) as file:
        starts = _starts(_Table(file), Clock(plan.zone))
        due = _due(plan, asked, starts)
        file.seek(0)
        line_end = "\r\n" if file.readline().endswith("\r\n") else "\n"
        file.seek(0)
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape", newline="")
        if as_json:
            _write_json(_Table(file), due, asked)
        else:
            _write(_Table(file), due, line_end)


@contextmanager
def _opened(path: str) -> Iterator[TextIO]:
    """The table as text that can be read again from its beginning."""
    try:
        raw = sys.stdin.buffer if path == "-" else Path(path).open("rb")  # noqa: SIM115
    except OSError as error:
        what = say("{file} cannot be read: {why}.", file=Code(path), why=error.strerror or str(error))
        raise WrongUsage(what) from None
    with raw, tempfile.TemporaryFile() as copy:
        if not raw.seekable():
            shutil.copyfileobj(raw, copy)
            copy.seek(0)
        kept = raw if raw.seekable() else copy
        # What is no UTF-8 comes out as it went in.
        yield TextIOWrapper(kept, encoding="utf-8-sig", errors="surrogateescape", newline="")


class _Table:
    """A table's columns, and its rows with the number of the line each ends on."""

    def __init__(self, file: TextIO) -> None:
        self._reader = csv.reader(file, strict=True)
        self.columns: list[str] = []
        self.columns = next(iter(self), [])
        self.column = self._column_of_starts()

    def _column_of_starts(self) -> int:
        if FROM not in self.columns:
            what = say("The table has no column {name}.", name=Code(FROM))
            raise WrongUsage(
                what, say("Name the columns in its first line, one of them {name}.", name=Code(FROM))
            )
        if DUE in self.columns:
            what = say("The table has a column {name} already.", name=Code(DUE))
            raise WrongUsage(what, say("Remove it, or give it another name."))
        return self.columns.index(FROM)

    def __iter__(self) -> Iterator[list[str]]:
        """The rows that are not empty. Raises WrongUsage for what is no CSV, or too short or long a row."""
        width = len(self.columns)
        try:
            for row in filter(None, self._reader):
                if width and len(row) != width:
                    what = say("Line {line} has {count} columns, not {width}.", line=str(self.line),
                               count=len(row), width=width)  # fmt: skip
                    raise WrongUsage(what)
                yield row
        except csv.Error as error:
            what = say("Line {line} is no CSV: {why}.", line=str(self.line), why=str(error))
            raise WrongUsage(what) from None

    @property
    def line(self) -> int:
        return self._reader.line_num


def _starts(table: _Table, clock: Clock) -> "NDArray[np.int64]":
    import numpy as np

    seconds, column, starts = clock.seconds, table.column, array("q")
    wrong: list[WrongUsage] = []
    for row in table:
        try:
            starts.append(seconds(row[column]))
        except UnreadableTime as error:
            what = say("Line {line}: {text} is not a time.", line=str(table.line), text=Code(error.text))
            wrong.append(WrongUsage(what, error.instead))
            if len(wrong) == _MOST_WRONG:
                break
    if wrong:
        raise WrongUsage.of(wrong)
    return np.frombuffer(starts, np.int64) if starts else np.empty(0, np.int64)


def _due(plan: Plan, asked: Asked, starts: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """When each is due, in UTC seconds. Raises WrongUsage when nothing is promised, or it is never due."""
    if not len(starts):
        return starts
    made = asked.promise(plan, to_datetime(int(starts.min())))
    if made is None:
        name, target = plan.channels[asked.channel].ref, TargetName(asked.target)
        raise WrongUsage(say("Nothing is promised: {target} on {channel}.", target=target, channel=name))
    try:
        return _counted(plan, made, starts)
    except NeverOpens:
        last = to_datetime(int(starts.max()))
        raise WrongUsage(say("What begins {start} is never due: the channel does not open for so long again.",
                             start=last)) from None  # fmt: skip


def _counted(plan: Plan, made: Promise, starts: "NDArray[np.int64]") -> "NDArray[np.int64]":
    import numpy as np

    timetable, within = plan.timetable(made.channel), made.within
    if made.clock == "open":
        if within.unit == "day":
            return timetable.due_many_days(starts, within.count)
        return timetable.due_many(starts, within.seconds)
    if within.unit not in ("month", "year"):
        return starts + within.seconds
    each, place = np.unique(starts, return_inverse=True)
    moments = (within.after(to_datetime(int(at)).astimezone(plan.zone)) for at in each)
    return np.array([int(moment.timestamp()) for moment in moments], np.int64)[place]


def _write(table: _Table, due: "NDArray[np.int64]", line_end: str) -> None:
    _write_rows([[*table.columns, DUE]], line_end)
    for rows in _with_due(table, due):
        _write_rows(rows, line_end)


def _with_due(table: _Table, due: "NDArray[np.int64]") -> Iterator[tuple[list[str], ...]]:
    """The rows, each with its due time at its end; many at once, since standard output may be unbuffered."""
    for rows, moments in zip(batched(table, _AT_ONCE), _texts(due), strict=True):
        for row, moment in zip(rows, moments, strict=True):
            row.append(moment)
        yield rows


def _write_rows(rows: Iterable[list[str]], line_end: str) -> None:
    text = StringIO()
    csv.writer(text, lineterminator=line_end).writerows(rows)
    sys.stdout.write(text.getvalue())


def _write_json(table: _Table, due: "NDArray[np.int64]", asked: Asked) -> None:
    """One object as the other answers are, a line a row."""
    import json

    columns = [*table.columns, DUE]
    head = json.dumps({"target": asked.target, "channel": asked.channel}, ensure_ascii=False)
    sys.stdout.write(f'{head[:-1]}, "rows": [')
    before = "\n"
    for rows in _with_due(table, due):
        told = (json.dumps(dict(zip(columns, row, strict=True))) for row in rows)
        sys.stdout.write(before + ",\n".join(told))
        before = ",\n"
    sys.stdout.write("\n]}\n")


def _texts(due: "NDArray[np.int64]") -> Iterator[list[str]]:
    import numpy as np

    for first in range(0, len(due), _AT_ONCE):
        moments = due[first : first + _AT_ONCE].astype("datetime64[s]")
        yield np.datetime_as_string(moments, timezone="UTC").tolist()
