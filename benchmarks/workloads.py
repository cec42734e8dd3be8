"""The three workloads: M/M/1, M/M/20, and a network of five nodes with loops back, two priorities and
patience.

The network: everyone enters at node 1, three in ten are urgent; each node is offered 0.9 of its capacity;
patience at a node is
exponential with four times its mean service; who loses patience leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ROUTE = np.array(
    [[0, 0.6, 0.3, 0, 0], [0.1, 0, 0, 0.5, 0], [0, 0.2, 0, 0.4, 0.2], [0, 0, 0.1, 0, 0.4], [0.1, 0, 0, 0, 0]]
)
SERVERS = (3, 5, 4, 6, 2)
SERVERS_OF = {"mm1": 1, "mm20": 20}
"""Servers of the workloads with one queue."""
LOAD, URGENT, PATIENCE = 0.9, 0.3, 4.0
PACE_OF_LONG_RUNS = 4.0
"""At one case a minute, ten million would take longer than the longest run."""
FLOWS = np.linalg.solve(np.eye(5) - ROUTE.T, np.array([1.0, 0, 0, 0, 0]))
MEANS = tuple(float(m) for m in LOAD * np.array(SERVERS) / FLOWS)
"""Mean service at each node, where one case comes per unit of time."""


@dataclass(frozen=True)
class Workload:
    """One workload: about how many cases come, and its service file."""

    name: str
    cases: int
    text: str


def _hours(cases: int, per_minute: float) -> int:
    return max(round(cases / per_minute / 60), 1)


def queue(name: str, servers: int, cases: int) -> Workload:
    """M/M/c at a load of 0.9 with a mean service of one minute."""
    rate = LOAD * servers
    text = f"""
opmodels: 1
service: {name}
time: {{start: 2025-01-06, warm_up: 0 days, run: {_hours(cases, rate)} hours, zone: UTC}}
groups: {{all: {{people: 1000}}}}
needs: {{case: {{rate: {rate * 60:g} per hour, starts_at: serve}}}}
pools: {{servers: {{staff: {servers}, hours: always}}}}
steps: {{serve: {{serve: servers, takes: {{exponential: 1 min}}, then: done}}}}
ends: {{done: met}}
"""
    return Workload(name, cases, text)


def _node(j: int, pace: float) -> str:
    places = {f"node{k + 1}": ROUTE[j, k] for k in range(5) if ROUTE[j, k] > 0}
    then = ", ".join([*(f"{name}: {100 * share:g} %" for name, share in places.items()), "done: rest"])
    mean = MEANS[j] / pace
    return (
        f"  node{j + 1}: {{serve: pool{j + 1}, takes: {{exponential: {mean:.17g} min}}, "
        f"patience: {{exponential: {PATIENCE * mean:.17g} min}}, gives_up_to: lost, then: {{{then}}}}}\n"
    )


def network(cases: int, servers: Sequence[int] = SERVERS, pace: float = 1.0) -> Workload:
    """The network of five nodes.

    Parameters
    ----------
    cases
        About how many come.
    servers
        At each node; where they differ, service times do not.
    pace
        Cases a minute. All times are as much shorter, so that nothing differs but the length of the run.
    """
    urgent, other = URGENT * pace * 60, (1 - URGENT) * pace * 60
    pools = "".join(f"  pool{j + 1}: {{staff: {servers[j]}, hours: always}}\n" for j in range(5))
    text = f"""
opmodels: 1
service: network
time: {{start: 2025-01-06, warm_up: 0 days, run: {_hours(cases, pace)} hours, zone: UTC}}
groups: {{urgent: {{people: 300}}, other: {{people: 700}}}}
needs: {{case: {{rate: {{urgent: {urgent:g} per hour, other: {other:g} per hour}}, starts_at: node1,
priority: {{urgent: 1, other: 2}}}}}}
pools:
{pools}steps:
{"".join(_node(j, pace) for j in range(5))}ends: {{done: met, lost: unmet}}
"""
    return Workload("network", cases, text)


def list_workloads(cases: int) -> tuple[Workload, ...]:
    """Return the workloads, each with about so many cases."""
    queues = (queue(name, servers, cases) for name, servers in SERVERS_OF.items())
    return *queues, network(cases)
