"""Figures to reproduce, lines that must hold, the gap to close."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, PlainValidator, model_validator

from opmodels.describe.part import Faults, Part, WrittenAs, refuse, show
from opmodels.describe.sourced import (
    NUMBER_SCHEMA,
    Duration,
    Grade,
    Quantity,
    Share,
    Yearly,
    read_quantity,
)
from opmodels.describe.words import Day
from opmodels.foundation import units
from opmodels.foundation.errors import find_nearest, name_list

DURATIONS = frozenset({"wait", "delay", "time_in_system"})
SHARES = frozenset({"gave_up", "utilisation", "end", "within", "missed", "late", "route", "worse_off"})
COUNTS = frozenset({"arrived_per_week", "started_per_week"})
MONEY = frozenset({"budget"})
MeasureName = Literal[
    "wait",
    "delay",
    "time_in_system",
    "gave_up",
    "utilisation",
    "end",
    "within",
    "missed",
    "late",
    "route",
    "worse_off",
    "arrived_per_week",
    "started_per_week",
    "budget",
    "overtime",
]
MEASURES = frozenset(get_args(MeasureName))
NEEDS_STEP = frozenset({"wait", "delay", "within", "missed", "late", "route", "started_per_week"})
NEEDS_POOL = frozenset({"utilisation", "overtime"})


def parse_measure(measure: str) -> Callable[[str], Any]:
    """Return the reader of a value of this measure."""
    if measure in DURATIONS:
        return units.parse_duration
    if measure in SHARES:
        return units.parse_share
    if measure in MONEY:
        return units.parse_money_rate
    return units.parse_count


def _is_read(node: Any) -> Any:
    return node if isinstance(node, Quantity) else read_quantity(node, units.parse_number)


Figure = Annotated[
    Quantity,
    BeforeValidator(_is_read),
    WrittenAs({**NUMBER_SCHEMA, "description": "a number in the unit of the measure"}),
]
"""A number whose unit is that of the measure it belongs to."""


class Measured(Part):
    """Something that a run measures, of somebody or somewhere."""

    measure: MeasureName
    """What is measured: a wait, the share within a time, the share who give up, utilisation, ..."""
    step: str = ""
    """At which step."""
    pool: str = ""
    """Of which pool."""
    group: str = ""
    """Of which group; of all unless said, of every one with ``any``."""
    payer: str = ""
    """Of which payer."""
    end: str = ""
    """Which end, for the share of cases that end so."""
    to: str = ""
    """Which way on, for the share that a step sends there."""
    quantile: Share | None = None
    """Which quantile of a wait; the mean unless said."""
    time: Duration | None = None
    """Within which time, for the share within a time."""
    note: str = ""
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _names_its_place(self) -> Measured:
        places = (
            (NEEDS_STEP, "step"),
            (NEEDS_POOL, "pool"),
            ({"end"}, "end"),
            ({"route"}, "to"),
            ({"budget"}, "payer"),
            ({"within"}, "time"),
        )
        for measures, place in places:
            if self.measure in measures and not getattr(self, place):
                raise refuse(
                    f"the measure {self.measure} without {place}",
                    f"{place}: and its name",
                    next_step=f"add {place}",
                )
        return self


def _read_measured(data: Any, fields: tuple[str, ...]) -> Any:
    """Read the values of a figure in the unit of what it measures."""
    if not isinstance(data, Mapping):
        return data
    measure, expected = data.get("measure"), f"measure: and one of {name_list(sorted(MEASURES), 30)}"
    if measure is None:
        raise refuse(show(data), expected, next_step="say what is measured")
    if not isinstance(measure, str) or measure not in MEASURES:
        near = find_nearest(measure, MEASURES) if isinstance(measure, str) else None
        raise refuse(f"the measure {show(measure)}", expected, near, key="measure")
    faults, read = Faults(), dict(data)
    for field in fields:
        if field in data:
            with faults.at(field):
                read[field] = read_quantity(data[field], parse_measure(measure))
    faults.raise_any()
    return read


def _read_observed(data: Any) -> Observed:
    return Observed.model_validate(_read_measured(data, ("value",)))


def _read_guardrail(data: Any) -> Guardrail:
    return Guardrail.model_validate(_read_measured(data, ("at_most", "at_least")))


class Observed(Measured):
    """A figure seen in reality that the as-is run should reproduce."""

    value: Figure
    """What was seen."""
    tolerance: Share | None = None
    """How far off, as a share of the value, still counts as reproduced; 10 % unless said."""
    source: str
    """Where it was seen."""
    grade: Grade | None = None
    """How good the evidence is."""
    matters: Literal["yes", "no"] = "yes"
    """Whether a miss withholds the verdict."""


class Guardrail(Measured):
    """A line that must hold."""

    at_most: Figure | None = None
    """The value may not exceed this."""
    at_least: Figure | None = None
    """The value may not fall below this."""
    hard: Literal["yes", "no"] = "yes"
    """Whether a model that breaks it is out."""

    @model_validator(mode="after")
    def _has_one_side(self) -> Guardrail:
        if (self.at_most is None) == (self.at_least is None):
            raise refuse(
                "both at_most and at_least" if self.at_most is not None else "neither at_most nor at_least",
                "exactly one of them",
            )
        return self


class Gap(Part):
    """The money to be found and by when."""

    amount: Yearly
    """How much a year."""
    by: Day
    """The day by which it must be found."""
    payer: str = ""
    """Whose gap it is; the first payer unless said."""


SeenAt = Annotated[Observed, PlainValidator(_read_observed, json_schema_input_type=Observed)]
Rail = Annotated[Guardrail, PlainValidator(_read_guardrail, json_schema_input_type=Guardrail)]
