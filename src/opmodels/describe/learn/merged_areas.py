"""Tells a row that stands in a file twice from the rows of former areas that now share one code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

Key = tuple[int, ...]
LEAST_ROWS = 20
LEAST_SHARED = 0.5
LEAST_DIFFERENCE = 0.1
LEAST_COUNT = 20


@dataclass(frozen=True)
class Split:
    """How the rows of one area and month hang together.

    Parameters
    ----------
    parts
        How many whole blocks there are; 1 unless former areas share the code.
    repeats
        Rows that stand there twice: their number and that of the first such row, from 0.
    """

    parts: int
    repeats: tuple[tuple[int, int], ...]


def split_parts(rows: Sequence[tuple[Key, int]]) -> Split:
    """Split the rows of one area and month wherever a key comes again.

    When areas merge, the publisher gives their old rows the new code, so that several whole tables follow one
    another. They are accepted as such when every two of them have most of their keys in common but clearly
    different counts; a row copied by mistake has one key in common with the rest, and a table copied by
    mistake has the same counts.

    Parameters
    ----------
    rows
        Key and count in the order of the file.
    """
    parts: list[dict[Key, int]] = [{}]
    first: dict[Key, int] = {}
    repeats: list[tuple[int, int]] = []
    for number, (key, count) in enumerate(rows):
        if key in first:
            repeats.append((number, first[key]))
        if key in parts[-1]:
            parts.append({})
        parts[-1][key] = count
        first.setdefault(key, number)
    if all(_are_areas(one, other) for one, other in combinations(parts, 2)):
        return Split(len(parts), ())
    return Split(1, tuple(repeats))


def _are_areas(one: dict[Key, int], other: dict[Key, int]) -> bool:
    fewest = min(len(one), len(other))
    shared = one.keys() & other.keys()
    if fewest < LEAST_ROWS or len(shared) < LEAST_SHARED * fewest:
        return False
    pairs = [(one[key], other[key]) for key in shared if max(one[key], other[key]) >= LEAST_COUNT]
    return bool(pairs) and median(abs(a - b) / max(a, b) for a, b in pairs) > LEAST_DIFFERENCE
