"""Parts of a case that run side by side: two activities that are under way at the same time.

Tested for each two activities that a case has once each. Where begins are recorded, the spans of those that
take time overlap in more cases than the 2 % that wrong stamps may make. Where only ends are, it can be told
only that two things are done in either order (the rarer order in more than one case of ten): side by side,
or one after the other as it comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from opmodels.describe.learn.process.finding import (
    Finding,
    choose_sure,
    find_chance,
    find_share_range,
    write_percent,
    write_span,
)
from opmodels.describe.learn.process.traces import I8, Traces

KIND = "parts side by side"
FEWEST = 20
"""Cases that have both, without which nothing is tested."""
STRAY = 0.02
"""Share of cases in which stamps may be so wrong that things seem to overlap."""
EITHER, OUT_OF_TURN = 0.25, 0.1
"""The least share of the rarer order that is told, and the share that things out of turn may have."""
MOST = 6
NOT_IN_FILE = (
    "not written into the file, because where the parts begin and join is not learned: there they stand one"
    " after the other, and a case takes longer than it would side by side"
)
NO_PAIRS = f"no two activities take time and are done once each in {FEWEST} cases or more"
NO_BEGINS = "only ends are recorded: side by side and one after the other in any order look alike"


@dataclass(frozen=True)
class Pair:
    """Two activities, in the cases that have each once.

    Parameters
    ----------
    names
        What they are.
    seen
        (cases,) whether they overlap, or come in the rarer order.
    chance
        The chance of so many where they do not run side by side, or always come in the same order.
    """

    names: tuple[str, str]
    seen: I8
    chance: float

    @property
    def share(self) -> float:
        """In which share of the cases that is so."""
        return float(self.seen.mean())

    @property
    def range(self) -> tuple[float, float]:
        """The 95 % range of that share."""
        return find_share_range(int(self.seen.sum()), len(self.seen))


def find_parallel(traces: Traces, has_starts: bool) -> Finding:
    """Return which activities run side by side.

    Parameters
    ----------
    traces
        The log.
    has_starts
        Whether begins are recorded.
    """
    pairs = list(list_pairs(traces, has_starts))
    if not pairs:
        return Finding(KIND, "cannot be told", (NO_PAIRS,))
    sure = choose_sure([pair.chance for pair in pairs])
    least = 0.0 if has_starts else EITHER
    found = [pair for pair, is_sure in zip(pairs, sure, strict=True) if is_sure and pair.share >= least]
    if not found:
        none = "is under way at the same time" if has_starts else "is done in either order"
        return Finding(KIND, "not found", (f"of {len(pairs)} pairs of activities none {none}",))
    return _tell_found(sorted(found, key=lambda pair: (-int(pair.seen.sum()), pair.names)), has_starts)


def _tell_found(found: Sequence[Pair], has_starts: bool) -> Finding:
    words = "at the same time" if has_starts else "in the rarer of both orders"
    details = tuple(
        {
            "activities": list(pair.names),
            "how": words,
            "cases": len(pair.seen),
            "share": pair.share,
            "range": list(pair.range),
        }
        for pair in found
    )
    told = [
        f"'{pair.names[0]}' and '{pair.names[1]}' {words} in {write_percent(pair.share)} of"
        f" {len(pair.seen):,} cases ({write_span(pair.range)})"
        for pair in found[:MOST]
    ]
    told += [f"and {len(found) - MOST} pairs more, in --json"] if len(found) > MOST else []
    if not has_starts:
        return Finding(KIND, "cannot be told", (*told, NO_BEGINS), details)
    return Finding(KIND, "found", (*told, NOT_IN_FILE), details)


def list_pairs(traces: Traces, has_starts: bool) -> Iterator[Pair]:
    """Yield each two activities that enough cases have once each, with what speaks for side by side.

    What takes no time cannot overlap, and is left out where begins are recorded.
    """
    # Of thousands of rare activities, as free text makes them, none can be in a pair.
    enough = np.flatnonzero(np.bincount(traces.activity, minlength=len(traces.activities)) >= FEWEST)
    rows = np.flatnonzero(np.isin(traces.activity, enough))
    place = np.searchsorted(enough, traces.activity[rows])
    counts = np.zeros((traces.cases, len(enough)), np.int32)
    row_of = np.zeros(counts.shape, np.int64)
    np.add.at(counts, (traces.case[rows], place), 1)
    row_of[traces.case[rows], place] = rows
    once = counts == 1
    both = once.T.astype(np.float32) @ once.astype(np.float32)
    for one, other in combinations(range(len(enough)), 2):
        if both[one, other] < FEWEST:
            continue
        cases = once[:, one] & once[:, other]
        names = (traces.activities[enough[one]], traces.activities[enough[other]])
        first, second = row_of[cases, one], row_of[cases, other]
        if not has_starts:
            yield _turn(names, traces, first, second)
            continue
        last = (traces.end > traces.begin)[first] & (traces.end > traces.begin)[second]
        if last.sum() >= FEWEST:
            yield _overlap(names, traces, first[last], second[last])


def _overlap(names: tuple[str, str], traces: Traces, one: I8, other: I8) -> Pair:
    begin, end = traces.begin, traces.end
    seen = np.minimum(end[one], end[other]) > np.maximum(begin[one], begin[other])
    return Pair(names, seen.astype(np.int64), find_chance(int(seen.sum()), len(seen), STRAY))


def _turn(names: tuple[str, str], traces: Traces, one: I8, other: I8) -> Pair:
    """Things at the same moment have no order, and count for neither."""
    apart = traces.end[one] != traces.end[other]
    first = traces.end[one] < traces.end[other]
    rarer = first if first.sum() * 2 <= apart.sum() else apart & ~first
    return Pair(names, rarer.astype(np.int64), find_chance(int(rarer.sum()), len(rarer), OUT_OF_TURN))
