"""Due times in open hours: a million at once and one alone, against businesstimedelta and a bare search.

    python bench/due_times.py            prints the table
    python bench/due_times.py --save     also writes it into bench/README.md, under "Due times"

Everything is measured in one process, in turns, and the best turn of each is compared. What businesstimedelta
computes is checked to be the same, start by start; for its sake the exceptions are closed days, as it knows
no other hours for a date.
"""

import argparse
import os
import platform
import textwrap
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from datetime import time as clock_time
from pathlib import Path

import businesstimedelta
import numpy as np
import pytz

from layan.plan.hours import Hours, SpecialDays
from layan.plan.timetable import Timetable

TIMEZONE = "Asia/Jakarta"
FIRST, LAST = 2020, 2029
CLOSED = [date(year, 12, 31) for year in range(FIRST, LAST + 1)]
MORNING, AFTERNOON = (9 * 60, 12 * 60), (13 * 60, 17 * 60)
HOURS = Hours(
    week=(*[(MORNING, AFTERNOON)] * 5, (MORNING,), ()),
    calendars=("ID",),
    exceptions=dict.fromkeys(CLOSED, ()),
)
STARTS = 1_000_000
DURATIONS = {"20 min": 20 * 60, "4 h": 4 * 3600, "8 h": 8 * 3600, "40 h": 40 * 3600}
MEASURED = "8 h"
TURNS, PEER_TURNS = 25, 3
BARE = "numpy.searchsorted alone"
MANY = f"due_many, {MEASURED}"
ONE = f"add, {MEASURED}, one after the other"
PEER = "businesstimedelta"
PEER_BARE = "businesstimedelta, without holidays"
README = Path(__file__).with_name("README.md")
TITLE = "# Measured claims\n\nEach is one command, run from the root of the project.\n"
HEADING = "## Due times"


def peer_rules(*, with_holidays: bool) -> businesstimedelta.Rules:
    """The same hours for businesstimedelta, with the closed days as a set, which it reads fastest."""
    zone = pytz.timezone(TIMEZONE)
    spans = [((9, 12), [0, 1, 2, 3, 4, 5]), ((13, 17), [0, 1, 2, 3, 4])]
    rules = [
        businesstimedelta.WorkDayRule(clock_time(start), clock_time(end), working_days=days, tz=zone)
        for (start, end), days in spans
    ]
    if with_holidays:
        closed = set(CLOSED)
        for year in range(FIRST, LAST + 8):  # it looks for the next holiday, and fails when there is none
            closed |= set(SpecialDays().holiday_names("ID", year))
        rules.append(businesstimedelta.HolidayRule(closed, tz=zone))
    return businesstimedelta.Rules(rules)


def seconds_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turns(works: dict[str, Callable[[], object]], turns: int) -> dict[str, float]:
    """The seconds of the best turn of each, measured one after the other, again and again."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(turns):
        for name, work in works.items():
            taken[name].append(seconds_of(work))
    return {name: min(each) for name, each in taken.items()}


def random_starts() -> np.ndarray:
    begin, end = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (FIRST, LAST + 1))
    return np.random.default_rng(1).integers(begin, end - 30 * 86400, STARTS)


def measure_many(timetable: Timetable, starts: np.ndarray, opens: np.ndarray) -> dict[str, float]:
    """Seconds for all the starts."""
    in_order = np.sort(starts)
    works: dict[str, Callable[[], object]] = {BARE: lambda: np.searchsorted(opens, starts)}
    for name, length in DURATIONS.items():
        works[f"due_many, {name}"] = lambda length=length: timetable.due_many(starts, length)
    works["due_many_days, 2 days"] = lambda: timetable.due_many_days(starts, 2)
    works[f"{BARE}, starts in order"] = lambda: np.searchsorted(opens, in_order)
    works[f"{MANY}, starts in order"] = lambda: timetable.due_many(in_order, DURATIONS[MEASURED])
    return in_turns(works, TURNS)


def measure_single(timetable: Timetable, starts: list[datetime]) -> dict[str, float]:
    """Seconds for one start."""
    seconds = DURATIONS[MEASURED]
    works = {ONE: lambda: [timetable.add(start, seconds) for start in starts]}
    for name, with_holidays in {PEER: True, PEER_BARE: False}.items():
        length = businesstimedelta.BusinessTimeDelta(peer_rules(with_holidays=with_holidays), seconds=seconds)
        works[name] = lambda length=length: [start + length for start in starts]
    return {name: taken / len(starts) for name, taken in in_turns(works, PEER_TURNS).items()}


def same_as_peer(timetable: Timetable, starts: list[datetime]) -> int:
    """How many of the starts are due at the same second."""
    seconds = DURATIONS[MEASURED]
    length = businesstimedelta.BusinessTimeDelta(peer_rules(with_holidays=True), seconds=seconds)
    at = np.array([int(start.timestamp()) for start in starts])
    ours = timetable.due_many(at, seconds).tolist()
    return sum(int((start + length).timestamp()) == due for start, due in zip(starts, ours, strict=True))


def measure(peer_starts: int) -> list[str]:
    """The result as lines of Markdown."""
    timetable, starts = Timetable.compile(HOURS, TIMEZONE), random_starts()
    compiling = seconds_of(lambda: timetable.due_many(starts, DURATIONS[MEASURED]))
    opens = np.array(open_from(timetable, starts), dtype=np.int64)
    few = [datetime.fromtimestamp(int(start), UTC) for start in starts[:peer_starts]]

    many = measure_many(timetable, starts, opens)
    single = measure_single(timetable, few)
    same = same_as_peer(timetable, few)
    slowest = max(taken for name, taken in many.items() if BARE not in name)
    million, bare, one = many[MANY], many[BARE], single[ONE]
    with_holidays, without = (single[name] * STARTS / million for name in (PEER, PEER_BARE))
    rows = {**{name: taken * STARTS for name, taken in single.items()}, **many}
    return [
        *textwrap.wrap(
            f"{STARTS:,} random starts of {FIRST} to {LAST}, {len(opens):,} open intervals: Monday to Friday"
            " two spans, Saturday one, the holidays of Indonesia, a further closed day each year."
            f" Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()},"
            f" {os.cpu_count()} cores, best of {TURNS} turns.",
            108,
        ),
        "",
        "| | a million takes | a second |",
        "|---|---:|---:|",
        *(f"| {name} | {taken * 1000:,.1f} ms | {STARTS / taken:,.0f} |" for name, taken in rows.items()),
        "",
        *bullet(
            f"`{MANY}` is {with_holidays:,.0f} times as fast as businesstimedelta, and {without:,.0f} times",
            "as fast as that is without holidays.",
            f"Of {peer_starts:,} starts given to both, {same:,} were due at the same second.",
        ),
        *bullet(
            f"It takes {million / bare:.2f} times a bare `numpy.searchsorted` of the same starts into the",
            f"beginnings of the same intervals; the slowest of the durations {slowest / bare:.2f} times.",
        ),
        *bullet(f"One alone takes {one * 1e6:.1f} µs, {single[PEER] / one:,.0f} times as fast as the peer."),
        *bullet(
            f"The first call took {compiling * 1000:.0f} ms: importing the holiday library, compiling ten",
            "years, and the million.",
        ),
    ]


def bullet(*words: str) -> list[str]:
    return textwrap.wrap(" ".join(words), 108, initial_indent="- ", subsequent_indent="  ")


def open_from(timetable: Timetable, starts: np.ndarray) -> list[int]:
    """When each open interval of the ten years begins, as asked from the outside."""
    found, at = [], datetime.fromtimestamp(int(starts.min()), UTC)
    end = datetime.fromtimestamp(int(starts.max()), UTC)
    while (opens := timetable.next_open(at)) and opens < end:
        found.append(int(opens.timestamp()))
        at = timetable.closes(opens)
    return found


def save(lines: list[str]) -> None:
    """Puts the section into the file, in place of the one it has."""
    text = README.read_text() if README.exists() else TITLE
    before, _, after = text.partition(f"{HEADING}\n")
    _, next_heading, rest = after.partition("\n## ")
    section = f"{HEADING}\n\n`python bench/due_times.py`\n\n" + "\n".join(lines) + "\n"
    README.write_text(f"{before.rstrip()}\n\n{section}{next_heading}{rest}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--save", action="store_true", help="write the result into bench/README.md")
    parser.add_argument("--peer", type=int, default=2000, help="how many starts businesstimedelta is given")
    asked = parser.parse_args()
    lines = measure(asked.peer)
    print("\n".join(lines))
    if asked.save:
        save(lines)


if __name__ == "__main__":
    main()
