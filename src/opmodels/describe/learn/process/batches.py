"""Work that is done for several cases at one moment, after they have waited for each other.

For each activity it is seen how many events fall on the moment of another case's, after a wait of most.
How many do so by chance is found by moving each event by up to two hours either way, again and again. Where a
team opens, several begin at once because they waited for the opening: what is begun first on a day, and is
not all that is done that day, does not count. Work that is done one after the other in one go is not looked
for. The first thing that is done for a case shows no waiting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.demand import DAYS
from opmodels.describe.learn.process.finding import (
    TOO_MANY,
    Finding,
    choose_sure,
    find_ratio_range,
    is_too_many,
    write_percent,
    write_span,
)
from opmodels.describe.learn.process.traces import DAY, HOUR, I8, WEEK, Traces, weekday_of

KIND = "batches"
MINUTE = 60_000
FEWEST = 50
"""Events after a wait, without which an activity is not tested."""
SAME, COARSE = 5_000, 0.9
"""Ms within which two moments are the same; share of stamps on whole minutes from which these count."""
SAME_MINUTE = MINUTE - 1
"""Ms within which two moments are the same where stamps are whole minutes: the next minute is another."""
ROUND = 5 * MINUTE
"""Stamps that are multiples of this say nothing of moments."""
MOVED, TRIALS = 2 * HOUR, 999
"""Ms by which events are moved, and how often."""
LEAST, CROWDED = 0.2, 0.4
"""The least share beyond chance that is told; the share by chance from which nothing can be told."""
MOSTLY = 0.8
"""Share of the batches that keep to a rule if it is one."""
ONLY_DATES = "only dates are recorded: what is done at one moment is not known"
ROUNDED = "times are rounded to five minutes or more: what is done at one moment is not known"
FEW = f"no activity is done {FEWEST} times after a wait, and not so often that cases fall together by chance"
NOT_IN_FILE = (
    "not written into the file, because delays as learned hold that waiting: where you know the rule, put a"
    " step with 'batch' before it, and shorten the delay"
)


@dataclass(frozen=True)
class Batching:
    """How much of an activity is done in batches.

    Parameters
    ----------
    name
        The activity.
    share, range
        Share of its events that are done at one moment with another case's, with the 95 % range.
    by_chance
        The share by chance.
    chance
        The chance of so many where there are no batches.
    size
        How many are done together on average.
    rule
        When that happens, in words.
    """

    name: str
    share: float
    range: tuple[float, float]
    by_chance: float
    chance: float
    size: float
    rule: str


def find_batches(traces: Traces, came: I8, only_dates: bool) -> Finding:
    """Return which activities are done in batches.

    Parameters
    ----------
    traces
        The log.
    came
        (events,) when each could have begun, as `find_comings` has it.
    only_dates
        Whether the log has no times of day.
    """
    if only_dates:
        return Finding(KIND, "cannot be told", (ONLY_DATES,))
    if (traces.begin % ROUND == 0).mean() >= COARSE:
        return Finding(KIND, "cannot be told", (ROUNDED,))
    tested = list(list_batching(traces, came))
    if not tested:
        return Finding(KIND, "cannot be told", (FEW,))
    sure = choose_sure([one.chance for one in tested])
    found = [
        one for one, good in zip(tested, sure, strict=True) if good and one.share - one.by_chance >= LEAST
    ]
    if not found and is_too_many([one.chance for one in tested], TRIALS):
        return Finding(KIND, "cannot be told", (TOO_MANY.format(len(tested), "activities"),))
    if not found:
        none = f"none of {len(tested)} activities is done for several cases at one moment"
        return Finding(KIND, "not found", (none,))
    found.sort(key=lambda one: (-one.share, one.name))
    told = (*(_tell(one) for one in found), NOT_IN_FILE)
    return Finding(KIND, "found", told, tuple(_describe(one) for one in found))


def list_batching(traces: Traces, came: I8) -> Iterator[Batching]:
    """Yield how much of each activity is done in batches, where enough is done and not too much by chance."""
    same = SAME_MINUTE if (traces.begin % MINUTE == 0).mean() >= COARSE else SAME
    counts = ~traces.is_first & ~_is_again(traces)
    for activity, name in enumerate(traces.activities):
        rows = np.flatnonzero((traces.activity == activity) & counts)
        if (traces.begin - came > same)[rows].sum() < FEWEST:
            continue
        moment, could = traces.begin[rows], came[rows]
        seen = mark_together(moment, could, same)
        by_chance = _move(moment, could, same)
        if by_chance.mean() > CROWDED:
            continue
        week = np.unique(moment // WEEK, return_inverse=True)[1]
        span = find_ratio_range(
            np.asarray(np.bincount(week, weights=seen), np.float64), np.asarray(np.bincount(week), np.float64)
        )
        chance = (1 + int((by_chance >= seen.mean()).sum())) / (TRIALS + 1)
        sizes, firsts = _list_batches(moment, seen, same)
        size = float(sizes.mean()) if len(sizes) else 0.0
        yield Batching(
            name, float(seen.mean()), span, float(by_chance.mean()), chance, size, find_rule(sizes, firsts)
        )


def _is_again(traces: Traces) -> NDArray[np.bool_]:
    """Return (events,) whether a case has the same activity at the same moment already."""
    what = np.stack([traces.case, traces.activity, traces.begin])
    again = np.ones(len(traces.case), np.bool_)
    again[np.unique(what, axis=1, return_index=True)[1]] = False
    return again


def mark_together(moment: I8, could: I8, same: int) -> NDArray[np.bool_]:
    """Return (events,) whether each is done at one moment with others, of whom half at least had waited.

    The last to come may be what the others waited for, and so wait for nothing.

    Parameters
    ----------
    moment, could
        (events,) when each was begun, and when it could have been.
    same
        Ms within which moments are the same.
    """
    order = np.argsort(moment, kind="stable")
    group = np.cumsum(np.diff(moment[order], prepend=moment[order][0]) > same)
    count, day = np.bincount(group), moment[order] // DAY
    begins = np.flatnonzero(np.diff(group, prepend=-1))
    first = np.concatenate([[True], np.diff(day[begins]) != 0])
    of_day = np.unique(day, return_counts=True)
    whole = count == of_day[1][np.searchsorted(of_day[0], day[begins])]
    waited = np.bincount(group, weights=moment[order] - could[order] > same)
    counts = (count > 1) & (waited * 2 >= count) & (~first | whole)
    together = np.empty(len(moment), np.bool_)
    together[order] = counts[group]
    return together


def _move(moment: I8, could: I8, same: int) -> NDArray[np.float64]:
    """Return the share done together by chance, once for each trial."""
    rng = np.random.default_rng(4)
    shares = np.empty(TRIALS)
    for trial in range(TRIALS):
        moved = np.maximum(moment + rng.integers(-MOVED, MOVED, len(moment)), could + same + 1)
        moved = moved // MINUTE * MINUTE if same == SAME_MINUTE else moved
        shares[trial] = mark_together(moved, could, same).mean()
    return shares


def _list_batches(moment: I8, seen: NDArray[np.bool_], same: int) -> tuple[I8, I8]:
    """Return how many are in each batch, and when it is."""
    done = np.sort(moment[seen])
    if not len(done):
        return done, done
    first = np.concatenate([[True], np.diff(done) > same])
    return np.bincount(np.cumsum(first) - 1), done[first]


def find_rule(sizes: I8, firsts: I8) -> str:
    """Return when batches are done, in words: at a number, at a time of day, on days, or by no rule seen.

    Parameters
    ----------
    sizes, firsts
        (batches,) how many are in each, and when it is.
    """
    if not len(sizes):
        return "none"
    usual, count = np.unique(sizes, return_counts=True)
    if count.max() >= MOSTLY * len(sizes):
        return f"whenever {int(usual[count.argmax()])} are there"
    words = []
    days = np.bincount(weekday_of(firsts), minlength=7)
    some = np.flatnonzero(days >= (1 - MOSTLY) / 2 * len(firsts))
    if len(some) <= 3 and days[some].sum() >= MOSTLY * len(firsts):
        words.append("on " + ", ".join(DAYS[one] for one in some))
    quarter, times = np.unique(firsts % DAY // (15 * MINUTE), return_counts=True)
    if times.max() >= MOSTLY * len(firsts):
        at = int(quarter[times.argmax()]) * 15
        words.append(f"at about {at // 60:02d}:{at % 60:02d}")
    return " ".join(words) or "by no rule that is seen"


def _describe(one: Batching) -> dict[str, Any]:
    return {
        "activity": one.name, "share": one.share, "range": list(one.range), "by_chance": one.by_chance,
        "mean_size": one.size, "when": one.rule,
    }  # fmt: skip


def _tell(one: Batching) -> str:
    return (
        f"'{one.name}' is done at one moment with other cases in {write_percent(one.share)} of events"
        f" ({write_span(one.range)}; by chance {write_percent(one.by_chance)}), {one.size:.3g} together on"
        f" average, {one.rule}"
    )
