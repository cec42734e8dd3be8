"""What finished work and ends leave on people, as factors on the rates of needs (E2.10)."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from tests.reference.chance import milliseconds
from tests.reference.days import NEVER

if TYPE_CHECKING:
    from opmodels.describe.effects import Effect
    from opmodels.describe.sourced import Quantity
    from tests.reference.case import Case
    from tests.reference.engine import Engine


@dataclass(frozen=True)
class Left:
    """An effect on a person: full from its onset on until it begins to fade."""

    factor: float
    onset: int
    wanes: int
    fade: int

    def at(self, now: int) -> float:
        """Return the factor at a time."""
        if now < self.onset or now >= self.wanes + self.fade:
            return 1.0
        if now < self.wanes:
            return self.factor
        return 1.0 + (self.factor - 1.0) * (self.wanes + self.fade - now) / self.fade


class Effects:
    """The effects on everybody."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.left: dict[tuple[str, int, str, str], Left] = {}
        """By group, number of the person, need and place."""
        self.places: dict[str, list[str]] = {}
        """Where effects on each need are left, in the order in which they multiply."""
        for section in ("steps", "ends"):
            for version in engine.versions:
                for name, place in getattr(version, section).items():
                    for need in getattr(place, "effects", {}):
                        known = self.places.setdefault(need, [])
                        known += [] if name in known else [name]

    def leave(self, case: Case, name: str, said: dict[str, Effect]) -> None:
        """Leave what a place leaves on the person of a case."""
        for need, effect in said.items():
            factor = effect.factor.of(*case.names)
            if factor is not None:
                self._leave(case, need, name, effect, float(factor))

    def _leave(self, case: Case, need: str, name: str, effect: Effect, factor: float) -> None:
        now, whose = self.engine.now, (case.group, case.person, need, name)
        onset = now + _length(effect.after, 0)
        wanes = onset + _length(effect.lasts, NEVER)
        former = self.left.get(whose)
        if former is not None and now < former.wanes + former.fade:
            onset = min(onset, former.onset)
        self.left[whose] = Left(factor, onset, wanes, _length(effect.fades, 0))

    def factor(self, group: str, person: int, need: str) -> float:
        """Return the product of a person's effects on a need."""
        now, nobody = self.engine.now, Left(1.0, 0, 0, 0)
        found = (self.left.get((group, person, need, place), nobody) for place in self.places.get(need, ()))
        return prod(one.at(now) for one in found)

    def most(self, group: str, need: str) -> float:
        """Return at least the largest factor that a person of a group can have."""
        most = 1.0
        for name in self.places.get(need, ()):
            factors = [1.0]
            for version in self.engine.versions:
                effect = getattr(version.steps.get(name) or version.ends.get(name), "effects", {}).get(need)
                named = effect.factor.by if effect else {}
                strange = {other for v in self.engine.versions for other in v.groups} - {group}
                factors += [float(one) for who, one in named.items() if who not in strange]
                factors += [float(effect.factor.everyone)] if effect and effect.factor.everyone else []
            most *= max(factors)
        return most


def _length(said: Quantity | None, unsaid: int) -> int:
    return unsaid if said is None else milliseconds(said.value)
