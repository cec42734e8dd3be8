"""Who gains and who loses, person by person: the expected change over replications against a material amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opmodels.appraise.intervals import F8, Estimate, t_quantile
from opmodels.simulate import columns as c
from opmodels.simulate.program import Names

BLOCKS = 5
"""Replications are summed in this many blocks, so that leaving one out tells the error of a share."""


@dataclass(frozen=True)
class Material:
    """From what size on a change counts; all three are assumptions, and settings.

    Parameters
    ----------
    minutes
        Minutes waited per case.
    share
        The same as a share of the mean wait per case as it is; the larger of the two counts.
    met
        Change of the share of a person's cases that end met.
    """

    minutes: float = 5.0
    share: float = 0.10
    met: float = 0.05

    def minutes_for(self, mean: float) -> float:
        """Return the minutes from which on a change of the wait counts, where the mean wait is `mean`."""
        return max(self.minutes, self.share * mean)

    def as_dict(self) -> dict[str, float | str]:
        """Return the amounts by name, and that they are assumptions."""
        return {"minutes": self.minutes, "share_of_mean": self.share, "met": self.met, "grade": "assumption"}


@dataclass
class PersonSums:
    """Cases, cases met and minutes waited of every person, summed over replications.

    Takes ``8 * 3 * BLOCKS`` = 120 bytes per person, however many replications there are.

    Parameters
    ----------
    people
        Number of people.
    sums
        (BLOCKS, people, 3) float64.
    counts
        (BLOCKS,) replications in each block.
    """

    people: int
    sums: F8 = field(init=False)
    counts: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        self.sums = np.zeros((BLOCKS, self.people, c.PERSON_COLS))
        self.counts = np.zeros(BLOCKS, np.int64)

    def add(self, replication: int, person: NDArray[np.float32]) -> None:
        """Add one replication, (people, 3) float32."""
        self.sums[replication % BLOCKS] += person
        self.counts[replication % BLOCKS] += 1

    def widen(self, people: int) -> F8:
        """Return the sums with room for people whom only the other service has, (BLOCKS, people, 3)."""
        more = max(people - self.people, 0)
        return np.concatenate([self.sums, np.zeros((BLOCKS, more, c.PERSON_COLS))], axis=1)


@dataclass(frozen=True)
class GroupWinners:
    """Shares of the people of a group who had a case, before or after.

    Parameters
    ----------
    people
        How many they are.
    better, worse, same
        Shares; whoever is better in one respect and worse in another counts as worse.
    only_before, only_after
        Shares whose needs are met on one side only; they count as worse and as better.
    """

    people: int
    better: Estimate
    worse: Estimate
    same: Estimate
    only_before: float | None
    only_after: float | None

    def as_dict(self) -> dict[str, Any]:
        """Return the shares as JSON has them; the interval is that of the share worse off."""
        return {
            "better": self.better.mean,
            "worse": self.worse.mean,
            "same": self.same.mean,
            "only_before": self.only_before,
            "only_after": self.only_after,
            "people": self.people,
            "worse_interval": [self.worse.low, self.worse.high],
        }


@dataclass(frozen=True)
class Winners:
    """Who gains and who loses.

    Parameters
    ----------
    groups
        By group, the worst off first.
    everyone
        Over all groups.
    minutes
        From how many minutes waited per case a change counted.
    """

    groups: Mapping[str, GroupWinners]
    everyone: GroupWinners
    minutes: float

    @property
    def worse(self) -> dict[str, Estimate]:
        """The share worse off by group, and of all under the empty name."""
        return {**{name: one.worse for name, one in self.groups.items()}, "": self.everyone.worse}

    @property
    def worst_off(self) -> str:
        """The group with the largest share worse off."""
        return next(iter(self.groups), "")

    def as_dict(self) -> dict[str, Any]:
        """Return the shares by group as JSON has them."""
        return {name: one.as_dict() for name, one in self.groups.items()}


BETTER, WORSE, ONLY_AFTER, ONLY_BEFORE = 1, -1, 2, -2


def judge_people(before: F8, after: F8, minutes: float, met: float) -> NDArray[np.int64]:
    """Return for each person better (1), worse (-1), same (0), served only after (2) or only before (-2).

    Parameters
    ----------
    before, after
        (people, 3) cases, cases met, minutes waited, summed over replications.
    minutes, met
        From what change on of minutes waited per case and of the share met it counts.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        wait = after[:, c.P_WAITED] / after[:, c.P_CASES] - before[:, c.P_WAITED] / before[:, c.P_CASES]
        share = after[:, c.P_MET] / after[:, c.P_CASES] - before[:, c.P_MET] / before[:, c.P_CASES]
    wait, share = np.nan_to_num(wait), np.nan_to_num(share)
    worse, better = (wait > minutes) | (share < -met), (wait < -minutes) | (share > met)
    verdict = np.where(worse, WORSE, np.where(better, BETTER, 0))
    verdict[(before[:, c.P_MET] > 0) & (after[:, c.P_MET] == 0)] = ONLY_BEFORE
    verdict[(before[:, c.P_MET] == 0) & (after[:, c.P_MET] > 0)] = ONLY_AFTER
    return verdict.astype(np.int64)


def compare_people(before: PersonSums, after: PersonSums, names: Names, material: Material) -> Winners:
    """Return who gains and who loses between two services that were run on the same people.

    Parameters
    ----------
    before, after
        Sums by person.
    names
        Those of the service that has the more groups.
    material
        From what size on a change counts.
    """
    people = max(before.people, after.people)
    old, new = before.widen(people), after.widen(people)
    minutes = material.minutes_for(_mean_wait(old.sum(axis=0)))
    shares = [_count_shares(old, new, names, minutes, material.met, leave_out) for leave_out in _leave_outs(before)]
    ends = np.concatenate([[0], np.cumsum(names.people)]).astype(int)
    had_case = (old.sum(axis=0)[:, c.P_CASES] + new.sum(axis=0)[:, c.P_CASES]) > 0
    had = [int(had_case[a:b].sum()) for a, b in zip(ends[:-1], ends[1:], strict=True)] + [int(had_case.sum())]
    made = [_summarise(np.array([one[g] for one in shares]), had[g]) for g in range(len(names.groups) + 1)]
    by_group = dict(zip(names.groups, made, strict=False))
    ranked = dict(sorted(by_group.items(), key=lambda item: -(item[1].worse.mean or 0.0)))
    return Winners(ranked, made[-1], minutes)


def _mean_wait(sums: F8) -> float:
    cases = float(sums[:, c.P_CASES].sum())
    return float(sums[:, c.P_WAITED].sum()) / cases if cases else 0.0


def _leave_outs(sums: PersonSums) -> Sequence[int]:
    """Return what is left out: nothing (-1), then each block in turn where there are enough to tell."""
    filled = [block for block in range(BLOCKS) if sums.counts[block]]
    return [-1, *(filled if len(filled) >= 2 else [])]


def _count_shares(old: F8, new: F8, names: Names, minutes: float, met: float, leave_out: int) -> F8:
    """Return shares (groups + 1, 5): better, worse, same, only before, only after; the last row is everyone."""
    kept = [block for block in range(BLOCKS) if block != leave_out]
    before, after = old[kept].sum(axis=0), new[kept].sum(axis=0)
    verdict = judge_people(before, after, minutes, met)
    counted = before[:, c.P_CASES] + after[:, c.P_CASES] > 0
    ends = np.concatenate([[0], np.cumsum(names.people)]).astype(int)
    parts = [slice(a, b) for a, b in zip(ends[:-1], ends[1:], strict=True)] + [slice(None)]
    return np.array([_share_out(verdict[part][counted[part]]) for part in parts])


def _share_out(verdict: NDArray[np.int64]) -> list[float]:
    if not len(verdict):
        return [np.nan] * 5
    shares = (verdict > 0, verdict < 0, verdict == 0, verdict == ONLY_BEFORE, verdict == ONLY_AFTER)
    return [float(one.mean()) for one in shares]


def _summarise(shares: F8, people: int) -> GroupWinners:
    """Return shares with the interval of the delete-one-block jackknife; `shares` is (1 + blocks, 5)."""
    better, worse, same = (_jackknife(shares[:, k]) for k in range(3))
    only = [None if np.isnan(shares[0, k]) else float(shares[0, k]) for k in (3, 4)]
    return GroupWinners(people, better, worse, same, *only)


def _jackknife(values: F8) -> Estimate:
    """Return the whole sample's value with Tukey's jackknife interval, kept within 0 and 1."""
    whole, parts = float(values[0]), values[1:][~np.isnan(values[1:])]
    if np.isnan(whole):
        return Estimate()
    if len(parts) < 2:
        return Estimate(whole)
    count = len(parts)
    error = np.sqrt((count - 1) / count * ((parts - parts.mean()) ** 2).sum())
    half = float(t_quantile(np.array([float(count)]))[0] * error)
    return Estimate(whole, max(whole - half, 0.0), min(whole + half, 1.0))
