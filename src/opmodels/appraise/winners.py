"""Who gains and who loses: the share of people whose expected change exceeds a material amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from opmodels.appraise.intervals import F8, Estimate, t_quantile
from opmodels.appraise.person_change import believe
from opmodels.appraise.person_sums import PersonSums
from opmodels.simulate import columns as c
from opmodels.simulate.program import Names

BETTER, WORSE, SAME, ONLY_BEFORE, ONLY_AFTER = range(5)
FEWEST_BLOCKS = 3
"""Blocks of replications below which luck cannot be told from change."""


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


@dataclass(frozen=True)
class GroupWinners:
    """Shares of the people of a group who had cases on both sides.

    Parameters
    ----------
    people
        How many they are.
    better, worse, same
        Shares; whoever is better in one respect and worse in another counts as worse.
    only_before, only_after
        Shares some of whose needs were met on one side and none on the other, luck included.
    """

    people: int
    better: Estimate
    worse: Estimate
    same: Estimate
    only_before: Estimate
    only_after: Estimate

    def as_dict(self) -> dict[str, Any]:
        """Return the shares as JSON has them, with the interval of the share worse off."""
        shares = ("better", "worse", "same", "only_before", "only_after")
        return {
            **{name: getattr(self, name).mean for name in shares},
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
        """The group with the largest share worse off; empty where nobody is."""
        first = next(iter(self.groups.items()), None)
        return first[0] if first and first[1].worse.mean else ""

    def as_dict(self) -> dict[str, Any]:
        """Return the shares by group as JSON has them."""
        return {name: one.as_dict() for name, one in self.groups.items()}


def compare_people(before: PersonSums, after: PersonSums, names: Names, material: Material) -> Winners:
    """Return who gains and who loses between two services that were run on the same people.

    Parameters
    ----------
    before, after
        Sums by person, over the same replications.
    names
        Those of the service that has the more groups.
    material
        From what size on a change counts.
    """
    people = max(before.people, after.people)
    old, new = before.widen(people), after.widen(people)
    minutes = material.minutes_for(_mean_wait(old))
    kept = _choose_blocks(len(old))
    shares = np.array([_share_all(old[blocks], new[blocks], names, minutes, material.met) for blocks in kept])
    made = [_summarise(shares[:, group]) for group in range(len(names.groups) + 1)]
    by_group = dict(zip(names.groups, made, strict=False))
    ranked = dict(sorted(by_group.items(), key=lambda item: -(item[1].worse.mean or 0.0)))
    return Winners(ranked, made[-1], minutes)


def _mean_wait(sums: F8) -> float:
    cases = float(sums[..., c.P_CASES].sum())
    return float(sums[..., c.P_WAITED].sum()) / cases if cases else 0.0


def _choose_blocks(count: int) -> list[list[int]]:
    """Return all blocks, then all but each in turn where enough are left."""
    whole = list(range(count))
    return [whole, *([k for k in whole if k != out] for out in whole if count > FEWEST_BLOCKS)]


def _share_all(old: F8, new: F8, names: Names, minutes: float, met: float) -> F8:
    """Return for each group, and for everyone last, five shares and the number of people, (groups + 1, 6)."""
    ends = [0, *accumulate(names.people)]
    rows = [_share_group(old[:, a:b], new[:, a:b], minutes, met) for a, b in pairwise(ends)]
    table = np.array(rows)
    people = table[:, 5]
    known = people > 0
    shares = np.full(5, np.nan)
    if known.any():
        shares = (table[known, :5] * people[known, None]).sum(axis=0) / people[known].sum()
    return np.concatenate([table, [[*shares, people.sum()]]])


def _share_group(old: F8, new: F8, minutes: float, met: float) -> list[float]:
    """Return the five shares of one group, and the number of its people with cases on both sides."""
    both = (old[..., c.P_CASES].sum(axis=0) > 0) & (new[..., c.P_CASES].sum(axis=0) > 0)
    old, new = old[:, both], new[:, both]
    people = int(both.sum())
    if not people or len(old) < FEWEST_BLOCKS:
        return [np.nan] * 5 + [float(people)]
    met_before, met_after = (one[..., c.P_MET].sum(axis=0) > 0 for one in (old, new))
    only = [float((met_before & ~met_after).mean()), float((met_after & ~met_before).mean())]
    return [*judge_people(old, new, minutes, met), *only, float(people)]


def judge_people(old: F8, new: F8, minutes: float, met: float) -> tuple[float, float, float]:
    """Return the shares of people who are better, worse and as before.

    Parameters
    ----------
    old, new
        (blocks, people, 3) cases, cases met, minutes waited; everyone has a case on both sides.
    minutes, met
        From what change on of minutes waited per case and of the share met it counts.
    """
    wait, share = believe(old, new, c.P_WAITED), believe(old, new, c.P_MET)
    slower, surer = wait.chance_above(minutes), share.chance_above(met)
    faster, rarer = 1.0 - wait.chance_above(-minutes), 1.0 - share.chance_above(-met)
    worse = 1.0 - (1.0 - slower) * (1.0 - rarer)
    same = np.maximum(1.0 - slower - faster, 0.0) * np.maximum(1.0 - surer - rarer, 0.0)
    better = np.maximum(1.0 - worse - same, 0.0)
    return float(better.mean()), float(worse.mean()), float(same.mean())


def _summarise(shares: F8) -> GroupWinners:
    """Return shares with the interval of the delete-one-block jackknife; `shares` is (1 + blocks, 6)."""
    made = [_jackknife(shares[:, k]) for k in range(5)]
    return GroupWinners(
        int(shares[0, 5]), made[BETTER], made[WORSE], made[SAME], made[ONLY_BEFORE], made[ONLY_AFTER]
    )


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
