"""What steps and ends leave on people: factors on the rate of a need (E2.10)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from opmodels.describe.effects import Effect, largest_factor
from opmodels.describe.service import Service
from opmodels.describe.sourced import Quantity
from opmodels.describe.walk import walk_effects
from opmodels.foundation.randomness import hash_purpose
from opmodels.simulate import columns as c
from opmodels.simulate.compile.pathway import Index

FOR_GOOD = 1 << 60
Slots = tuple[tuple[str, str], ...]
"""Pairs of place and need: what a person can have one effect of."""


def list_slots(services: Sequence[Service]) -> Slots:
    """Return every pair of place and need, those of a need together, in the order in which they multiply."""
    pairs = dict.fromkeys(
        (place, need)
        for section in ("steps", "ends")
        for service in services
        for where, place, need, _ in walk_effects(service)
        if where == section
    )
    needs = dict.fromkeys(need for service in services for need in service.needs)
    return tuple(pair for need in needs for pair in pairs if pair[1] == need)


def bound_factors(services: Sequence[Service], streams: Sequence[tuple[str, str]]) -> np.ndarray:
    """Return the largest product of effects that a person can have, by stream; 1 where none exceeds 1."""
    most = np.ones(len(streams))
    for place, need in list_slots(services):
        for row, (whose, group) in enumerate(streams):
            if whose == need:
                most[row] *= max(_largest(service, place, need, group) for service in services)
    return most


def _largest(service: Service, place: str, need: str, group: str) -> float:
    factors = [
        largest_factor(effect.factor, group, service.groups)
        for _, name, whose, effect in walk_effects(service)
        if (name, whose) == (place, need)
    ]
    return max([1.0, *factors])


@dataclass
class _Laws:
    """The different effects that are left: factor, and ms until it begins, that it lasts, that it fades."""

    rows: dict[tuple[float, int, int, int], int] = field(default_factory=dict)

    def add(self, factor: float, effect: Effect) -> int:
        """Return the number of an effect."""
        times = (_ms(effect.after, 0), _ms(effect.lasts, FOR_GOOD), _ms(effect.fades, 0))
        return self.rows.setdefault((factor, *times), len(self.rows))


def _ms(period: Quantity | None, unsaid: int) -> int:
    return unsaid if period is None else math.floor(period.value * 60_000 + 0.5)


def compile_effects(services: Sequence[Service], index: Index) -> dict[str, np.ndarray]:
    """Compile what is left on people by one or two versions of a service; empty where nothing is.

    Parameters
    ----------
    services
        As it is, and as it is after go-live.
    index
        What names mean as numbers.
    """
    slots, laws = list_slots(services), _Laws()
    number = {pair: place for place, pair in enumerate(slots)}
    spans = np.zeros((len(index.steps) if slots else 0, 2), np.int64)
    slot_of, rules = list[int](), list[list[int]]()
    for version, service in enumerate(services):
        for _, place, need, effect in walk_effects(service):
            span = spans[index.steps[version, place]]
            if span[1] == 0:
                span[:] = len(slot_of), len(slot_of)
            span[1] += 1
            slot_of.append(number[place, need])
            found = [effect.factor.of(*segment.kind) for segment in index.segments]
            rules.append([-1 if one is None else laws.add(float(one), effect) for one in found])
    table = np.array([row[1:] for row in laws.rows], np.int64).reshape(-1, c.LAW_COLS)
    return {
        "effect_from": spans,
        "effect_slot": np.array(slot_of, np.int64),
        "effect_rule": np.array(rules, np.int64).reshape(len(rules), len(index.segments)),
        "effect_factor": np.array([row[0] for row in laws.rows], np.float64),
        "effect_law": table,
        "effect_of": _find_spans(slots, index.streams),
    }


def _find_spans(slots: Slots, streams: Sequence[tuple[str, str]]) -> np.ndarray:
    """Return, for each stream, its first slot, the one after its last, and for what cases of lists draw."""
    rows = []
    for need, _ in streams if slots else ():
        mine = [place for place, (_, whose) in enumerate(slots) if whose == need] or [0, -1]
        rows.append((mine[0], mine[-1] + 1, hash_purpose("effect", need)))
    return np.array(rows, np.int64).reshape(-1, c.EFFECT_COLS)
