"""How long `layan plan …` takes from the shell, and a table of a million rows.

python bench/plan_cli.py
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Final

ROOT = Path(__file__).resolve().parents[1]
LAYAN = Path(sys.executable).with_name("layan")
PLAN = ROOT / "src" / "layan" / "starters" / "home-appliances"
RUNS = 15
ROWS = 1_000_000

QUESTIONS: Final[dict[str, list[object]]] = {
    "check": ["check", PLAN],
    "show": ["show", PLAN],
    "open": ["open", PLAN, "--channel", "phone", "--at", "2026-03-02T12:30"],
    "due": ["due", PLAN, "--channel", "phone", "--target", "resolution", "--from", "2026-03-02T20:00"],
    "may": ["may", PLAN, "--role", "lead", "--offer", "refund", "--amount", "600000 IDR"],
    "--help": ["--help"],
}


def seconds(*arguments: object, into: IO[str] | int = subprocess.DEVNULL) -> float:
    """How long one run takes, with bytecode kept as on any machine it is installed on."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    began = time.perf_counter()
    command = [str(LAYAN), "plan", *map(str, arguments)]
    subprocess.run(command, stdout=into, env=environment, check=True)
    return time.perf_counter() - began


def main() -> None:
    """Prints the table."""
    print(f"{RUNS} runs each, seconds:\n\n| | fastest | median |\n|---|---:|---:|")
    for name, arguments in QUESTIONS.items():
        taken = [seconds(*arguments) for _ in range(RUNS)]
        print(f"| layan plan {name} | {min(taken):.2f} | {statistics.median(taken):.2f} |")
    with tempfile.TemporaryDirectory() as folder:
        table, result = Path(folder, "in.csv"), Path(folder, "out.csv")
        days = [f"2026-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(336)]
        rows = (f"{n},{days[n % 336]}T{n % 24:02}:{n % 60:02}:{n % 59:02}\n" for n in range(ROWS))
        table.write_text("case,from\n" + "".join(rows))
        with result.open("w") as file:
            asked: list[object] = [
                "due",
                PLAN,
                "--channel",
                "phone",
                "--target",
                "resolution",
                "--csv",
                table,
            ]
            taken = [seconds(*asked, into=file)]
    print(f"| layan plan due --csv, {ROWS:,} rows | {min(taken):.2f} | |")


if __name__ == "__main__":
    main()
