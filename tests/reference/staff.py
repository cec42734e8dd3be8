"""Pools and the queue before them (E1.4, E3.1, E3.3)."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from typing import Any

from opmodels.describe.pathway import Serve
from opmodels.describe.service import Service


@dataclass(eq=False)
class Case:
    """A case inside the service."""

    key: int
    slot: int
    version: int
    need: str
    group: str
    person: int
    born: int
    visits: dict[str, int] = field(default_factory=dict)
    events: list[tuple[int, str, str, Any]] = field(default_factory=list)
    held: list[tuple[Staff, int]] = field(default_factory=list)
    stopped: int = 0
    due: int = 0
    left: int = 0
    since: int = 0
    timer: int = 0
    """Number of the timer that counts; older ones are void."""
    wake: Any = None
    work: tuple[int, int] = (0, 0)
    booked: Any = None
    place: str = ""


class Staff:
    """The workers of a pool, the lowest free one first."""

    def __init__(self, name: str, number: int) -> None:
        self.name, self.number = name, number
        self.capacity = 0
        self.holders: dict[int, Case] = {}
        self.stopped: set[int] = set()

    @property
    def active(self) -> int:
        """How many are at work."""
        return len(self.holders) - len(self.stopped)

    @property
    def free(self) -> int:
        """How many could begin something."""
        return max(0, self.capacity - self.active)

    def take(self, case: Case) -> None:
        """Let the lowest free worker begin with a case."""
        worker = next(n for n in range(len(self.holders) + 1) if n not in self.holders)
        self.holders[worker] = case
        case.held.append((self, worker))

    def release(self, worker: int) -> None:
        """Let a worker go."""
        del self.holders[worker]
        self.stopped.discard(worker)

    def stop_one(self) -> Case:
        """Pause the highest worker who is at work, and return the case."""
        worker = max(set(self.holders) - self.stopped)
        self.stopped.add(worker)
        return self.holders[worker]

    def resume_one(self) -> Case:
        """Let the lowest paused worker go on, and return the case."""
        worker = min(self.stopped)
        self.stopped.remove(worker)
        return self.holders[worker]


@dataclass(order=True)
class Waiting:
    """A place in the order of all who wait (E3.1)."""

    priority: int
    key: int
    joined: int
    slot: int
    case: Case = field(compare=False)
    step: str = field(compare=False)
    needs: tuple[tuple[str, ...], ...] = field(compare=False)


class Queue:
    """Everybody who waits anywhere, in order."""

    def __init__(self) -> None:
        self.line: list[Waiting] = []

    def join(self, waiting: Waiting) -> None:
        """Put a case in its place."""
        insort(self.line, waiting)

    def leave(self, case: Case) -> None:
        """Take a case out."""
        self.line = [waiting for waiting in self.line if waiting.case is not case]

    def length(self, step: str) -> int:
        """Return how many wait at a step."""
        return sum(waiting.step == step for waiting in self.line)


def find_workers(needs: tuple[tuple[str, ...], ...], staff: dict[str, Staff]) -> list[Staff] | None:
    """Return for each requirement the first of its alternatives that is free, or None (E3.2)."""
    chosen: list[Staff] = []
    for alternatives in needs:
        found = next(
            (staff[name] for name in alternatives if staff[name].free > chosen.count(staff[name])), None
        )
        if found is None:
            return None
        chosen.append(found)
    return chosen


def find_priority(service: Service, step: Serve, case: Case) -> int:
    """Return the priority class of a case at a step: the step's, else the need's, else 5."""
    need = service.needs.get(case.need)
    for varied in (step.priority, need.priority if need else None):
        found = varied.of(case.group, case.need) if varied is not None else None
        if found is not None:
            return int(found.value)
    return 5
