"""The workloads for cimba, whose Python classes numba compiles for an engine in C.

M/M/c as its own benchmark is written: whoever comes puts the time into a store, a process for each server
takes it out. The network: a process for each case, which a timer calls away from the queue.
"""

from __future__ import annotations

import cimba as cb
import numpy as np
from cimba import inputs, random

from benchmarks.peers import Result
from benchmarks.workloads import LOAD, MEANS, PATIENCE, ROUTE, SERVERS, SERVERS_OF, URGENT

NODES, CHANCE, PATIENT = len(SERVERS), float(URGENT), float(PATIENCE)


class Queue(cb.Model):
    """M/M/c without its servers."""

    gap: cb.Input[float] = inputs.dist.exponential(mean=1.0)
    service: cb.Input[float] = inputs.dist.exponential(mean=1.0)
    cases: cb.Param[int] = 1
    waiting: cb.Store[float]
    total: float = 0.0
    mean: cb.Output[float]
    gave_up: cb.Output[float]

    def __init__(self, servers: int, cases: int) -> None:
        self.gap, self.cases = inputs.dist.exponential(mean=1 / (LOAD * servers)), cases

    @cb.process
    def come(self):  # type: ignore[no-untyped-def]
        """Let everybody come."""
        for _ in range(self.cases):
            cb.hold(self.gap.next())
            self.waiting.put(cb.now())

    @cb.on_end
    def measure(self):  # type: ignore[no-untyped-def]
        """Keep the mean."""
        self.mean, self.gave_up = self.total / self.cases, 0.0


class OneServer(Queue):
    """M/M/1."""

    @cb.process
    def serve(self):  # type: ignore[no-untyped-def]
        """Serve one after the other."""
        while True:
            came = self.waiting.get()
            cb.hold(self.service.next())
            self.total += cb.now() - came


class TwentyServers(Queue):
    """M/M/20; how many copies of a process there are belongs to the class."""

    @cb.process(copies=20)
    def serve(self):  # type: ignore[no-untyped-def]
        """Serve one after the other."""
        while True:
            came = self.waiting.get()
            cb.hold(self.service.next())
            self.total += cb.now() - came


class Desk(cb.Model):
    """A node of the network."""

    staff: cb.Resource
    mean: float

    def __init__(self, servers: int, mean: float) -> None:
        self.staff, self.mean = cb.Resource(capacity=servers), mean


class Network(cb.Model):
    """The nodes, and where a case goes from each."""

    cases: cb.Param[int] = 1
    desks: list[Desk]
    onward: cb.Array[float] = cb.Array([float(share) for share in np.cumsum(ROUTE, axis=1).ravel()])
    total: float = 0.0
    lost: int = 0
    mean: cb.Output[float]
    gave_up: cb.Output[float]

    def __init__(self, cases: int) -> None:
        self.cases = cases
        self.desks = [Desk(servers, mean) for servers, mean in zip(SERVERS, MEANS, strict=True)]

    @cb.process
    def come(self):  # type: ignore[no-untyped-def]
        """Let everybody come."""
        for _ in range(self.cases):
            cb.hold(random.exponential(1.0))
            urgent = 1 if random.uniform(0.0, 1.0) < CHANCE else 0
            cb.spawn(Case, home=self, urgent=urgent)

    @cb.on_end
    def measure(self):  # type: ignore[no-untyped-def]
        """Keep mean and share."""
        self.mean, self.gave_up = self.total / self.cases, self.lost / self.cases


class Case(cb.Model):
    """Somebody who goes from node to node."""

    home: cb.Ref[Network]
    urgent: int

    @cb.process
    def go(self):  # type: ignore[no-untyped-def]
        """Wait, be served and go on, until there is nowhere to go or patience ends."""
        came, own, node = cb.now(), cb.this_process(), 0
        while node < NODES:
            desk = self.home.desks[node]
            own.timer_set(PATIENT * desk.mean * random.exponential(1.0), 1)
            if desk.staff.acquire(1, self.urgent) != 0:
                self.home.lost += 1
                break
            own.timers_clear()
            cb.hold(desk.mean * random.exponential(1.0))
            desk.staff.release(1)
            chance, place = random.uniform(0.0, 1.0), 0
            while place < NODES and chance >= self.home.onward[NODES * node + place]:
                place += 1
            node = place
        self.home.total += cb.now() - came
        cb.release(self)


def simulate(workload: str, cases: int) -> Result:
    """Run a workload once in cimba: mean time in the system, and share who gave up."""
    kinds = {"mm1": OneServer, "mm20": TwentyServers}
    model = Network(cases) if workload == "network" else kinds[workload](SERVERS_OF[workload], cases)
    found = cb.Experiment(model, window=cb.Window.until_idle(), seed=1).run(workers=1)[model]
    return float(found.mean.values[0, 0]), float(found.gave_up.values[0, 0])
