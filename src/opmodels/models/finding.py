"""What was found somewhere about an operating model: in words and figures, how well, and by whom."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, model_validator

from opmodels.describe.part import Part, refuse
from opmodels.describe.sourced import Grade
from opmodels.describe.words import Names
from opmodels.foundation.numerals import UnitError
from opmodels.foundation.units import parse_count
from opmodels.models.arithmetic import read_amount

ID = r"^[a-z][a-z0-9-]*$"
GRADES: tuple[Grade, ...] = ("A", "B", "C", "borrowed", "assumption")
UNDATED = "undated"


class Finding(Part):
    """One thing that was found about this model somewhere."""

    finding: str
    """What was found, with its figure."""
    source: str
    """Who found it and where it is written."""
    year: Annotated[str, Field(pattern=r"^(\d{4}|undated)$")]
    """When it was published; ``undated`` where nobody knows."""
    place: str = ""
    """Where it was found."""
    design: str = ""
    """How it was found: a trial, a before and after, a model."""
    grade: Grade
    """How good the evidence is."""
    adverse: Literal["yes", "no"] = "no"
    """Whether it speaks against the model."""
    verified: Literal["yes", "no"] = "no"
    """Whether the figure was seen in the source or its abstract; if not, it is yet to be checked."""

    def __str__(self) -> str:
        marks = [f"grade {self.grade}", *(["adverse"] if self.adverse == "yes" else [])]
        marks += [] if self.verified == "yes" else ["not verified"]
        return f"{self.finding} ({self.source}, {self.year}; {', '.join(marks)})"


def _read_size(node: Any) -> int:
    try:
        size = parse_count(str(node))
    except UnitError as error:
        raise refuse(error.found, "how many, e.g. 12981") from None
    if size != int(size) or size < 1:
        raise refuse(f"'{node}'", "a whole number, at least 1")
    return int(size)


class Effect(Part):
    """The size of one thing that was found."""

    value: str = ""
    """The figure with its unit."""
    interval: tuple[str, str] | None = None
    """Its 95 % interval, lowest and highest."""
    span: tuple[str, str] | None = None
    """Lowest and highest that were reported, where there is no one figure."""
    n: Annotated[int, PlainValidator(_read_size)] | None = None
    """How many people or cases it rests on."""
    places: Annotated[int, PlainValidator(_read_size)] | None = None
    """Over how many places, or trials, it is an average; one unless said."""
    note: str = ""
    """How it was worked out, if it does not stand so in the source."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Effect:
        if bool(self.value) == bool(self.span):
            found = "both value and span" if self.value else "neither value nor span"
            raise refuse(found, "one of them: value, with its interval if there is one, or span")
        if self.interval and not self.value:
            raise refuse("an interval without a value", "value beside it", key="interval")
        for key, ends in (("interval", self.interval), ("span", self.span)):
            if ends is not None:
                self._check_ends(key, ends)
        return self

    def _check_ends(self, key: str, ends: tuple[str, str]) -> None:
        low, high = (read_amount(end) for end in ends)
        middle = read_amount(self.value) if self.value else low
        kinds = {(one.kind, one.unit) for one in (low, middle, high)}
        if len(kinds) > 1 or not low.value <= middle.value <= high.value:
            told = f" for {self.value}" if self.value else ""
            expected = "ends in the same unit that hold the value" if self.value else "the lower end first"
            raise refuse(f"the {key} {ends[0]} to {ends[1]}{told}", expected, key=key)


class Entry(Finding):
    """A finding of the evidence register, with a name by which cards cite it."""

    id: Annotated[str, Field(pattern=ID)]
    """Its name, author and year: small letters, digits and hyphens."""
    grade: Literal["A", "B", "C"]
    """A trial, review, audit; B quasi-experiment, official evaluation; C consultancy, self-report, case."""
    reported: Literal["independent", "by itself"] = "independent"
    """Who reports it: somebody independent, or the body that it is about."""
    effects: dict[str, Effect] = Field(default_factory=dict)
    """The figures, by what they measure."""
    same_data_as: str = ""
    """Another entry that rests on the same data; the two count once."""
    also: Names = ()
    """Other models of which it speaks."""
    note: str = ""
    """What a reader should know besides."""


def sort_adverse_first(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return findings with the adverse ones first, the best grade first among them."""
    return tuple(sorted(findings, key=lambda one: (one.adverse == "no", GRADES.index(one.grade))))
