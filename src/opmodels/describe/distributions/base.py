"""What a distribution is: bounded parameters, a quantile function exact in both tails, two moments."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, NoReturn

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.distributions.errors import DistributionError
from opmodels.foundation.errors import find_nearest, name_list

Numbers = NDArray[np.float64]
Value = float | tuple[Any, ...]
Kind = Literal["smooth", "step", "constant"]
ParameterKind = Literal["scale", "number", "count", "share", "distribution"]

GREATEST = 1e12  # of any parameter: two million years in minutes; its square is far from overflow


@dataclass(frozen=True)
class Parameter:
    """One parameter of a family, with the bounds that hold whatever the others are.

    Parameters
    ----------
    kind
        ``scale`` carries the unit of the quantity, ``number`` is pure, ``count`` is whole,
        ``share`` is a fraction.
    meaning
        One line for messages and the reference.
    least
        The smallest value allowed; None means that it must be greater than 0.
    below
        What it must be smaller than, if anything.
    many
        Whether it is a list of such values.
    """

    kind: ParameterKind
    meaning: str
    least: float | None = None
    below: float | None = None
    many: bool = False


def refuse_parameter(name: str, rule: str, value: float) -> NoReturn:
    """Say that a parameter breaks a rule.

    Raises
    ------
    DistributionError
        Always: ``sd must be greater than 0; found 0``.
    """
    raise DistributionError(f"{value:.12g}", f"{name} must be {rule}", parameter=name)


class Distribution(ABC):
    """How one non-negative number (a duration in minutes, a count, a factor) differs from case to case.

    A distribution does not change; two of the same family with the same parameters are equal.

    Parameters
    ----------
    **given
        Parameters in canonical units; each set of names in `ways` describes the distribution fully.

    Raises
    ------
    DistributionError
        When the names are none of the `ways`, or a value is outside its bounds.
    """

    family: ClassVar[str]
    """The word in the service file."""
    fields: ClassVar[Mapping[str, Parameter]]
    """Every parameter by its name."""
    ways: ClassVar[tuple[tuple[str, ...], ...]]
    """The sets of parameters that describe it, the usual one first."""
    kind: Kind = "smooth"
    """How it is tabulated: a curve, atoms, or one value."""
    bare: ClassVar[str | None] = None
    """The parameter that may stand alone: ``exponential: 12 min``."""
    listed: ClassVar[bool] = False
    """Whether the parameters may stand as a list: ``uniform: [20 min, 1 day]``."""
    counts: ClassVar[bool] = False
    """Whether it gives whole numbers only, and so cannot carry a unit."""

    def __init__(self, **given: Value) -> None:
        find_way(type(self), given)
        values = {
            name: _settle(name, self.fields[name], given[name]) for name in self.fields if name in given
        }
        self.__dict__["parameters"] = values
        self.check()

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters as given, by name."""
        return dict(self.__dict__["parameters"])

    def check(self) -> None:
        """Check what hangs on several parameters at once.

        Raises
        ------
        DistributionError
            When they do not go together.
        """
        return None

    def __getitem__(self, name: str) -> float:
        return float(self.__dict__["parameters"][name])

    def __contains__(self, name: str) -> bool:
        return name in self.__dict__["parameters"]

    def many(self, name: str) -> tuple[Any, ...]:
        """Return a parameter that is a list."""
        return tuple(self.__dict__["parameters"][name])

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a distribution does not change: cannot set {name}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Distribution) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[Any, ...]:
        return (type(self), tuple(self.parameters.items()))

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"{type(self).__name__}({given})"

    @abstractmethod
    def quantile(self, u: Numbers) -> Numbers:
        """Return the value that a share `u` of cases does not exceed; exact for small `u`.

        Parameters
        ----------
        u
            Shares in (0, 1), float64, any shape.
        """

    @abstractmethod
    def upper_quantile(self, v: Numbers) -> Numbers:
        """Return the value that a share `v` of cases exceeds: ``quantile(1 - v)``, exact for small `v`."""

    @abstractmethod
    def cdf(self, x: Numbers) -> Numbers:
        """Return the share of cases at or below `x`."""

    @abstractmethod
    def survival(self, x: Numbers) -> Numbers:
        """Return the share of cases above `x`, exact in the upper tail."""

    @abstractmethod
    def mean(self) -> float:
        """Return the mean, which may be infinite."""

    @abstractmethod
    def variance(self) -> float:
        """Return the variance, which may be infinite."""

    def corners(self) -> Numbers:
        """Return the values where cases set in, stop or heap up: finite ends of the support, and atoms."""
        ends = np.concatenate([self.quantile(np.zeros(1)), self.upper_quantile(np.zeros(1))])
        return np.asarray(ends[np.isfinite(ends)])

    def breaks(self) -> Numbers | None:
        """Return the shares in (0, 1) where the curve may jump or bend sharply.

        None when there are none, and a grid that is fine in the tails alone shows the curve well.
        """
        return None


def find_way(family: type[Distribution], given: Collection[str]) -> tuple[str, ...]:
    """Return the set of parameters that `given` is.

    Raises
    ------
    DistributionError
        When a name is unknown, one is missing, or there are too many.
    """
    for name in given:
        if name not in family.fields:
            known = name_list(list(family.fields))
            raise DistributionError(
                f"the parameter '{name}' of {family.family}",
                f"one of {known}",
                find_nearest(name, family.fields),
            )
    for way in family.ways:
        if set(way) == set(given):
            return way
    raise DistributionError(
        f"{family.family} with {_spell(given)}",
        _spell_ways(family.ways),
        next=_advise(family.ways, given),
    )


def _spell(names: Collection[str]) -> str:
    return " and ".join(names) if names else "no parameters"


def _spell_ways(ways: tuple[tuple[str, ...], ...]) -> str:
    return " or ".join("{" + ", ".join(way) + "}" for way in ways)


def _advise(ways: tuple[tuple[str, ...], ...], given: Collection[str]) -> str:
    missing = [sorted(set(way) - set(given), key=way.index) for way in ways if set(given) <= set(way)]
    if missing:
        return f"add {_spell(min(missing, key=len))}"
    return "keep one description of it and leave out the other"


def _settle(name: str, parameter: Parameter, value: Value) -> Value:
    if not parameter.many:
        settled: Value = _settle_one(name, parameter, value)
        return settled
    if not isinstance(value, list | tuple) or not value:
        raise DistributionError(
            "nothing" if value == () else repr(value), f"{name} must be a list", parameter=name
        )
    return tuple(_settle_one(name, parameter, one) for one in value)


def _settle_one(name: str, parameter: Parameter, value: Any) -> Any:
    if parameter.kind == "distribution":
        return value
    number = float(value)
    _check_bounds(name, parameter, number)
    return number + 0.0  # no minus nought: equal parameters must look equal


def _check_bounds(name: str, parameter: Parameter, value: float) -> None:
    if not math.isfinite(value):
        refuse_parameter(name, "a finite number", value)
    if parameter.least is None and value <= 0:
        refuse_parameter(name, "greater than 0", value)
    if parameter.least is not None and value < parameter.least:
        refuse_parameter(name, f"at least {parameter.least:g}", value)
    if parameter.below is not None and value >= parameter.below:
        refuse_parameter(name, f"less than {parameter.below:g}", value)
    if value > GREATEST:
        refuse_parameter(name, f"at most {GREATEST:g}", value)
    if parameter.kind == "count" and value != int(value):
        refuse_parameter(name, "a whole number", value)
