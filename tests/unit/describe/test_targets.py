"""Observed figures, guardrails and the gap are in the unit of what they measure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from opmodels.describe.targets import MEASURES, NEEDS_POOL, NEEDS_STEP, Gap, Rail, SeenAt, parse_measure

PLACES = {"step": "s", "pool": "p", "end": "e", "to": "t", "payer": "x", "time": "5 min"}
VALUES = {
    "wait": "6 min",
    "utilisation": "90 %",
    "budget": "£1m per year",
    "arrived_per_week": "300",
    "overtime": "3",
}


def see(**data: Any) -> Any:
    """Read an observed figure."""
    return TypeAdapter(SeenAt).validate_python({"source": "s", **data})


def guard(**data: Any) -> Any:
    """Read a guardrail."""
    return TypeAdapter(Rail).validate_python(data)


def refuse(kind: Any, node: Any) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Return place and parts of every fault."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(node)
    return [(line["loc"], line.get("ctx", {})) for line in caught.value.errors()]


@pytest.mark.parametrize(
    ("measure", "text", "value"),
    [
        ("wait", "1 h", 60),
        ("gave_up", "5 %", 0.05),
        ("budget", "£8766 per year", 1),
        ("started_per_week", "1,200", 1200),
        ("overtime", "3", 3),
    ],
)
def test_values_have_the_unit_of_the_measure(measure: str, text: str, value: float) -> None:
    """Waits are durations, shares shares, budgets money over time, the rest counts."""
    assert see(measure=measure, value=text, **PLACES).value.value == pytest.approx(value)
    assert guard(measure=measure, at_most=text, **PLACES).at_most.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("measure", "text"), [("wait", "5 %"), ("gave_up", "5 min"), ("budget", "£5"), ("budget", "5")]
)
def test_other_units_are_refused(measure: str, text: str) -> None:
    """The fault is told at the value."""
    assert refuse(SeenAt, {"measure": measure, "value": text, "source": "s", **PLACES})[0][0] == ("value",)


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_every_measure_has_a_reader(measure: str) -> None:
    """No measure is without a unit, and each is read where all places are named."""
    text = next(text for text in VALUES.values() if _reads(parse_measure(measure), text))
    assert guard(measure=measure, at_least=text, **PLACES).measure == measure


def _reads(parse: Any, text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("measure", "place"),
    [
        *((measure, "step") for measure in sorted(NEEDS_STEP)),
        *((measure, "pool") for measure in sorted(NEEDS_POOL)),
        ("end", "end"),
        ("route", "to"),
        ("budget", "payer"),
        ("within", "time"),
    ],
)
def test_measure_names_its_place(measure: str, place: str) -> None:
    """A wait is at a step, utilisation of a pool, and so on."""
    text = next(text for text in VALUES.values() if _reads(parse_measure(measure), text))
    places = {name: value for name, value in PLACES.items() if name != place}
    (_, parts), *_ = refuse(Rail, {"measure": measure, "at_most": text, **places})
    assert parts["next"] == f"add {place}"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"measure": "wait", "step": "s"}, ("value",)),
        ({"value": "6 min", "step": "s"}, ()),
        ({"measure": "wiat", "value": "6 min", "step": "s"}, ()),
        ({"measure": ["wait"], "value": "6 min", "step": "s"}, ()),
        (
            {"measure": "wait", "value": {"value": "6 min", "range": ["7 min", "8 min"]}, "step": "s"},
            ("value", "range"),
        ),
    ],
)
def test_wrong_figures_are_told_once(data: dict[str, Any], place: tuple[Any, ...]) -> None:
    """A figure without measure or value is one fault."""
    faults = refuse(SeenAt, {"source": "s", **data})
    assert len(faults) == 1 and faults[0][0] in (place, ())


def test_nearest_measure_is_told() -> None:
    """A misspelt measure has the right one."""
    assert refuse(SeenAt, {"measure": "wiat", "value": "6 min"})[0][1]["nearest"] == "wait"
    assert refuse(SeenAt, "wait")


def test_observed_figures_have_a_source() -> None:
    """A figure from nowhere is no observation."""
    faults = refuse(SeenAt, {"measure": "time_in_system", "value": "6 min"})
    assert faults[0][1]["found"] == "no 'source'"


@pytest.mark.parametrize(
    "sides", [{}, {"at_most": "5 min", "at_least": "1 min"}, {"at_most": "0 min", "at_least": "0 min"}]
)
def test_guardrail_has_one_side(sides: dict[str, str]) -> None:
    """A line has a most or a least."""
    assert refuse(Rail, {"measure": "time_in_system", **sides})[0][1]["expected"] == "exactly one of them"


def test_what_was_read_is_not_read_again() -> None:
    """Figures can be made in Python."""
    seen = see(measure="wait", step="s", value="6 min")
    assert see(**dict(seen)) == seen


@pytest.mark.parametrize(
    "amount", ["£120k", "£120k per year", "£10k a month", {"value": "£120k", "range": ["£100k", "£150k"]}]
)
def test_gap_is_money_a_year(amount: Any) -> None:
    """However it is written, a gap is an amount a year."""
    gap = Gap.model_validate({"amount": amount, "by": "2027-03-31"})
    assert gap.amount.value == pytest.approx(120_000) and gap.by == date(2027, 3, 31)
