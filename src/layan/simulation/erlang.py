"""Queues in closed form: what waits at a steady rate of calls, and how many servers it takes.

Calls come at random (Poisson), handling takes an exponential time, and whoever waits is answered in turn.
Rates are calls per hour, times are seconds, shares lie between 0 and 1, `offered` is in erlangs: calls in the
time of one handling. Shares and means count everybody who asks, those who are answered at once among them.

A time in queue ends when the call is answered or when the caller leaves, whichever comes first.

Sources: A. K. Erlang 1917, "Solution of some problems in the theory of probabilities of significance in
automatic telephone exchanges" (B and C); C. Palm 1943, 1957, "Research on telephone traffic carried by full
availability groups" (callers who leave); O. Garnett, A. Mandelbaum, M. Reiman 2002, "Designing a call center
with impatient customers" (the same as Erlang A, M/M/c+M).
"""

from dataclasses import dataclass, field
from math import ceil, exp, expm1, isfinite
from numbers import Integral

import numpy as np
from numpy.typing import NDArray

type _Floats = NDArray[np.float64]

_HOUR_S = 3600.0
_MOST = 4_000_000
"""The most servers, and the most places in a queue, that are calculated with."""

_NEGLIGIBLE = 1e-17
"""What is left out beyond the end of a queue, of the likeliest length."""


def erlang_b(servers: int, offered: float) -> float:
    """The share of calls turned away where nobody may wait (Erlang 1917, by the recursion over servers).

    Raises `ValueError` when `servers` is not a whole number from 0 or `offered` is negative or not finite.
    """
    _check_servers(servers)
    _check("offered", offered)
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = offered * blocked / (n + offered * blocked)
    return blocked


def erlang_c(servers: int, offered: float) -> float:
    """The share of calls that wait where nobody leaves (Erlang 1917); 1.0 when the servers cannot keep up.

    Raises `ValueError` as `erlang_b` does.
    """
    blocked = erlang_b(servers, offered)
    if offered >= servers:
        return 1.0
    return blocked / ((servers - offered) / servers + offered / servers * blocked)


@dataclass(frozen=True, slots=True)
class Steady:
    """A queue once it has settled. `without_patience` and `with_patience` make it.

    `share_waiting` are not answered at once, `share_abandoned` leave before they are answered, `mean_wait_s`
    is the mean time in queue (infinite where it grows for ever), `occupancy` the share of their time that
    servers are busy (0.0 when there are none). `patience_s` is None where nobody leaves.
    """

    servers: int
    calls_per_hour: float
    handled_s: float
    patience_s: float | None
    share_waiting: float
    share_abandoned: float
    mean_wait_s: float
    occupancy: float
    _ahead: _Floats = field(default_factory=lambda: np.zeros(0), repr=False, compare=False)
    """How likely a call finds every server busy and 0, 1, 2, … waiting; empty where nobody leaves."""

    def share_waiting_over(self, limit_s: float) -> float:
        """The share of calls whose time in queue exceeds `limit_s` seconds.

        Raises `ValueError` when `limit_s` is negative or not finite.
        """
        _check("limit_s", limit_s)
        if not limit_s:
            return self.share_waiting
        if self.patience_s is None:
            spare = max(self.servers - _offered(self.calls_per_hour, self.handled_s), 0.0)
            return self.share_waiting * exp(-spare * limit_s / self.handled_s)
        unserved = _still_waiting(
            self._ahead.size, self.servers, limit_s / self.handled_s, self.handled_s / self.patience_s
        )
        return min(1.0, float(self._ahead @ unserved)) * exp(-limit_s / self.patience_s)


def without_patience(servers: int, *, calls_per_hour: float, handled_s: float) -> Steady:
    """The queue where everybody waits for as long as it takes (M/M/c; Erlang 1917).

    `calls_per_hour` come in, each handled in `handled_s` seconds on average. When the servers cannot keep up,
    everybody waits, and for ever. Raises `ValueError` for a negative rate, a handling of no time, and what is
    not a number.
    """
    offered = _offered(calls_per_hour, handled_s)
    waiting = erlang_c(servers, offered)
    keeps_up = offered < servers
    return Steady(
        servers=servers,
        calls_per_hour=calls_per_hour,
        handled_s=handled_s,
        patience_s=None,
        share_waiting=waiting,
        share_abandoned=0.0,
        mean_wait_s=waiting * handled_s / (servers - offered) if keeps_up else float("inf"),
        occupancy=min(1.0, offered / servers) if servers else 0.0,
    )


def with_patience(servers: int, *, calls_per_hour: float, handled_s: float, patience_s: float) -> Steady:
    """The queue where a caller leaves after an exponential time of `patience_s` seconds on average.

    This is Erlang A (M/M/c+M; Palm 1957; Garnett, Mandelbaum and Reiman 2002), solved as the birth-death
    chain of the calls present. It always settles. Shares are good to about 1e-10.

    Raises `ValueError` as `without_patience` does, for a patience that is not above 0 and finite, and when
    more would be waiting than can be calculated with (millions).
    """
    offered = _offered(calls_per_hour, handled_s)
    _check("patience_s", patience_s, above_zero=True)
    haste = handled_s / patience_s
    _check("handled_s / patience_s", haste, above_zero=True)
    ahead = _waiting_ahead(servers, offered, haste)
    waiting = min(1.0, float(ahead.sum()))
    queue = float(ahead @ np.arange(ahead.size))
    # Little's law; a call that comes alone waits only where there is no server.
    wait_s = queue / calls_per_hour * _HOUR_S if servers and calls_per_hour else patience_s * waiting
    # Below `servers` calls, the mean busy follows from the balance of each state with the one above it.
    busy = (waiting - float(ahead[0])) + offered / servers * (1.0 - waiting) if servers else 0.0
    return Steady(
        servers=servers,
        calls_per_hour=calls_per_hour,
        handled_s=handled_s,
        patience_s=patience_s,
        share_waiting=waiting,
        share_abandoned=min(1.0, wait_s / patience_s),
        mean_wait_s=wait_s,
        occupancy=min(1.0, busy),
        _ahead=ahead,
    )


def fewest(
    *, calls_per_hour: float, handled_s: float, limit_s: float, share: float, patience_s: float | None = None
) -> int:
    """The fewest servers with which at most `share` of the calls are in queue for over `limit_s` seconds.

    Nobody leaves when `patience_s` is None. Where callers leave, those who left within the limit have not
    exceeded it: with a limit beyond their patience few servers seem enough, so look at `share_abandoned` as
    well. Returns 0 when nobody calls, and otherwise at least 1.

    Raises `ValueError` as `without_patience` and `with_patience` do (the search also tries too few servers,
    where a patience of weeks may keep millions waiting), and when `share` is not above 0 and at most 1.
    """
    offered = _offered(calls_per_hour, handled_s)
    _check("limit_s", limit_s)
    _check("share", share, above_zero=True)
    if share > 1:
        raise ValueError(f"share must be at most 1, not {share}")
    if patience_s is not None:
        _check("patience_s", patience_s, above_zero=True)
    if not calls_per_hour:
        return 0

    def enough(servers: int) -> bool:
        if patience_s is None:
            steady = without_patience(servers, calls_per_hour=calls_per_hour, handled_s=handled_s)
        else:
            steady = with_patience(
                servers, calls_per_hour=calls_per_hour, handled_s=handled_s, patience_s=patience_s
            )
        return steady.share_waiting_over(limit_s) <= share

    too_few, high = 0, max(1, ceil(offered))
    while not enough(high):
        too_few, high = high, 2 * high
    while high - too_few > 1:
        middle = (too_few + high) // 2
        too_few, high = (too_few, middle) if enough(middle) else (middle, high)
    return high


def _waiting_ahead(servers: int, offered: float, haste: float) -> _Floats:
    """How likely all servers are busy and 0, 1, 2, … wait; `haste` is how often one leaves in a handling.

    By the balance of neighbours, a queue of n is offered / (servers + n * haste) times as likely as one less.
    All states up to an empty queue are 1 / B times as likely as the last of them, where all servers are busy.
    """
    blocked = erlang_b(servers, offered)
    logs = _queue_logs(servers, offered, haste)
    top = float(logs.max())
    weights = np.exp(logs - top)
    chances: _Floats = blocked * weights / (exp(-top) + blocked * float(weights[1:].sum()))
    return chances


def _queue_logs(servers: int, offered: float, haste: float) -> _Floats:
    """The logarithms of how likely 0, 1, 2, … wait, against 0, as far as it matters."""
    size = 64
    while size <= _MOST:
        with np.errstate(divide="ignore"):  # nothing is as likely as exp(-inf)
            logs = _running_sum(0.0, np.log(offered / (servers + np.arange(1, size) * haste)))
        ratio = offered / (servers + size * haste)
        if ratio < 1 and exp(logs[-1] - logs.max()) * ratio / (1 - ratio) < _NEGLIGIBLE:
            return logs
        size *= 2
    raise ValueError(f"more than {_MOST:,} places would be needed for those who wait: patience is too long")


def _still_waiting(size: int, servers: int, handlings: float, haste: float) -> _Floats:
    """How likely one who never leaves, with 0, 1, … size - 1 ahead, is unanswered after so many handlings.

    With k ahead the next step forward comes at the rate servers + k * haste, down to k = 0. The sum of such
    exponential times exceeds t when a negative binomial number, of servers / haste successes at the chance
    exp(-haste * t), is at most the number ahead; a Poisson number as haste goes to 0. Every term is positive,
    so nothing cancels.
    """
    ahead = np.arange(size - 1)
    growth = -expm1(-haste * handlings) / haste
    with np.errstate(divide="ignore"):  # without a server all stay where they are
        logs = _running_sum(-servers * handlings, np.log((servers + ahead * haste) * (growth / (ahead + 1))))
    chances: _Floats = np.minimum(np.cumsum(np.exp(logs)), 1.0)
    return chances


def _running_sum(first: float, steps: _Floats) -> _Floats:
    return np.cumsum(np.concatenate(([first], steps)))


def _offered(calls_per_hour: float, handled_s: float) -> float:
    """The calls that come in the time of one handling, in erlangs."""
    _check("calls_per_hour", calls_per_hour)
    _check("handled_s", handled_s, above_zero=True)
    offered = calls_per_hour * handled_s / _HOUR_S
    _check("calls_per_hour * handled_s", offered)
    return offered


def _check(name: str, value: float, *, above_zero: bool = False) -> None:
    if not isfinite(value) or value < 0 or (above_zero and not value):
        wanted = "above 0" if above_zero else "0 or more"
        raise ValueError(f"{name} must be {wanted} and finite, not {value}")


def _check_servers(servers: int) -> None:
    if not isinstance(servers, Integral) or not 0 <= servers <= _MOST:
        raise ValueError(f"servers must be a whole number from 0 to {_MOST:,}, not {servers}")
