"""Queueing theory in closed form, written from the textbooks; times in the unit of the service time."""

from __future__ import annotations

import math

import numpy as np


def erlang_b(load: float, servers: int) -> float:
    """Share of calls lost when nobody can wait (recursion of Erlang 1917)."""
    blocked = 1.0
    for count in range(1, servers + 1):
        blocked = load * blocked / (count + load * blocked)
    return blocked


def erlang_c(load: float, servers: int) -> float:
    """Share of calls that wait when all do (Erlang 1917)."""
    blocked = erlang_b(load, servers)
    return blocked / (1 - load / servers * (1 - blocked))


def erlang_c_wait(load: float, servers: int, service: float) -> float:
    """Mean wait of all calls of M/M/c."""
    return erlang_c(load, servers) * service / (servers - load)


def erlang_a(arrivals: float, service: float, patience: float, servers: int) -> tuple[float, float]:
    """Mean number waiting and share who give up of M/M/c+M (Palm 1957): a birth and death process, summed."""
    most = servers + 2000
    logs = [0.0]
    for n in range(1, most):
        leave = min(n, servers) / service + max(n - servers, 0) / patience
        logs.append(logs[-1] + math.log(arrivals / leave))
    weights = np.exp(np.array(logs) - max(logs))
    chances = weights / weights.sum()
    waiting = float(sum(chances[n] * (n - servers) for n in range(servers, most)))
    return waiting, waiting / patience / arrivals


def pollaczek_khinchine(arrivals: float, mean: float, sd: float) -> float:
    """Mean wait of M/G/1 (Pollaczek 1930, Khinchine 1932)."""
    return arrivals * (mean**2 + sd**2) / (2 * (1 - arrivals * mean))


def cobham(arrivals: list[float], mean: float) -> list[float]:
    """Mean wait by class of M/M/1 with non-preemptive priorities and one service time (Cobham 1954)."""
    residual = sum(arrivals) * mean**2
    waits, above = [], 0.0
    for rate in arrivals:
        upto = above + rate * mean
        waits.append(residual / ((1 - above) * (1 - upto)))
        above = upto
    return waits


def preemptive(arrivals: list[float], mean: float) -> list[float]:
    """Mean time in M/M/1 by class with preemptive priorities, work going on (White and Christie 1958)."""
    times, above = [], 0.0
    for rate in arrivals:
        upto = above + rate * mean
        times.append(mean / ((1 - above) * (1 - upto)))
        above = upto
    return times


def wait_transform(arrivals: float, mean: float, s: float) -> float:
    """Laplace transform of the wait in M/M/1, first come first served: at `s` per unit of time."""
    load, rate = arrivals * mean, 1 / mean - arrivals
    return 1 - load + load * rate / (rate + s)


def batch_time(arrivals: float, sizes: dict[int, float], mean: float) -> float:
    """Mean time in M/M/1 where cases come in batches (Burke 1975), by Little's law from the mean number."""
    first = sum(size * share for size, share in sizes.items())
    second = sum(size**2 * share for size, share in sizes.items())
    load = arrivals * first * mean
    return float(load * (second + first) / (2 * first * (1 - load)) / (arrivals * first))


def jackson_time(arrivals: float, route: np.ndarray, services: list[float], servers: list[int]) -> float:
    """Mean time in an open network of M/M/c nodes; everyone enters at the first (Jackson 1957)."""
    outside = np.zeros(len(services))
    outside[0] = arrivals
    flows = np.linalg.solve(np.eye(len(services)) - route.T, outside)
    number = sum(
        flow * (erlang_c_wait(flow * s, c, s) + s)
        for flow, s, c in zip(flows, services, servers, strict=True)
    )
    return float(number / arrivals)


def precise(values: np.ndarray | list[float], exact: float) -> tuple[float, float]:
    """Return the relative error of a mean over replications, and that error plus 3.3 standard errors."""
    array = np.asarray(values, np.float64)
    error = abs(array.mean() - exact) / exact
    return float(error), float(error + 3.3 * array.std(ddof=1) / math.sqrt(len(array)) / exact)


def double_ended(
    takers: float, givers: float, patience_of_takers: float, patience_of_givers: float
) -> tuple[float, float]:
    """Return how many takers and how many givers wait in the mean, where each is matched with the first of
    the other side and both leave after exponential patience; rates and patience in one unit of time.

    What waits is a birth-death chain, takers above 0 and givers below; this is its balance, cut at 400.
    """
    most = 400
    above = np.cumprod([takers / (givers + n / patience_of_takers) for n in range(1, most)])
    below = np.cumprod([givers / (takers + n / patience_of_givers) for n in range(1, most)])
    whole = 1 + above.sum() + below.sum()
    numbers = np.arange(1, most)
    return float(numbers @ above / whole), float(numbers @ below / whole)
