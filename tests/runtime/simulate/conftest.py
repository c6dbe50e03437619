"""Calls and staff of a small call centre, as tables."""

from datetime import datetime, timedelta

import numpy as np
import pytest

MONDAY = datetime(2026, 3, 2, 9)  # noqa: DTZ001 (on the clock of the business, as the tables are)
DAYS, HOURS, AGENTS = 5, 3, 4


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Five mornings of a small call centre: about 70 calls an hour of two to three minutes, four people."""
    random, at = np.random.default_rng(5), tmp_path_factory.mktemp("tables")
    calls, staff = ["arrived,channel,waited,handled,outcome"], ["from,to,agents"]
    for day in range(DAYS):
        opens = MONDAY + timedelta(days=day)
        staff.append(f"{opens.isoformat()},{(opens + timedelta(hours=HOURS)).isoformat()},{AGENTS}")
        free = [0.0] * AGENTS
        for second in np.sort(random.uniform(0, HOURS * 3600, random.poisson(70 * HOURS))):
            soonest, handled = min(free), random.integers(100, 200)
            wait, left = max(soonest - second, 0.0), random.exponential(240)
            if wait <= left:
                free[free.index(soonest)] = second + wait + handled
            outcome = f"{handled},answered" if wait <= left else ",abandoned"
            calls.append(
                f"{(opens + timedelta(seconds=second)).isoformat()},phone,{min(wait, left):.0f},{outcome}"
            )
    calls.append("2026-03-02T10:00:00,phone,-4,60,answered")
    for name, lines in (("calls.csv", calls), ("staff.csv", staff), ("empty.csv", calls[:1])):
        (at / name).write_text("\n".join(lines), encoding="utf-8")
    return at
