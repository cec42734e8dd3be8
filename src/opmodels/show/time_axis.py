"""An axis of lengths of time from minutes to years, on which ten times as long is equally far everywhere."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opmodels.show import svg

SHORTEST = 0.1
"""Minutes at which the axis begins at the earliest; what is shorter stands there."""
MARKS = (
    (0.1, "6 s"), (1.0, "1 min"), (10.0, "10 min"), (60.0, "1 h"), (360.0, "6 h"), (1440.0, "1 day"),
    (10_080.0, "1 week"), (43_200.0, "30 days"), (144_000.0, "100 days"), (525_600.0, "1 year"),
    (1_576_800.0, "3 years"), (5_256_000.0, "10 years"),
)  # fmt: skip


@dataclass(frozen=True)
class TimeAxis:
    """From minutes to places along a line.

    Parameters
    ----------
    low, high
        Minutes at the two ends.
    start, end
        Where the ends are.
    """

    low: float
    high: float
    start: float
    end: float

    def at(self, minutes: float) -> float:
        """Return where a length stands; what is beyond an end stands at it."""
        inside = min(max(minutes, self.low), self.high)
        part = math.log(inside / self.low) / math.log(self.high / self.low)
        return self.start + part * (self.end - self.start)

    def list_marks(self) -> Iterator[tuple[float, str]]:
        """Yield places with the lengths that stand there; the first holds all that is shorter."""
        for minutes, words in MARKS:
            if self.low <= minutes <= self.high:
                yield self.at(minutes), f"≤ {words}" if minutes == self.low else words


def make_axis(minutes: Iterable[float], start: float, end: float) -> TimeAxis:
    """Return an axis that begins and ends at a mark and holds all lengths but the very shortest."""
    some = [one for one in minutes if one > 0] or [1.0]
    low = max((mark for mark, _ in MARKS if mark <= max(min(some), SHORTEST)), default=MARKS[0][0])
    high = min((mark for mark, _ in MARKS if mark >= max(some) and mark > low), default=10 * max(some))
    return TimeAxis(low, high, start, end)


def draw_axis(axis: TimeAxis, top: float, bottom: float) -> str:
    """Return the marks of an axis, with a line up from each."""
    return "".join(
        svg.line(x, top, x, bottom + 4, stroke="#d9dee3")
        + svg.text(x, bottom + 18, words, 11, text_anchor="middle", fill=svg.FAINT)
        for x, words in axis.list_marks()
    )
