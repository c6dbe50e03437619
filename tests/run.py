"""Runs the suite in groups, as many side by side as there are processors: `python -m tests.run [group ...]`.

As root on Debian it first installs what the groups need. Elsewhere it names what is missing, leaves out just
the groups that need it, and says so in the closing line; with CI=true a missing part is a failure.
The closing line sums up the groups and reads like pytest's own.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests import tree
from tests.groups import GROUPS, Command, Group
from tests.servers import postgresql
from tests.servers.parts import PARTS, Part

IN_CI = os.environ.get("CI") == "true"
LONGEST = 40 * 60  # seconds; a group that hangs must not hang whoever waits for it
_COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)\b")
_CLOSING = re.compile(r"^=* ?\d+ [a-z]+.* in [\d.]+s.*$", re.MULTILINE)


@dataclass
class Result:
    """What came of a group: its counts, how long it took, and what it said."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0
    output: str = ""

    @property
    def failed(self) -> bool:
        return bool(self.counts["failed"] or self.counts["error"]) or not self.counts["passed"]


def main(asked: Sequence[str]) -> int:
    """The exit status: 0 when every group that was asked for passed."""
    if unknown := set(asked) - GROUPS.keys():
        print(f"No such group: {', '.join(sorted(unknown))}. There are {', '.join(GROUPS)}.")
        return 2
    groups = [GROUPS[name] for name in asked or GROUPS]
    start = time.monotonic()
    missing = _missing(groups)
    if missing and _may_install():
        _install(missing)
        missing = _missing(groups)
    left_out = {group.name: _named(group, missing) for group in groups if _named(group, missing)}
    for name, parts in left_out.items():
        print(f"{name}: left out, {parts} is missing", flush=True)
    results = _run([group for group in groups if group.name not in left_out])
    return _close(results, left_out, time.monotonic() - start)


def _missing(groups: Sequence[Group]) -> list[Part]:
    needed = dict.fromkeys(name for group in groups for name in group.needs)
    return [PARTS[name] for name in needed if not PARTS[name].find()]


def _named(group: Group, missing: Sequence[Part]) -> str:
    return " and ".join(part.name for part in missing if part.name in group.needs)


def _may_install() -> bool:
    return os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def _install(parts: Sequence[Part]) -> None:
    """Quietly, and without starting the servers on their usual ports: the tests start their own."""
    packages = [package for part in parts for package in part.packages]
    print(f"Installing {', '.join(packages)}", flush=True)
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    with tempfile.TemporaryFile("w+") as log:
        for words in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
            if subprocess.run([*apt, *words], env=env, stdout=log, stderr=subprocess.STDOUT).returncode:
                log.seek(0)
                print(log.read())


def _run(groups: Sequence[Group]) -> dict[str, Result]:
    """Every group, the longest first; what a group says is shown when it is done, and only if it failed."""
    lanes = max(2, os.cpu_count() or 2)
    results: dict[str, Result] = {}

    def run(group: Group) -> None:
        results[group.name] = result = _group(group)
        print(_line(group.name, result), flush=True)
        if result.failed:
            print(result.output, flush=True)

    with ThreadPoolExecutor(lanes) as pool:
        list(pool.map(run, groups))
    return results


def _group(group: Group) -> Result:
    result = Result()
    start = time.monotonic()
    with ExitStack() as stack, tempfile.TemporaryDirectory(prefix="layan-group-") as data:
        # A secret of its own, so that no tool that reads the settings leaves one in the tree.
        env = os.environ | {"LAYAN_ENV": "test", "LAYAN_DATA": data, "LAYAN_SECRET_KEY": "only-for-tests"}
        if group.database == "postgresql":
            env["LAYAN_DATABASE_URL"] = stack.enter_context(postgresql.running())
        else:
            env.pop("LAYAN_DATABASE_URL", None)
        for command in group.commands:
            status, said = _said(command, env)
            result.counts += _counts(command, status, said)
            result.output += said
    result.seconds = time.monotonic() - start
    return result


def _said(command: Command, env: dict[str, str]) -> tuple[int, str]:
    try:
        done = subprocess.run(
            command.words(), cwd=tree.ROOT, env=env, timeout=LONGEST, text=True, errors="replace",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        said = late.output.decode(errors="replace") if isinstance(late.output, bytes) else late.output or ""
        return 124, f"{said}\nstill running after {LONGEST} s\n"
    return done.returncode, done.stdout


def _counts(command: Command, status: int, said: str) -> Counter[str]:
    """Of pytest, what its closing line says; of any other tool, one passed or failed."""
    counts: Counter[str] = Counter()
    if command.is_pytest:
        for closing in _CLOSING.findall(said)[-1:]:
            counts.update(
                {word.rstrip("s") if "error" in word else word: int(n) for n, word in _COUNT.findall(closing)}
            )
    elif status == 0:
        counts["passed"] = 1
    if status and not (counts["failed"] or counts["error"]):
        counts["error" if command.is_pytest else "failed"] += 1
    return counts


def _line(name: str, result: Result) -> str:
    return f"{name:<12} {_words(result.counts):<40} {result.seconds:6.1f} s"


def _words(counts: Counter[str]) -> str:
    order = ("failed", "error", "passed", "skipped", "xfailed", "xpassed")
    return ", ".join(f"{counts[word]} {word}" for word in order if counts[word]) or "no tests ran"


def _close(results: dict[str, Result], left_out: dict[str, str], seconds: float) -> int:
    total = sum((result.counts for result in results.values()), Counter[str]())
    failed = not results or any(result.failed for result in results.values())
    if left_out and IN_CI:
        total["error"] += len(left_out)
        failed = True
    closing = f" {_words(total)} in {seconds:.2f}s "
    if left_out:
        closing += f"; left out: {', '.join(f'{name} (no {parts})' for name, parts in left_out.items())} "
    print(closing.center(100, "="), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
