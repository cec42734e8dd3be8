"""What was measured in every replication: trees of numbers as columns, paired replication by replication."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np

from opmodels.appraise.intervals import F8, Estimate, estimate_columns

Path: TypeAlias = tuple[str, ...]
Tree: TypeAlias = Mapping[str, "float | Tree | None"]
Estimates: TypeAlias = Mapping[str, "Estimate | Estimates | None"]


def list_leaves(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, float | None]]:
    """Yield every number of a tree with its path."""
    for key, node in tree.items():
        if isinstance(node, Mapping):
            yield from list_leaves(node, (*path, key))
        else:
            yield (*path, key), node


@dataclass(frozen=True)
class Sample:
    """The measures of every replication.

    Parameters
    ----------
    paths
        Names of the measures.
    values
        (replications, measures) float64; NaN where a replication could not say.
    """

    paths: tuple[Path, ...]
    values: F8

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def places(self) -> Mapping[Path, int]:
        """The column of each measure."""
        return {path: place for place, path in enumerate(self.paths)}

    def __contains__(self, path: object) -> bool:
        return path in self.places

    def column(self, *path: str) -> F8:
        """Return a measure in every replication, (replications,) float64; all NaN where there is none."""
        place = self.places.get(path)
        return np.full(len(self.values), np.nan) if place is None else self.values[:, place]

    def names(self, *path: str) -> list[str]:
        """Return the keys below a path, in order."""
        depth = len(path)
        below = [one for one in self.paths if one[:depth] == path and len(one) > depth]
        return list(dict.fromkeys(one[depth] for one in below))

    def with_columns(self, columns: Mapping[Path, F8]) -> Sample:
        """Return the sample with some measures added or replaced."""
        new = [path for path in columns if path not in self.places]
        values = np.concatenate([self.values, np.full((len(self.values), len(new)), np.nan)], axis=1)
        made = Sample((*self.paths, *new), values)
        for path, column in columns.items():
            made.values[:, made.places[path]] = column
        return made

    def without(self, drop: Callable[[Path], bool]) -> Sample:
        """Return the sample without the measures whose path is dropped."""
        kept = [place for place, path in enumerate(self.paths) if not drop(path)]
        return Sample(tuple(self.paths[place] for place in kept), self.values[:, kept])

    def first(self, count: int) -> Sample:
        """Return the first replications."""
        return replace(self, values=self.values[:count])

    @cached_property
    def by_path(self) -> Mapping[Path, Estimate]:
        """The estimate of every measure."""
        return dict(zip(self.paths, estimate_columns(self.values), strict=True))

    @property
    def estimates(self) -> Estimates:
        """The estimates as a tree."""
        return grow(self.by_path)

    def estimate(self, *path: str) -> Estimate:
        """Return the estimate of one measure, unknown where there is none."""
        return self.by_path.get(path, Estimate())


def stack_trees(trees: Sequence[Tree]) -> Sample:
    """Return the measures of one tree for each replication as columns."""
    flat = [dict(list_leaves(tree)) for tree in trees]
    paths = tuple(dict.fromkeys(path for one in flat for path in one))
    rows = [[_as_number(one.get(path)) for path in paths] for one in flat]
    return Sample(paths, np.array(rows, np.float64).reshape(len(flat), len(paths)))


def _as_number(value: float | None) -> float:
    return np.nan if value is None else float(value)


def grow(leaves: Mapping[Path, Any]) -> dict[str, Any]:
    """Return a tree from its leaves by path."""
    tree: dict[str, Any] = {}
    for path, leaf in leaves.items():
        branch = tree
        for key in path[:-1]:
            branch = branch.setdefault(key, {})
        branch[path[-1]] = leaf
    return tree


def subtract(after: Sample, before: Sample) -> Sample:
    """Return the difference of what both measure, replication by replication, over those that both have."""
    count = min(len(after), len(before))
    shared = [path for path in after.paths if path in before.places]
    ours, theirs = ([one.places[path] for path in shared] for one in (after, before))
    return Sample(tuple(shared), after.values[:count, ours] - before.values[:count, theirs])


def mend_gaps(difference: Estimates, after: Estimates, before: Estimates) -> dict[str, Any]:
    """Return a tree of differences with None at the first key that only one of the two sides has."""
    made: dict[str, Any] = {}
    for key in dict.fromkeys([*before, *after]):
        ours, theirs, node = after.get(key), before.get(key), difference.get(key)
        if not (isinstance(ours, Mapping) and isinstance(theirs, Mapping)):
            made[key] = node if key in after and key in before else None
        else:
            made[key] = mend_gaps(node if isinstance(node, Mapping) else {}, ours, theirs)
    return made


def as_plain(node: Estimates | Estimate | None) -> Any:
    """Return a tree of estimates as plain dictionaries and numbers, ready for JSON."""
    if isinstance(node, Estimate):
        return node.as_dict()
    return {key: as_plain(child) for key, child in node.items()} if isinstance(node, Mapping) else node
