"""Days on which people who otherwise work do nothing, beyond what their weekly hours say.

For each name it is found on which days of the week they work: on nearly every one (`KEPT`), or on hardly any.
A day of their week without any work is a day absent, unless the day is one on which nobody worked. Somebody
may also be there and have nothing to do: how many such days there are is guessed from how many days had one
and two pieces of work (Chao 1987; right where work comes by chance, too few where days are very uneven), and
taken off. Whether there is absence at all is tested with a guess from above: twice that, with one more than
the days seen by two standard errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.learn.log.event_log import NOBODY
from opmodels.describe.learn.process.finding import (
    Finding,
    choose_sure,
    find_chance,
    find_ratio_range,
    write_percent,
    write_span,
)
from opmodels.describe.learn.process.staff import find_roles
from opmodels.describe.learn.process.traces import DAY, FIRST_WEEKDAY, I8, Traces, weekday_of

KIND = "absence"
FEWEST_DAYS, FEWEST_PEOPLE = 40, 2
"""Days of somebody's week, and people with a week, without which nothing can be told."""
KEPT, RARE = 0.7, 0.1
"""On so large a share of Mondays somebody works who works on Mondays; on no more, who does not."""
IDLE = 0.1
"""With a larger share of days with nothing to do, days absent cannot be told from them."""
LEAST = 0.01
"""A smaller share of days is not told."""
NO_NAMES = "nobody is named who did the work"
NO_WEEK = (
    f"fewer than {FEWEST_PEOPLE} people work on the same days each week, {FEWEST_DAYS} days or more, with"
    " enough to do to tell a day absent from a day without work"
)
NOT_IN_FILE = (
    "not written into the file, because its staff are those at work on a busy day, so that part of it is in"
    " their number; where you put in all posts, give the pool this 'absence'"
)
MEANS = "leave, training and work that is not in the log count as absence too"


@dataclass(frozen=True)
class Attendance:
    """Somebody's days.

    Parameters
    ----------
    week
        (days,) which week each day of theirs is in.
    away
        (days,) whether nothing was done on it.
    idle, most_idle
        On how many days they are likely to be there with nothing to do, and on how many at most.
    """

    week: I8
    away: NDArray[np.bool_]
    idle: float
    most_idle: float

    @property
    def chance(self) -> float:
        """The chance of so many days without work where they are never absent."""
        return find_chance(int(self.away.sum()), len(self.away), min(self.most_idle / len(self.away), 1.0))


def find_absence(traces: Traces) -> Finding:
    """Return on which share of their days people are absent.

    Parameters
    ----------
    traces
        The log.
    """
    if not (traces.resource != NOBODY).any():
        return Finding(KIND, "cannot be told", (NO_NAMES,))
    people = [one for one in list_attendance(traces) if one.idle <= IDLE * len(one.away)]
    if len(people) < FEWEST_PEOPLE:
        return Finding(KIND, "cannot be told", (NO_WEEK,))
    sure = choose_sure([one.chance for one in people])
    share, span = measure_absence(people)
    if not sure.any() or share < LEAST:
        return Finding(KIND, "not found", (f"of {len(people)} people nobody is away beyond their week",))
    days = sum(len(one.away) for one in people)
    told = (
        f"{write_percent(share)} of {days:,} days of {len(people)} people ({write_span(span)});"
        f" surely so for {int(sure.sum())} of them"
    )
    detail = {
        "share": share,
        "range": list(span),
        "people": len(people),
        "days": days,
        "sure": int(sure.sum()),
    }
    return Finding(KIND, "found", (told, MEANS, NOT_IN_FILE), (detail,))


def list_attendance(traces: Traces) -> Iterator[Attendance]:
    """Yield the days of everybody who works on the same days each week."""
    named = (traces.resource != NOBODY) & ~np.isin(traces.resource, find_roles(traces))
    day, who = traces.end[named] // DAY, traces.resource[named]
    opened = np.unique(day)
    for person in np.unique(who):
        own, pieces = np.unique(day[who == person], return_counts=True)
        days = opened[(opened >= own[0]) & (opened <= own[-1])]
        if len(own) * 2 < FEWEST_DAYS:
            continue
        week = _find_week(days, own)
        if week is None:
            continue
        days = days[week[weekday_of(days * DAY)]]
        if len(days) >= FEWEST_DAYS:
            away = ~np.isin(days, own)
            yield Attendance(
                (days + FIRST_WEEKDAY) // 7, away, *guess_idle(pieces[week[weekday_of(own * DAY)]])
            )


def _find_week(days: I8, own: I8) -> NDArray[np.bool_] | None:
    """Return (7,) on which days of the week somebody works; None where that is not the same each week."""
    here = np.bincount(weekday_of(own * DAY), minlength=7)
    share = here / np.maximum(np.bincount(weekday_of(days * DAY), minlength=7), 1)
    works = share >= KEPT
    return works if works.any() and (share[~works] <= RARE).all() else None


def guess_idle(pieces: I8) -> tuple[float, float]:
    """Return on how many days somebody is likely to be there with nothing to do, and on how many at most.

    Parameters
    ----------
    pieces
        (days,) how much was done on each day on which something was.
    """
    one, two = float((pieces == 1).sum()), max(float((pieces == 2).sum()), 1.0)
    return one**2 / (2 * two), (one + 2 * float(np.sqrt(one)) + 1) ** 2 / two


def measure_absence(people: list[Attendance]) -> tuple[float, tuple[float, float]]:
    """Return the share of days absent with its range, from drawing weeks again."""
    week = np.concatenate([one.week for one in people])
    away = np.concatenate([one.away - one.idle / len(one.away) for one in people])
    _, place = np.unique(week, return_inverse=True)
    part = np.asarray(np.bincount(place, weights=away), np.float64)
    whole = np.asarray(np.bincount(place), np.float64)
    low, high = find_ratio_range(part, whole)
    return float(part.sum() / whole.sum()), (max(low, 0.0), high)
