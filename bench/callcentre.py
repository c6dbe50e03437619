"""Simulated waits against a bank's recorded ones: fitted on all days but one, tried on that one, for each day.

    LAYAN_CORPORA=… python bench/callcentre.py              prints the table
    LAYAN_CORPORA=… python bench/callcentre.py --save       also writes it into bench/README.md
    LAYAN_CORPORA=… python bench/callcentre.py --csv DIR    writes calls.csv and staff.csv for `layan simulate`

The record is that of 1 to 13 February 1999 (Guedj and Mandelbaum, Technion: "Anonymous Bank"). Shares are of who
asked for an agent, that is reached one or waited. Who was there is not recorded: in a half hour those count who
served in it.
"""

import argparse
import csv
import lzma
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from layan.simulation.fitted import Fitted
from layan.simulation.history import Calls, read_calls
from layan.simulation.queue import Staff

README = Path(__file__).with_name("README.md")
HEADING = "## The call centre"
RECORD = "callcentre/bank_calls_1999-02-01_13.csv.xz"
ZONE = "Asia/Jerusalem"
LIMIT_S = 60.0
RUNS = 20
HALF_HOUR = timedelta(minutes=30)
NOBODY = "NO_SERVER"
type Row = dict[str, str]


def record() -> list[Row]:
    """The calls of who asked for an agent, in the columns of calls.csv, with `server`."""
    path = Path(os.environ["LAYAN_CORPORA"]) / RECORD
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return sorted(_asked(csv.DictReader(file)), key=lambda row: row["arrived"])


def _asked(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        queued, answered = row["q_start"] != "0:00:00", row["outcome"] == "AGENT"
        if row["outcome"] == "PHANTOM" or not (queued or answered):
            continue
        began = _time(row, "vru_entry")
        yield {
            "arrived": _time(row, "q_start" if queued else "vru_exit", began).isoformat(),
            "channel": "phone",
            "situation": row["type"],
            "priority": row["priority"],
            "waited": row["q_time"] if queued else "0",
            "handled": row["ser_time"] if answered else "",
            "outcome": "answered" if answered else "abandoned",
            "server": row["server"] if answered else "",
            "began": _time(row, "ser_start", began).isoformat() if answered else "",
        }


def _time(row: Row, column: str, began: datetime | None = None) -> datetime:
    """Times after midnight stand on the day on which the call began."""
    hour, minute, second = map(int, row[column].split(":"))
    time = datetime.fromisoformat(row["date"]) + timedelta(hours=hour, minutes=minute, seconds=second)
    return time + timedelta(days=1) if began and time < began - timedelta(hours=1) else time


def served(rows: Iterable[Row]) -> list[Row]:
    """Who served in each half hour, in the columns of staff.csv."""
    at_work: dict[datetime, set[str]] = defaultdict(set)
    for row in rows:
        if row["server"] in ("", NOBODY):
            continue
        start = datetime.fromisoformat(row["began"])
        end = start + timedelta(seconds=int(row["handled"]))
        slot = start.replace(minute=start.minute // 30 * 30, second=0)
        while slot <= end:
            at_work[slot].add(row["server"])
            slot += HALF_HOUR
    return [
        {"from": slot.isoformat(), "to": (slot + HALF_HOUR).isoformat(), "agents": str(len(names))}
        for slot, names in sorted(at_work.items())
    ]


def _staff(rows: list[Row]) -> Staff:
    zone, agents = ZoneInfo(ZONE), defaultdict(int)
    for row in served(rows):
        start = datetime.fromisoformat(row["from"]).replace(tzinfo=zone)
        agents[start.timestamp()] += int(row["agents"])
        agents[(start + HALF_HOUR).timestamp()] += 0
    since = sorted(agents)
    return Staff(np.array(since), np.array([agents[time] for time in since], np.int64))


def _calls(rows: list[Row]) -> Calls:
    return read_calls(rows, ZoneInfo(ZONE))


def tried(past: list[Row], to_come: list[Row]) -> dict[str, float]:
    """Recorded and simulated shares of a period that the fit has not seen."""
    calls = _calls(to_come)
    fitted = Fitted.to(_calls(past), ZONE, _staff(past), LIMIT_S)
    whole = fitted.meet(calls, _staff(to_come), LIMIT_S, RUNS).whole
    return {
        "asked": len(calls),
        "over": float((calls.waited > LIMIT_S).mean()),
        "over simulated": whole.of("share_waiting_over_limit").mean,
        "left": float((~calls.answered).mean()),
        "left simulated": whole.of("share_abandoned").mean,
        "present": fitted.lost.present,
        "after a call": fitted.lost.after_call_s,
    }


def table(rows: list[Row]) -> str:
    days = sorted({row["arrived"][:10] for row in rows})
    sets = [([day], [other for other in days if other != day]) for day in days]
    sets += [(days[6:], days[:6]), (days[:6], days[6:])]
    lines = [
        "| tried on | asked | over 60 s | simulated | left | simulated | present | after a call |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    errors = []
    for on, fitted_on in sets:
        found = tried(_of(rows, fitted_on), _of(rows, on))
        over, left = found["over simulated"] - found["over"], found["left simulated"] - found["left"]
        shares = [found[key] for key in ("over", "over simulated", "left", "left simulated", "present")]
        cells = [on[0] if len(on) == 1 else f"{on[0]} to {on[-1]}", f"{found['asked']:,}"]
        cells += [*(f"{share:.1%}" for share in shares), f"{found['after a call']:.0f} s"]
        lines.append(f"| {' | '.join(cells)} |")
        errors.append((len(on), abs(over), abs(left)))
    lines.append("")
    for what, single in (("Days", True), ("Weeks", False)):
        over, left = zip(*[each[1:] for each in errors if (each[0] == 1) == single], strict=True)
        lines.append(
            f"- {what}: the share over 60 s is off by {np.mean(over):.1%} on average and {max(over):.1%} at"
            f" most; the share of who left by {np.mean(left):.1%} and {max(left):.1%}."
        )
    return "\n".join(lines)


def _of(rows: list[Row], days: list[str]) -> list[Row]:
    return [row for row in rows if row["arrived"][:10] in days]


def _write(folder: Path, rows: list[Row]) -> None:
    for name, table, columns in (
        ("calls.csv", rows, list(rows[0])[:-1]),
        ("staff.csv", served(rows), ["from", "to", "agents"]),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--csv", type=Path)
    given = parser.parse_args()
    rows = record()
    if given.csv:
        _write(given.csv, rows)
        return
    text = table(rows)
    print(text)
    if given.save:
        before, _, rest = README.read_text(encoding="utf-8").partition(f"{HEADING}\n")
        head, _, old = rest.partition("\n| tried on")
        _, more, after = old.partition("\n## ")
        README.write_text(f"{before}{HEADING}\n{head}\n{text}\n{more}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
