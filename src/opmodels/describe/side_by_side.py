"""A step at which a case goes on in several parts, side by side, which come together again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import PlainValidator, model_validator

from opmodels.describe.part import REST, WrittenAs, refuse
from opmodels.describe.serving import AnyStep
from opmodels.describe.sourced import NUMBER_SCHEMA, Quantity, parse_people, read_quantity
from opmodels.describe.split import Route
from opmodels.describe.words import read_names

PART_STEPS_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {"type": "string"},
    "minItems": 2,
    "description": "a list of steps",
}
HOW_MANY_SCHEMA: dict[str, Any] = {
    "anyOf": [{"const": "all"}, *NUMBER_SCHEMA["anyOf"]],
    "description": "`all`, or a whole number",
}


def _read_parts(node: Any) -> tuple[str, ...]:
    steps = read_names(node)
    if len(steps) < 2:
        raise refuse(f"{len(steps)} part" if steps else "an empty list", "two parts or more: [blood, xray]")
    if len(set(steps)) < len(steps):
        raise refuse(f"the same step twice in {', '.join(steps)}", "each step once")
    return steps


def _read_how_many(node: Any) -> Any:
    return node if node == "all" else read_quantity(node, parse_people)


class SideBySide(AnyStep):
    """A step at which a case goes on in parts at the same time, and waits until they are done."""

    side_by_side: Annotated[tuple[str, ...], PlainValidator(_read_parts), WrittenAs(PART_STEPS_SCHEMA)]
    """The steps at which the parts begin, one for each part."""
    joins_at: str
    """The step at which a part is done, and at which the whole case goes on; a part that comes to an end is
    done too."""
    waits_for: Annotated[
        Quantity | Literal["all"], PlainValidator(_read_how_many), WrittenAs(HOW_MANY_SCHEMA)
    ] = "all"
    """How many parts must be done before the case goes on; the others then run out by themselves."""

    @property
    def needed(self) -> int:
        """How many parts must be done."""
        return len(self.side_by_side) if self.waits_for == "all" else int(self.waits_for.value)

    @model_validator(mode="after")
    def _waits_for_some(self) -> SideBySide:
        if not 1 <= self.needed <= len(self.side_by_side):
            expected = f"all, or a number from 1 to {len(self.side_by_side)}: so many parts there are"
            raise refuse(f"waits_for: {self.needed}", expected, key="waits_for")
        return self

    def exits(self) -> Iterator[tuple[str, Route]]:
        """Yield every way out, with the cause: the parts, then the whole case."""
        for number, step in enumerate(self.side_by_side, 1):
            yield f"part {number}", Route.model_validate({"to": {step: REST}})
        yield "joins_at", self.join

    @property
    def join(self) -> Route:
        """The way of the whole case."""
        return Route.model_validate({"to": {self.joins_at: REST}})
