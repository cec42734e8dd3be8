"""Planned visits: what each step repeats, and how many visits a kind of case has there (E3.13)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from opmodels.describe.repeating import Repeat
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import Varied
from opmodels.foundation.randomness import hash_purpose
from opmodels.simulate import columns as c
from opmodels.simulate.compile.kinds import Segment
from opmodels.simulate.compile.pathway import Index, list_served
from opmodels.simulate.compile.shelf import Shelf

STARTS = {"planned": c.FROM_PLANNED, "actual": c.FROM_ACTUAL}


def compile_visits(services: Sequence[Service], index: Index, shelf: Shelf) -> dict[str, np.ndarray]:
    """Compile the series of visits of all steps; nothing where no step has any.

    Parameters
    ----------
    services
        As it is, and after go-live.
    index
        What names mean as numbers.
    shelf
        Where quantile tables are collected.
    """
    used = any(step.repeat for service in services for step in list_served(service))
    count = len(index.steps) if used else 0
    lines = np.zeros((count, c.REPEAT_COLS), np.int64)
    rules = np.full((count, len(index.segments), c.REPEAT_RULE_COLS), -1, np.int64)
    for (version, name), number in index.steps.items():
        step = services[version].steps.get(name)
        if isinstance(step, Serve) and step.repeat is not None:
            lines[number] = _lay_series(step.repeat, name)
            for place, segment in enumerate(index.segments):
                rules[number, place, c.SERIES_LENGTH] = _add(step.repeat.visits, segment, shelf)
                rules[number, place, c.GAP] = _add(step.repeat.every, segment, shelf)
    return {"repeat": lines, "repeat_rule": rules}


def _lay_series(repeat: Repeat, name: str) -> list[int]:
    line = [0] * c.REPEAT_COLS
    line[c.REPEATS], line[c.P_VISITS] = STARTS[repeat.from_], hash_purpose(name, "visits")
    within = repeat.due_within
    line[c.DUE_WITHIN] = -1 if within is None else math.floor(within.value * 60_000 + 0.5)
    return line


def _add(varied: Varied, segment: Segment, shelf: Shelf) -> int:
    spread = varied.of(*segment.kind)
    return -1 if spread is None else shelf.add(spread.distribution)
