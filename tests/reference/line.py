"""The queue before the steps (E3.1)."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from tests.reference.case import Stay


class Waiting(NamedTuple):
    """A place in the order of all who wait; no two have the same slot."""

    priority: int
    key: int
    joined: int
    slot: int
    stay: Stay


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
        if stay.waiting is not None:
            del self.order[bisect_left(self.order, stay.waiting)]
