"""Exchanges, where those who give and those who take are brought together, and the ways between areas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, PlainValidator, model_validator

from opmodels.describe.condition import Condition
from opmodels.describe.part import Part, WrittenAs, as_list, refuse, show
from opmodels.describe.sourced import Duration
from opmodels.describe.words import ONE_OR_MORE, Clock
from opmodels.foundation import units
from opmodels.foundation.errors import find_nearest, name_list
from opmodels.foundation.weeks import DAY

AT_ONCE = "at once"
Alike = Literal["area", "group", "need", "severity"]
UNKNOWN_THEN = ("has", "lacks", "been_at", "times", "queue", "at_least", "during")
"""What of a condition cannot be asked of those who are matched."""


class Rounds(Part):
    """Times at which all who wait are looked at together."""

    every: Duration | None = None
    """How long from one to the next, counted from the start of the run; with `at`, whole days."""
    at: Clock | None = None
    """The time of day, every day unless `every` says how many days."""

    @model_validator(mode="after")
    def _comes_round(self) -> Rounds:
        if self.every is None and self.at is None:
            raise refuse("neither every nor at", "a time between rounds, a time of day, or both")
        if self.every is None:
            return self
        if self.at is None and self.every.value < 1:
            raise refuse(f"every: {self.every.written}", "a minute or more", key="every")
        if self.at is not None and (self.every.value < DAY or self.every.value % DAY):
            raise refuse(f"every: {self.every.written} beside at", "whole days, e.g. 1 day", key="every")
        return self

    @property
    def minute(self) -> int | None:
        """The time of day, in minutes after midnight."""
        return None if self.at is None else units.parse_clock(self.at)


class Pair(Part):
    """Who can be matched with whom."""

    gives: Condition = Field(default_factory=Condition)
    """Of which group, need, area or severity the giver is; any, unless said."""
    takes: Condition = Field(default_factory=Condition)
    """Of which the taker is."""

    @model_validator(mode="after")
    def _asks_for_what_is_known(self) -> Pair:
        for side in (self.gives, self.takes):
            asked = [name for name in UNKNOWN_THEN if getattr(side, name)]
            if asked:
                expected = "group, need, area or severity"
                step = "ask for it at a branch before, which leads to an exchange of its own"
                raise refuse(f"'{asked[0]}' in fits", expected, next_step=step)
        return self


def _read_rounds(node: Any) -> Any:
    if isinstance(node, Mapping | Rounds):
        return Rounds.model_validate(node)
    if node != AT_ONCE:
        near = find_nearest(str(node), [AT_ONCE])
        raise refuse(show(node), f"{AT_ONCE}, or times: {{every: 1 day, at: 18:00}}", near)
    return None


def _read_alike(node: Any) -> tuple[str, ...]:
    names, known = as_list(node), get_args(Alike)
    for name in names:
        if name not in known:
            raise refuse(show(name), f"one of {name_list(list(known))}", find_nearest(str(name), known))
    return tuple(names)


class Exchange(Part):
    """Brings those who give and those who take together, where they fit each other."""

    matches: Annotated[Rounds | None, PlainValidator(_read_rounds), WrittenAs({"x-form": "Rounds"})] = None
    """`at once`, as somebody comes who fits; or at certain times, for all who wait then."""
    same: Annotated[
        tuple[Alike, ...],
        PlainValidator(_read_alike),
        WrittenAs({**ONE_OR_MORE, "description": "of area, group, need and severity, one or several"}),
    ] = ()
    """What both must have in common."""
    fits: tuple[Pair, ...] = ()
    """Who can be matched with whom; one line must hold. Anybody with anybody, unless said."""
    order: Literal["first_come", "nearest"] = "first_come"
    """Whom of those who fit a case is matched with: who waits longest, or who has the shortest way."""
    longest_way: Duration | None = None
    """The longest way between the areas of the two."""

    @property
    def needs_ways(self) -> bool:
        """Whether it asks how far areas are from each other."""
        return self.order == "nearest" or self.longest_way is not None

    def suits(self, giver: Mapping[str, str], taker: Mapping[str, str]) -> bool:
        """Whether a giver and a taker fit each other, each given by its area, group, need and severity."""
        alike = all(giver[what] == taker[what] for what in self.same)
        pairs = self.fits or (Pair(),)
        return alike and any(p.gives.concerns(**giver) and p.takes.concerns(**taker) for p in pairs)


Ways = dict[str, dict[str, Duration]]
"""How far areas are from each other."""


def find_way(ways: Mapping[str, Mapping[str, Any]], one: str, other: str) -> float | None:
    """Return the minutes from one area to another: as said, or as said of the way back; 0 within an area
    unless said; None where nothing is known."""
    for start, end in ((one, other), (other, one)):
        if end in ways.get(start, {}):
            return float(ways[start][end].value)
    return 0.0 if one == other else None
