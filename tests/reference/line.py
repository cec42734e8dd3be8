"""The queue before the steps (E3.1)."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.reference.case import Stay


@dataclass(order=True)
class Waiting:
    """A place in the order of all who wait."""

    priority: int
    key: int
    joined: int
    slot: int
    stay: Stay = field(compare=False)


class Line:
    """Everybody who waits anywhere, in order."""

    def __init__(self, grows: Callable[[str], None]) -> None:
        self.order: list[Waiting] = []
        self.lengths: Counter[str] = Counter()
        self.grows = grows

    def join(self, waiting: Waiting) -> None:
        """Put a case in its place."""
        self.move(waiting)
        self.lengths[waiting.stay.place] += 1
        self.grows(waiting.stay.place)

    def count(self, place: str, change: int) -> None:
        """Count those who wait at a place in an order of its own."""
        self.lengths[place] += change

    def move(self, waiting: Waiting) -> None:
        """Put a case in its place, another perhaps than that which it had."""
        self._drop(waiting.stay)
        waiting.stay.waiting = waiting
        insort(self.order, waiting)

    def leave(self, stay: Stay) -> None:
        """Take a case out."""
        self._drop(stay)
        stay.waiting = None
        self.lengths[stay.place] -= 1

    def _drop(self, stay: Stay) -> None:
        self.order = [waiting for waiting in self.order if waiting.stay is not stay]
