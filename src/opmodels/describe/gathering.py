"""A step where cases gather until enough are there or a time has come, and then go on together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field, PlainValidator, model_validator

from opmodels.describe.part import Part, WrittenAs, refuse, refuse_alone
from opmodels.describe.serving import AnyStep
from opmodels.describe.sourced import Duration, Whole
from opmodels.describe.split import Onward, Route
from opmodels.describe.words import Clock
from opmodels.foundation import units


class Together(Part):
    """What those who gather wait for; whichever comes first."""

    of: Whole | None = None
    """How many there must be."""
    at: Clock | None = None
    """The time of day at which all who are there go on, e.g. 09:00."""

    @model_validator(mode="after")
    def _waits_for_something(self) -> Together:
        if self.of is None and self.at is None:
            raise refuse("neither of nor at", "how many there must be, a time of day, or both")
        return self

    @property
    def minute(self) -> int | None:
        """The time of day, in minutes after midnight."""
        return None if self.at is None else units.parse_clock(self.at)


def _read_together(node: Any) -> Any:
    named = isinstance(node, Together) or (isinstance(node, Mapping) and "value" not in node)
    return Together.model_validate(node if named else {"of": node})


class Batch(AnyStep):
    """Cases wait here until enough are together or a time has come; then all of them go on at that moment."""

    together: Annotated[Together, PlainValidator(_read_together), WrittenAs({"x-form": "Gathering"})] = Field(
        alias="batch"
    )
    """How many, a time of day, or both."""
    longest: Duration | None = None
    """How long the first of them waits at most; then all who are there go on."""
    fewest: Whole | None = None
    """How many there must at least be when the time has come."""
    too_few: Onward | None = None
    """Where those go who are fewer."""
    then: Onward
    """Where they go on to."""

    @model_validator(mode="after")
    def _fits_together(self) -> Batch:
        refuse_alone(self, "fewest", "too_few")
        if self.fewest is not None and self.longest is None and self.together.at is None:
            expected = "a time at which they are counted"
            raise refuse("fewest without a time", expected, next_step="add longest:", key="fewest")
        enough = self.together.of
        if self.fewest and enough and 0 < enough.value < self.fewest.value:
            expected = f"at most the {enough.written} with whom all go on"
            raise refuse(f"fewest: {self.fewest.written}", expected, key="fewest")
        return self

    def exits(self) -> Iterator[tuple[str, Route]]:
        """Yield every way out, with the cause."""
        yield "then", self.then
        if self.too_few:
            yield "too_few", self.too_few
