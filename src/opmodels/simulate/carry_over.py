"""Bookings made before go-live take their place in the diaries of the new version (E1.3)."""

from __future__ import annotations

import numpy as np

from opmodels.simulate import columns as c
from opmodels.simulate.program import I8, Program, State

_EXPECTED = (c.COMING, c.GIVING_BACK, c.MISSING)


def carry_bookings(program: Program, state: State) -> None:
    """Let each booking take the nearest free slot of its day in the diary of after go-live.

    Those of earlier slots come first, then cases by slot number. The time of a booking stays; one that finds
    no slot holds none.
    """
    inside = state.case[: state.scalar[c.HIGH_WATER]]
    booked = np.flatnonzero(np.isin(inside[:, c.PHASE], _EXPECTED))
    times = program.slot_time[inside[booked, c.BOOKED]]
    for time, i in sorted(zip(times.tolist(), booked.tolist(), strict=True)):
        slot = _find_nearest(program, state, int(program.step[inside[i, c.AT], c.DIARY]), time)
        inside[i, c.BOOKED] = slot
        if slot >= 0:
            state.seats_taken[slot] += 1


def _find_nearest(program: Program, state: State, diary: int, time: int) -> int:
    """Return the free slot of the same day that is nearest to a time, the earlier of two, or -1."""
    first, last = program.diary_from[2 * diary + 1 : 2 * diary + 3]
    slots: I8 = program.slot_time[first:last]
    day = int(np.searchsorted(program.midnight, time, side="right"))
    low, high = first + np.searchsorted(slots, program.midnight[day - 1 : day + 1])
    free = low + np.flatnonzero(state.seats_taken[low:high] < program.slot_seats[low:high])
    return int(free[np.argmin(np.abs(program.slot_time[free] - time))]) if len(free) else -1
