"""How a distribution is written in a service file: one family and its parameters, each with its unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opmodels.describe.distributions.base import Distribution, Parameter, Value, find_way
from opmodels.describe.distributions.capped import Capped
from opmodels.describe.distributions.constant import Constant
from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.samples import is_file_name, read_sample
from opmodels.foundation import units
from opmodels.foundation.errors import find_nearest, name_list
from opmodels.foundation.units import UnitError

CAP = "at_most"
REST = "rest"
NOTES = frozenset({"range", "source", "grade", "note"})
"""Keys beside a value or a family that say where it comes from."""

KNOWN_AS = {
    "fixed": "constant",
    "deterministic": "constant",
    "gaussian": "normal",
    "lomax": "pareto",
    "table": "discrete",
    "sample": "empirical",
    "loglogistic": "log_logistic",
    "fisk": "log_logistic",
    "wald": "inverse_gaussian",
    "log_normal": "lognormal",
    "neg_binomial": "negative_binomial",
    "expo": "exponential",
}
"""Other names that people know families by; they are suggested, not accepted."""


@dataclass(frozen=True)
class Reader:
    """What reading one distribution needs: the unit, the families, the folder."""

    parse_scale: Callable[[str], float]
    families: Mapping[str, type[Distribution]]
    folder: Path | None

    def read(self, spec: Any) -> Distribution:
        """Read a distribution in any of its spellings."""
        check_range(spec, self.parse_scale, "the value")
        spec = strip_notes(spec)
        if not isinstance(spec, Mapping):
            return Constant(value=self._scale(spec, "the value"))
        caps = {key: spec[key] for key in spec if key == CAP}
        return self._cap(self._read_family(find_family(spec, self.families), spec), caps)

    def _cap(self, distribution: Distribution, caps: Mapping[str, Any]) -> Distribution:
        if not caps:
            return distribution
        try:
            return Capped(distribution, self._scale(caps[CAP], CAP))
        except DistributionError as error:
            raise _tell_where(error, "distribution", caps) from None

    def _read_family(self, name: str, spec: Mapping[str, Any]) -> Distribution:
        family = self.families[name]
        self._check_unit(family)
        written = self._name_parameters(family, spec[name])
        find_way(family, written)
        given = {key: self._read_parameter(family, key, value) for key, value in written.items()}
        try:
            return family(**given)
        except DistributionError as error:
            raise _tell_where(error, name, written) from None

    def _check_unit(self, family: type[Distribution]) -> None:
        if not family.counts:
            return
        try:
            self.parse_scale("1")
        except ValueError:
            raise DistributionError(
                f"{family.family} for a quantity with a unit",
                "a family of durations or amounts",
                next="gamma and lognormal suit durations; discrete lists chosen values with their shares",
            ) from None

    def _name_parameters(self, family: type[Distribution], node: Any) -> dict[str, Any]:
        """Return the parameters by name, however they are written."""
        if isinstance(node, str) and family.family == "empirical" and is_file_name(node):
            node = read_sample(node, self.folder)
        if family.bare and isinstance(node, Mapping) and "value" in node:
            return {family.bare: node}
        check_range(node, self.parse_scale, family.family)
        node = strip_notes(node)
        if isinstance(node, Mapping):
            return dict(node)
        if isinstance(node, list | tuple):
            return _name_listed(family, list(node))
        if family.bare:
            return {family.bare: node}
        raise _refuse_shape(family, repr(node) if node else "nothing")

    def _read_parameter(self, family: type[Distribution], name: str, node: Any) -> Value:
        parameter = family.fields[name]
        where = f"{name} of {family.family}"
        if not parameter.many:
            try:
                return self._read_value(parameter, node, where)
            except DistributionError as error:
                raise DistributionError(
                    error.found, error.expected, error.nearest, error.next, name
                ) from None
        if not isinstance(node, list | tuple):
            raise DistributionError(_show(node), f"a list for {where}", next=f"write {name}: [...]")
        if parameter.kind == "distribution":
            return tuple(self.read(one) for one in node)
        if parameter.kind == "share":
            return _read_shares(list(node), where)
        return tuple(self._read_value(parameter, one, where) for one in node)

    def _read_value(self, parameter: Parameter, node: Any, where: str) -> float:
        if parameter.kind == "scale":
            return self._scale(node, where)
        parse = {"number": _parse_plain, "share": units.parse_share, "count": units.parse_count}[
            parameter.kind
        ]
        return _read_text(node, parse, where)

    def _scale(self, node: Any, where: str) -> float:
        return _read_text(node, self.parse_scale, where)


def _parse_plain(text: str) -> float:
    """Read a parameter without a unit, such as a coefficient of variation."""
    try:
        return units.parse_number(text)
    except UnitError as error:
        raise UnitError(error.found, "a number, such as 0.8", error.nearest, error.next) from None


def read_distribution(
    spec: Any,
    parse_scale: Callable[[str], float],
    families: Mapping[str, type[Distribution]],
    folder: Path | None,
) -> Distribution:
    """Read a distribution; see `opmodels.describe.distributions.catalogue.parse_distribution`.

    Raises
    ------
    DistributionError
        When it is not a distribution.
    """
    return Reader(parse_scale, families, folder).read(spec)


def strip_notes(node: Any) -> Any:
    """Return the value of ``{value, range, source, grade}``, and a mapping without such notes."""
    if not isinstance(node, Mapping):
        return node
    kept = {key: value for key, value in node.items() if key not in NOTES}
    return strip_notes(kept["value"]) if set(kept) == {"value"} else kept


def find_family(spec: Mapping[str, Any], families: Mapping[str, type[Distribution]]) -> str:
    """Return the one family that `spec` names.

    Raises
    ------
    DistributionError
        When it names none, an unknown one, or several.
    """
    names = [str(key) for key in spec if key != CAP]
    for name in names:
        if name not in families:
            known = f"a value or one of {name_list(sorted(families), len(families))}"
            raise DistributionError(
                f"the unknown distribution '{name}'", known, _nearest_family(name, families)
            )
    if len(names) != 1:
        found = f"{len(names)} distributions: {name_list(names)}" if names else "no distribution"
        raise DistributionError(found, "one distribution", next="mixture holds several" if names else None)
    return names[0]


def _nearest_family(name: str, families: Mapping[str, type[Distribution]]) -> str | None:
    word = name.casefold().replace("-", "_").replace(" ", "_")
    return KNOWN_AS.get(word) or find_nearest(word, families)


def _name_listed(family: type[Distribution], values: list[Any]) -> dict[str, Any]:
    sole = [name for name, parameter in family.fields.items() if parameter.many and (name,) in family.ways]
    if sole:
        return {sole[0]: values}
    way = family.ways[0]
    if not family.listed or len(values) != len(way):
        raise _refuse_shape(family, f"a list of {len(values)}")
    return dict(zip(way, values, strict=True))


def _refuse_shape(family: type[Distribution], found: str) -> DistributionError:
    ways = ["{" + ", ".join(way) + "}" for way in family.ways]
    lists = [f"[{', '.join(family.ways[0])}]"] if family.listed else []
    return DistributionError(
        f"{found} for {family.family}", f"{family.family}: {' or '.join([*ways, *lists])}"
    )


def check_range(node: Any, parse: Callable[[str], float], where: str) -> None:
    """Refuse a range that is no range, does not hold its value, or stands beside a whole distribution.

    Raises
    ------
    DistributionError
        When it is.
    """
    if not isinstance(node, Mapping) or "range" not in node:
        return
    ends, value = node["range"], node.get("value")
    if value is None or isinstance(value, Mapping):
        step = "write {value: ..., range: [low, high]} in the place of the number that is meant"
        raise DistributionError("a range beside a distribution", "a range beside one number", next=step)
    if not isinstance(ends, list | tuple) or len(ends) != 2:
        raise DistributionError(f"{_show(ends)} as the range of {where}", "two numbers: [low, high]")
    low, high = (_read_text(end, parse, f"an end of the range of {where}") for end in ends)
    if not low <= _read_text(value, parse, where) <= high:
        found = f"the range {_show(ends[0])} to {_show(ends[1])} of {where}"
        raise DistributionError(found, "a range, low to high, that holds the value")


def _read_text(node: Any, parse: Callable[[str], float], where: str) -> float:
    check_range(node, parse, where)
    node = strip_notes(node)
    if isinstance(node, int | float) and not isinstance(node, bool):
        node = repr(node)
    if not isinstance(node, str):
        raise DistributionError(_show(node), f"one number for {where}")
    try:
        return float(parse(node))
    except UnitError as error:
        raise DistributionError(
            f"{error.found} as {where}", error.expected, error.nearest, error.next
        ) from None


def _read_shares(nodes: list[Any], where: str) -> tuple[float, ...]:
    """Read shares, one of which may be ``rest``."""
    rests = [place for place, node in enumerate(nodes) if node == REST]
    if len(rests) > 1:
        raise DistributionError(f"'{REST}' {len(rests)} times in {where}", f"'{REST}' once at most")
    shares = [0.0 if node == REST else _read_text(node, units.parse_share, where) for node in nodes]
    for place in rests:
        shares[place] = max(0.0, 1.0 - sum(shares))
    return tuple(shares)


def _tell_where(error: DistributionError, family: str, written: Mapping[str, Any]) -> DistributionError:
    """Put the family, and the parameter as it was written, into the message."""
    found = f"{error.found} in {family}"
    if error.parameter is not None and error.parameter in written:
        found = f"{error.parameter}: {_show(strip_notes(written[error.parameter]))} in {family}"
    return DistributionError(found, error.expected, error.nearest, error.next, error.parameter)


def _show(node: Any) -> str:
    text = str(node) if isinstance(node, str) else repr(node)
    return text if len(text) <= 60 else text[:57] + "..."
