"""Rules: what is left on people can be."""

from __future__ import annotations

import math
from collections.abc import Iterator

from opmodels.describe.effects import largest_factor
from opmodels.describe.fault import Fault
from opmodels.describe.rules_numbers import BOUNDS
from opmodels.describe.service import Service
from opmodels.describe.walk import walk_effects

MOST_TOGETHER = 1000
"""The largest factor that all effects on a need may come to: every candidate up to it has to be looked at."""
MOST_ALONE = BOUNDS["steps", "factor"][1]
"""The largest factor of one of them; a larger one is told by itself."""


def effects_last(service: Service) -> Iterator[Fault]:
    """An effect holds for some time."""
    for section, name, need, effect in walk_effects(service):
        if effect.lasts is not None and effect.lasts.value <= 0:
            path = (section, name, "effects", need, "lasts")
            yield Fault(path, f"lasts: {effect.lasts.written}", "a time above zero, e.g. 52 weeks")


def lists_only_lose_cases(service: Service) -> Iterator[Fault]:
    """Cases of a list of times can be taken away by an effect; there are none to add."""
    for section, name, need, effect in walk_effects(service):
        parts = [*effect.factor.by.items(), ("", effect.factor.everyone)]
        large = next(((who, part) for who, part in parts if part is not None and part.value > 1), None)
        if large and service.needs[need].planned is not None:
            path = (section, name, "effects", need, "factor", *([large[0]] if large[0] else []))
            expected = f"a factor up to 1: the cases of '{need}' come by a list, to which none is added"
            yield Fault(path, f"factor: {large[1].written}", expected)


def effects_together_are_bounded(service: Service) -> Iterator[Fault]:
    """All the effects that one person can have on a need do not make it thousands of times as frequent."""
    found = list(walk_effects(service))
    for need in dict.fromkeys(one[2] for one in found):
        mine = [(section, name, effect) for section, name, whose, effect in found if whose == need]
        for group in service.groups:
            factors = [largest_factor(effect.factor, group, service.groups) for _, _, effect in mine]
            together = math.prod(max(factor, 1.0) for factor in factors)
            if together > MOST_TOGETHER and max(factors) <= MOST_ALONE:
                path = (*mine[-1][:2], "effects", need)
                told = f"effects that together make '{need}' of '{group}' {together:,.0f} times as frequent"
                yield Fault(path, told, f"at most {MOST_TOGETHER:,} times", key=True)
                break


RULES = (effects_last, lists_only_lose_cases, effects_together_are_bounded)
