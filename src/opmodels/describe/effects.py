"""What a step or an end leaves on its person: a factor on the rate of a need, for some time."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import model_validator

from opmodels.describe.part import Part, refuse
from opmodels.describe.sourced import Period, Varied, VariedFactor


class Effect(Part):
    """A factor on how often a person has a need, from some time after a step on."""

    factor: VariedFactor
    """By what the rate of the need is multiplied for the person: 0.7 takes three cases in ten away, 1.2 adds
    two to ten; where it is given by name, those who are not named have no effect."""
    after: Period | None = None
    """How long after the step it begins; at once, unless said."""
    lasts: Period | None = None
    """How long it then holds; for good, unless said."""
    fades: Period | None = None
    """How long it then takes to go back to none, in a straight line; no time, unless said."""

    @model_validator(mode="after")
    def _fades_only_when_it_ends(self) -> Effect:
        if self.fades is not None and self.lasts is None:
            expected = "both lasts and fades, or no fades: what holds for good does not fade"
            raise refuse("fades without lasts", expected, next_step="add lasts:", key="fades")
        return self


def largest_factor(factor: Varied, group: str, groups: Iterable[str]) -> float:
    """Return the largest factor that a case of a group may have, whatever else it is."""
    others = set(groups) - {group}
    values = [float(part) for name, part in factor.by.items() if name not in others]
    values += [] if factor.everyone is None else [float(factor.everyone)]
    return max(values, default=1.0)
