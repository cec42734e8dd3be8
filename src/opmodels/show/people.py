"""What is left on people, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opmodels.describe.effects import Effect
from opmodels.show.spans import tell_numbers


def tell_effects(effects: Mapping[str, Effect]) -> Iterator[str]:
    """Yield what a step or an end leaves on its person, a clause for each need."""
    for need, effect in effects.items():
        told = [f"multiplies how often its person has {need} by {tell_numbers(effect.factor)}"]
        told += [f"from {effect.after.written} later on"] if effect.after else []
        told += [f"for {effect.lasts.written}"] if effect.lasts else ["for good"]
        told += [f"fading over {effect.fades.written}"] if effect.fades else []
        yield ", ".join(told)


def mark_effects(effects: Mapping[str, Effect]) -> Iterator[str]:
    """Yield the same in a few words, for a drawing: ``changes fall``."""
    yield from (f"changes {need}" for need in effects)
