"""How many people a load needs: the square-root rule, and the wait in a queue with many servers."""

from __future__ import annotations

import math


def wait_share(load: float, staff: int) -> float:
    """Return the share of cases that wait where so many serve a load, by Erlang's delay formula (1917)."""
    if staff <= load:
        return 1.0
    blocked = 1.0
    for servers in range(1, staff + 1):
        blocked = load * blocked / (servers + load * blocked)
    return blocked / (1.0 - load / staff * (1.0 - blocked))


def mean_wait(load: float, staff: int, minutes: float) -> float:
    """Return the mean wait in minutes where each case takes so many; without end at full load."""
    if staff <= load:
        return math.inf
    return wait_share(load, staff) * minutes / (staff - load)


def staff_for(load: float, spare: float) -> float:
    """Return the people for a load by the square-root rule: the load, and `spare` times its root."""
    return load + spare * math.sqrt(load)


def fewest_for_wait(load: float, minutes: float, most_wait: float) -> int:
    """Return the fewest people at whom the mean wait is no longer than so many minutes."""
    staff = math.floor(load) + 1
    while mean_wait(load, staff, minutes) > most_wait:
        staff += 1
    return staff
