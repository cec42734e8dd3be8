"""A whole in parts: where cases go, with their shares; levels of severity, areas, sizes of parties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, PlainValidator, model_validator

from opmodels.describe.part import REST, Part, WrittenAs, refuse, show
from opmodels.describe.sourced import VariedShare
from opmodels.describe.words import Name

SUM_TOLERANCE = 1e-9


def _read_shares(node: Any) -> Any:
    if isinstance(node, str) and node:
        return {node: None}
    if not isinstance(node, Mapping) or not node:
        raise refuse(show(node), "shares by step or end")
    return {name: None if share == REST or share is None else share for name, share in node.items()}


class Split(Part):
    """A whole in parts: several names with their shares, of which one may take the rest."""

    to: Annotated[dict[str, VariedShare | None], BeforeValidator(_read_shares)]
    """Share by name; None stands for the rest."""

    def shares(self, *names: str) -> dict[str, float]:
        """Return the share of each name for a case of these names (group, need), the rest worked out."""
        known = {place: share.of(*names) for place, share in self.to.items() if share is not None}
        plain = {place: 0.0 if share is None else float(share) for place, share in known.items()}
        left = max(0.0, 1.0 - sum(plain.values()))
        return {place: left if share is None else plain[place] for place, share in self.to.items()}

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        rests = [place for place, share in self.to.items() if share is None]
        if len(rests) > 1:
            raise refuse(f"the rest twice, at {' and '.join(rests)}", "at most one that takes the rest")
        names = {name for share in self.to.values() if share is not None for name in share.by}
        for who in [(), *((name,) for name in sorted(names))]:
            self._check_sum(who, bool(rests))
        return self

    def _check_sum(self, who: tuple[str, ...], has_rest: bool) -> None:
        found = [share.of(*who) for share in self.to.values() if share is not None]
        total = sum(float(value) for value in found if value is not None)
        # Where a share is by need and another by group, only the pair of them shows whether it is enough.
        is_whole = has_rest or None in found or total >= 1 - SUM_TOLERANCE
        if total > 1 + SUM_TOLERANCE or not is_whole:
            of_whom = f" for {who[0]}" if who else ""
            raise refuse(
                f"shares that sum to {100 * total:.6g} %{of_whom}",
                "shares that sum to 100 %",
                next_step="let one of them take the rest, or mend the shares",
            )


class Route(Split):
    """Where a case goes next: one place, or several with their shares."""


def read_route(node: Any) -> Any:
    """Read a route: the name of one place, or shares by place.

    Raises
    ------
    PydanticCustomError, pydantic.ValidationError
        When it is neither, or the shares do not add up.
    """
    if isinstance(node, Route):
        return node
    if isinstance(node, str) and node:
        return Route.model_validate({"to": {node: REST}})
    if isinstance(node, Mapping) and node:
        return Route.model_validate({"to": node["to"] if set(node) == {"to"} else node})
    raise refuse(show(node), "the name of a step or an end, or shares: {visit: 74 %, done: rest}")


Onward = Annotated[Route, PlainValidator(read_route), WrittenAs({"x-form": "Onward"})]


class Parting(Split):
    """Shares by names that the description gives itself: levels of severity, areas."""

    to: Annotated[dict[Name, VariedShare | None], BeforeValidator(_read_shares)]
    """Share by name; None stands for the rest."""


def read_parts(node: Any) -> Any:
    """Read shares by name: ``{mild: 70 %, serious: rest}``.

    Raises
    ------
    PydanticCustomError, pydantic.ValidationError
        When it is something else, a name cannot be one, or the shares do not add up.
    """
    if isinstance(node, Split):
        return node
    if not isinstance(node, Mapping) or not node:
        raise refuse(show(node), "shares by name, e.g. {mild: 70 %, serious: rest}")
    return Parting.model_validate({"to": node})


Parts = Annotated[Split, PlainValidator(read_parts), WrittenAs({"x-form": "Parts"})]
