"""Parts side by side: where they begin, where they come together, for how many the case waits (E3.20)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from opmodels.describe.service import Service
from opmodels.describe.side_by_side import SideBySide
from opmodels.foundation.randomness import hash_names
from opmodels.simulate import columns as c
from opmodels.simulate.compile.pathway import Index


def compile_parts(services: Sequence[Service], index: Index) -> dict[str, np.ndarray]:
    """Compile the steps at which cases go on in parts; nothing where there are none.

    Parameters
    ----------
    services
        As it is, and after go-live.
    index
        What names mean as numbers.
    """
    count = len(index.steps) if most_parts(services) else 0
    lines = np.full((count, c.FORK_COLS), -1, np.int64)
    starts, hashes = list[int](), list[int]()
    for (version, name), number in index.steps.items():
        step = services[version].steps.get(name)
        if isinstance(step, SideBySide):
            line = lines[number]
            line[c.PARTS_FROM], line[c.NEEDED] = len(starts), step.needed
            line[c.JOIN_STEP], line[c.JOIN_ROW] = (
                index.steps[version, step.joins_at],
                index.rows[step.joins_at],
            )
            starts += [index.steps[version, part] for part in step.side_by_side]
            hashes += [hash_names("part", name, part) for part in step.side_by_side]
            line[c.PARTS_UNTIL] = len(starts)
    return {
        "fork": lines,
        "fork_part": np.array(starts, np.int64),
        "fork_hash": np.array(hashes, np.uint64),
    }


def most_parts(services: Sequence[Service]) -> int:
    """Return the most parts in which a case goes on from one step."""
    steps = [step for service in services for step in service.steps.values() if isinstance(step, SideBySide)]
    return max((len(step.side_by_side) for step in steps), default=0)
