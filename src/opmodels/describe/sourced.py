"""A number with its unit, its range, where it comes from and how good the evidence is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from opmodels.describe.distributions.base import Distribution
from opmodels.describe.distributions.catalogue import FAMILIES, DistributionError, parse_distribution
from opmodels.describe.part import Faults, Part, WrittenAs, refuse, show
from opmodels.foundation import units
from opmodels.foundation.durations import split_per
from opmodels.foundation.errors import find_nearest
from opmodels.foundation.units import UnitError

Grade = Literal["A", "B", "C", "assumption", "borrowed"]
"""A trial, review or official count; B quasi-experiment or survey; C single case or vendor; or no source."""

SOURCED_KEYS = ("value", "range", "source", "grade", "note")
OTHERS = "others"
NUMBER_SCHEMA: dict[str, Any] = {"anyOf": [{"type": ["string", "number"]}, {"x-form": "Sourced"}]}
VARIED_SCHEMA: dict[str, Any] = {
    "anyOf": [
        *NUMBER_SCHEMA["anyOf"],
        {"type": "object", "additionalProperties": NUMBER_SCHEMA, "minProperties": 1},
    ]
}


class Quantity(Part):
    """One number: plain, or ``{value, range, source, grade}``."""

    value: float
    """The number in the canonical unit: minutes, per hour, money, or a plain share."""
    written: str
    """The number as the analyst wrote it."""
    low: float | None = None
    """Lower end of the range, in the canonical unit."""
    high: float | None = None
    """Upper end of the range, in the canonical unit."""
    source: str = ""
    """Where the number comes from."""
    grade: Grade | None = None
    """How good the evidence is."""
    note: str = ""
    """Anything a reader should know."""
    currency: str = ""
    """For money: its sign."""
    per: str = ""
    """For money per something that is not a stretch of time: that something, e.g. visit."""

    def __float__(self) -> float:
        return self.value


def refuse_unit(error: UnitError | DistributionError, key: str | None = None) -> PydanticCustomError:
    """Turn an error of the units or the distributions into one of a part of the description."""
    return refuse(error.found, error.expected, error.nearest, error.next, key)


def read_text(node: Any, parse: Callable[[str], Any], expected: str) -> Any:
    """Return what `parse` makes of a text.

    Raises
    ------
    PydanticCustomError
        When it is no text, or not one that `parse` reads.
    """
    if not isinstance(node, str):
        raise refuse(show(node), expected)
    try:
        return parse(node)
    except UnitError as error:
        raise refuse_unit(error) from None


def _read_number(node: Any, parse: Callable[[str], Any]) -> tuple[float, dict[str, Any]]:
    parsed = read_text(node, parse, "one number with its unit")
    if isinstance(parsed, units.Money):
        return parsed.amount, {"currency": parsed.currency}
    if isinstance(parsed, units.MoneyRate):
        return _read_money_rate(parsed)
    return float(parsed), {}


def _read_money_rate(rate: units.MoneyRate) -> tuple[float, dict[str, Any]]:
    if rate.is_timed:
        return rate.per_hour(), {"currency": rate.currency}
    return rate.amount, {"currency": rate.currency, "per": rate.per}


def _read_range(node: Any, parse: Callable[[str], Any], value: float) -> dict[str, float]:
    if not isinstance(node, list) or len(node) != 2:
        raise refuse(show(node), "two numbers: [low, high]")
    faults, ends = Faults(), list[float]()
    for place, end in enumerate(node):
        with faults.at(place):
            ends.append(_read_number(end, parse)[0])
    faults.raise_any()
    if not ends[0] <= value <= ends[1]:
        raise refuse(f"the range {node[0]} to {node[1]}", "a range, low to high, that holds the value")
    return {"low": ends[0], "high": ends[1]}


def read_quantity(node: Any, parse: Callable[[str], Any]) -> Any:
    """Read one number, plain or with range, source and grade.

    Raises
    ------
    PydanticCustomError, pydantic.ValidationError
        When it is not such a number; the message says what would be.
    """
    if isinstance(node, Quantity):
        return node
    if isinstance(node, int | float) and not isinstance(node, bool):
        node = repr(node)
    if isinstance(node, Mapping):
        return _read_sourced(node, parse)
    value, extra = _read_number(node, parse)
    return Quantity(value=value, written=str(node), **extra)


def _read_sourced(node: Mapping[str, Any], parse: Callable[[str], Any]) -> Quantity:
    _refuse_unknown(node)
    faults, found = Faults(), dict[str, Any]()
    with faults.at("value"):
        found["value"], extra = _read_number(node["value"], parse)
        found |= extra
    if "range" in node and "value" in found:
        with faults.at("range"):
            found |= _read_range(node["range"], parse, found["value"])
    told = {key: node[key] for key in ("source", "grade", "note") if key in node}
    with faults.at():
        made = Quantity(value=found.pop("value", 0.0), written=str(node["value"]), **found, **told)
    faults.raise_any()
    return made


def _refuse_unknown(node: Mapping[str, Any]) -> None:
    unknown = next((str(key) for key in node if key not in SOURCED_KEYS), None)
    expected = "a number, or {value, range, source, grade, note}"
    if unknown is not None:
        raise refuse(f"the key '{unknown}'", expected, find_nearest(unknown, SOURCED_KEYS), key=unknown)
    if "value" not in node:
        raise refuse(show(node), expected)


def quantity_of(parse: Callable[[str], Any], words: str) -> Any:
    """Return the type of a field that holds one number read by `parse`; `words` say what it is."""
    schema = {**NUMBER_SCHEMA, "description": words}
    return Annotated[Quantity, PlainValidator(lambda node: read_quantity(node, parse)), WrittenAs(schema)]


POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
"""A number whose thousands are parted as half of Europe does."""


def parse_people(text: str) -> float:
    """Read a whole number of people, cases or places.

    Raises
    ------
    UnitError
        When it is not a whole number.
    """
    return _parse_whole(text, "a whole number of 0 or more, such as 6,400", None)


def parse_posts(text: str) -> float:
    """Read a whole number of people on duty.

    Raises
    ------
    UnitError
        When it is not a whole number.
    """
    return _parse_whole(
        text, "a whole number of 0 or more, such as 10", "working hours and absence can say part of a post"
    )


def _parse_whole(text: str, expected: str, step: str | None) -> float:
    try:
        count = units.parse_count(text)
    except UnitError as error:
        raise UnitError(error.found, expected, error.nearest, error.next) from None
    if count == int(count):
        return count
    if POINTED.fullmatch(text.strip()):
        plain = text.strip().replace(".", "")
        raise UnitError(f'"{text}"', expected, plain, f"thousands are parted by commas: {int(plain):,}")
    raise UnitError(f'"{text}"', expected, str(round(count)), step)


def parse_growth(text: str) -> float:
    """Read a share that may exceed 100 %.

    Raises
    ------
    UnitError
        When it is not a share.
    """
    return units.parse_share(text, at_most=None)


def parse_yearly(text: str) -> units.Money:
    """Read money a year: ``£120k``, or ``£10k per month``.

    Raises
    ------
    UnitError
        When it is no money, or money per something that is not a stretch of time.
    """
    if not split_per(text)[1]:
        return units.parse_money(text)
    rate = units.parse_money_rate(text)
    return units.Money(rate.per_year(), rate.currency)


Count = quantity_of(units.parse_count, "a count, e.g. 5,700")
Whole = quantity_of(parse_people, "a whole number, e.g. 3")
Posts = quantity_of(parse_posts, "a whole number, e.g. 3")
Share = quantity_of(units.parse_share, "a share, e.g. 5 %")
Growth = quantity_of(parse_growth, "a share that may exceed 100 %")
Factor = quantity_of(units.parse_factor, "a factor, e.g. 1.5 or 150 %")
Number = quantity_of(units.parse_number, "a number")
Duration = quantity_of(units.parse_duration, "a duration, e.g. 20 min")
Period = quantity_of(units.parse_period, "a period, e.g. 12 weeks")
Money = quantity_of(units.parse_money, "an amount of money, e.g. £120k")
MoneyRate = quantity_of(units.parse_money_rate, "money over time, e.g. £15.20 per hour")
Yearly = quantity_of(parse_yearly, "money a year, e.g. £120k")
Rate = quantity_of(units.parse_rate, "a rate, e.g. 48 per hour")


class Varied(Part):
    """Something that is the same for everyone, or differs by severity, area, group or need."""

    everyone: Any = None
    """The value for all, when it does not differ."""
    by: dict[str, Any] = Field(default_factory=dict)
    """The value by name of a level of severity, an area, a group or a need."""

    def of(self, *names: str) -> Any:
        """Return the value for a case of these names, the first that is named counting; or None."""
        for name in names:
            if name in self.by:
                return self.by[name]
        return self.everyone

    @property
    def parts(self) -> list[Any]:
        """Every value in it."""
        return [*self.by.values(), *([] if self.everyone is None else [self.everyone])]


def read_varied(node: Any, read: Callable[[Any], Any], is_plain: Callable[[Any], bool]) -> Any:
    """Read something that is the same for everyone, or given by name.

    Parameters
    ----------
    node
        As it is written.
    read
        Reads one value.
    is_plain
        Whether a node is one value, rather than values by name.

    Raises
    ------
    PydanticCustomError, pydantic.ValidationError
        When nothing is said, or a value does not fit.
    """
    if isinstance(node, Varied):
        return node
    if is_plain(node):
        return Varied(everyone=read(node))
    if not node:
        raise refuse("nothing", "one value, or one value by group or need")
    faults, by = Faults(), dict[str, Any]()
    for name, value in node.items():
        with faults.at(name):
            by[name] = read(value)
    faults.raise_any()
    return Varied(everyone=by.pop(OTHERS, None), by=by)


def _is_number(node: Any) -> bool:
    """Whether a node is one number, rather than numbers by group or need."""
    return not isinstance(node, Mapping) or any(key in SOURCED_KEYS for key in node)


def _varied(parse: Callable[[str], Any], words: str) -> Any:
    def read(node: Any) -> Any:
        return read_varied(node, lambda one: read_quantity(one, parse), _is_number)

    schema = {**VARIED_SCHEMA, "description": f"{words}; or one by group or need"}
    return Annotated[Varied, PlainValidator(read), WrittenAs(schema)]


VariedCount = _varied(units.parse_count, "a count")
VariedShare = _varied(units.parse_share, "a share")
VariedRate = _varied(units.parse_rate, "a rate, e.g. 48 per hour")
VariedWhole = _varied(parse_people, "a whole number")
VariedFactor = _varied(units.parse_factor, "a factor, e.g. 0.7 or 70 %")
VariedMoney = _varied(units.parse_money, "an amount of money, e.g. £2")
VariedDuration = _varied(units.parse_duration, "a duration, e.g. 20 min")
VariedNumber = _varied(units.parse_number, "a number, e.g. -0.09")


class Spread(Part):
    """A number that differs from case to case: a distribution, with where it comes from."""

    distribution: Distribution
    """How it is spread."""
    source: str = ""
    """Where it comes from."""
    grade: Grade | None = None
    """How good the evidence is."""
    note: str = ""
    """Anything a reader should know."""


def read_spread(node: Any, parse: Callable[[str], float]) -> Spread:
    """Read a distribution: ``15 min``, ``{lognormal: {mean: 4 min, sd: 3 min}}``; source and grade beside it.

    Raises
    ------
    PydanticCustomError
        When it is not a distribution that is known.
    """
    if isinstance(node, Spread):
        return node
    told: dict[str, Any] = {}
    if isinstance(node, Mapping):
        told = {key: node[key] for key in ("source", "grade", "note") if key in node}
        node = {key: value for key, value in node.items() if key not in told}
        if "value" in node:
            _refuse_unknown(node)
    try:
        return Spread(distribution=parse_distribution(node, parse), **told)
    except (UnitError, DistributionError) as error:
        raise _find_parameter(error, node) from None


def _find_parameter(error: UnitError | DistributionError, node: Any) -> Exception:
    """Return the error with the place of the parameter that is wrong, where that is known."""
    family = next((key for key in node if key in FAMILIES), "") if isinstance(node, Mapping) else ""
    named = node[family] if family and isinstance(node[family], Mapping) else {}
    parameter = getattr(error, "parameter", None)
    parameter = parameter if parameter in named else None
    faults = Faults()
    faults.add(refuse_unit(error), *([family] if family else []), *([parameter] if parameter else []))
    return faults.gather()


def _is_spread(node: Any) -> bool:
    """Whether a node is one distribution (perhaps misspelt), rather than distributions by group or need."""
    if not isinstance(node, Mapping) or any(
        key in FAMILIES or key in (*SOURCED_KEYS, "at_most") for key in node
    ):
        return True
    alone = next(iter(node)) if len(node) == 1 else ""
    return bool(find_nearest(alone, FAMILIES)) and not _is_spread(node[alone])


def _parse_income(text: str) -> float:
    return units.parse_money(text).amount


def read_times(node: Any) -> Any:
    """Read a duration or a distribution of durations, or one by group or need.

    Raises
    ------
    PydanticCustomError, pydantic.ValidationError
        When it is not.
    """
    return read_varied(node, lambda one: read_spread(one, units.parse_duration), _is_spread)


def _read_numbers(node: Any) -> Any:
    return read_varied(node, lambda one: read_spread(one, units.parse_count), _is_spread)


def _read_length(node: Any) -> Any:
    return read_spread(node, units.parse_duration)


def _read_factors(node: Any) -> Any:
    return read_varied(node, lambda one: read_spread(one, units.parse_factor), _is_spread)


def _read_incomes(node: Any) -> Any:
    return read_varied(node, lambda one: read_spread(one, _parse_income), _is_spread)


def _spread(read: Callable[[Any], Any], words: str) -> Any:
    return Annotated[Varied, PlainValidator(read), WrittenAs({"x-form": "Spread", "description": words})]


Times = _spread(read_times, "a duration or a distribution of durations; or one by group or need")
Factors = _spread(_read_factors, "a factor or a distribution of factors; or one by group or need")
Numbers = _spread(_read_numbers, "a number or a distribution of numbers; or one by group or need")
Incomes = _spread(_read_incomes, "an income or a distribution of incomes")
Length = Annotated[
    Spread,
    PlainValidator(_read_length),
    WrittenAs({"x-form": "Distribution", "description": "a duration or a distribution of durations"}),
]
