"""The settings of an operating model: numbers with range, source and grade, put into its changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from pydantic import model_validator

from opmodels.describe.part import Part, refuse
from opmodels.describe.sourced import Grade
from opmodels.describe.yaml_lines import Node
from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list
from opmodels.foundation.units import UnitError
from opmodels.models.arithmetic import NAME, Amount, evaluate, find_names, read_amount
from opmodels.models.finding import GRADES

WORDS_ONLY = frozenset({"why", "note", "source", "story"})
MOST_RANGES = 8


class Setting(Part):
    """One dial of a model."""

    value: str
    """The value, with its unit."""
    range: tuple[str, str] | None = None
    """What the evidence allows: lowest and highest."""
    limits: tuple[str, str] | None = None
    """What the model can work with: lowest and highest."""
    words: tuple[str, ...] = ()
    """The words there are, where it is one of a few."""
    names: str = ""
    """The section of the service of which it is a name, where it is one; `auto` leaves it to the model."""
    source: str = ""
    """Where the value and the range come from."""
    grade: Grade | None = None
    """How good the evidence is."""
    note: str = ""
    """What it means."""
    from_evidence: str = ""
    """The measure of the evidence register from which value and range come, if they do."""

    @model_validator(mode="after")
    def _is_a_word_there_is(self) -> Setting:
        if self.words and self.value not in self.words:
            near = find_nearest(self.value, self.words)
            raise refuse(f"'{self.value}'", f"one of {name_list(list(self.words), 12)}", near, key="value")
        return self

    @model_validator(mode="after")
    def _hangs_together(self) -> Setting:
        for key, ends in (("range", self.range), ("limits", self.limits)):
            if ends is None:
                continue
            low, high = (read_amount(end) for end in ends)
            if {low.kind, high.kind} != {
                self.amount.kind
            } or not low.value <= self.amount.value <= high.value:
                raise refuse(
                    f"the {key} {ends[0]} to {ends[1]} for {self.value}", "ends that hold the value", key=key
                )
        return self

    @property
    def amount(self) -> Amount:
        """The value in its canonical unit."""
        return read_amount(self.value)

    @property
    def ends(self) -> tuple[Amount, Amount] | None:
        """The ends of the range in the canonical unit, if there is one."""
        return (read_amount(self.range[0]), read_amount(self.range[1])) if self.range else None

    def as_node(self) -> Node:
        """Return it as a number in a description: plain, or with range, source and grade."""
        told = {"source": self.source, "grade": self.grade or ""}
        sourced: dict[str, Node] = {key: text for key, text in told.items() if text}
        if self.range:
            sourced["range"] = list(self.range)
        return {"value": self.value, **sourced} if sourced else self.value


def read_setting(node: Any) -> Setting:
    """Read a setting: plain, or with its range, source and grade.

    Raises
    ------
    pydantic.ValidationError
        When its parts do not hang together.
    """
    return Setting.model_validate(node if isinstance(node, Mapping | Setting) else {"value": str(node)})


@dataclass(frozen=True)
class Settings:
    """The settings of a model, by name.

    Parameters
    ----------
    values
        Every setting.
    given
        The names of those that somebody has set; the others stand at their defaults.
    """

    values: Mapping[str, Setting] = field(default_factory=dict)
    given: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> Setting:
        return self.values[name]

    def number(self, name: str) -> float:
        """Return a setting as a number in its canonical unit."""
        return self.values[name].amount.value

    def word(self, name: str) -> str:
        """Return a setting that is a word."""
        return self.values[name].value.strip()

    def but(self, given: Mapping[str, object], where: str = "settings") -> Settings:
        """Return the settings with some of them set.

        A plain value keeps the range of the default where it lies in it; a mapping brings its own.

        Raises
        ------
        InputError
            When a name is unknown, or a value has another unit than the default or is outside its limits.
        """
        read = {name: self._read(name, value, f"{where}, {name}") for name, value in given.items()}
        return Settings({**self.values, **read}, self.given | frozenset(read))

    def _read(self, name: str, value: object, where: str) -> Setting:
        if name not in self.values:
            expected = (
                f"one of {name_list(list(self.values))}" if self.values else "no setting: this model has none"
            )
            raise InputError(
                Problem(where, f"the setting '{name}'", expected, find_nearest(name, self.values))
            )
        return _read_given(self.values[name], value, where)

    def as_dict(self) -> dict[str, Node]:
        """Return them as they would be written."""
        return {name: setting.as_node() for name, setting in self.values.items()}

    @property
    def written(self) -> str:
        """Those that are set, as they are written after the name of a model: ``cut=10 %``."""
        return ", ".join(f"{name}={self.values[name].value}" for name in self.values if name in self.given)


def _read_given(default: Setting, value: object, where: str) -> Setting:
    if isinstance(value, Mapping):
        node = {
            key: [str(end) for end in part] if isinstance(part, list | tuple) else str(part)
            for key, part in value.items()
        }
    else:
        node = {"value": str(value), "source": "given"}
    amount = read_amount(str(node.get("value", "")))
    if default.words and str(node["value"]) not in default.words:
        expected = f"one of {name_list(list(default.words), 12)}"
        near = find_nearest(str(node["value"]), default.words)
        raise InputError(Problem(where, f"'{node['value']}'", expected, near))
    if amount.kind != default.amount.kind and not (default.names or default.words):
        found = f"'{node.get('value', '')}' (a {amount.kind})"
        raise InputError(Problem(where, found, f"a {default.amount.kind}, such as {default.value}"))
    if default.limits and not all(_is_within(amount, default.limits)):
        expected = f"from {default.limits[0]} to {default.limits[1]}"
        raise InputError(Problem(where, f"'{node['value']}'", expected))
    if default.range and "range" not in node and all(_is_within(amount, default.range)):
        node["range"] = list(default.range)
    try:
        kept = {key: getattr(default, key) for key in ("limits", "note", "words", "names")}
        return Setting.model_validate({**node, **kept})
    except ValueError as error:
        raise InputError(Problem(where, str(node), "a value within its range")) from error


def _is_within(amount: Amount, ends: tuple[str, str]) -> tuple[bool, bool]:
    low, high = (read_amount(end).value for end in ends)
    return low <= amount.value, amount.value <= high


def make_settings(**defaults: Mapping[str, Any] | Setting | str) -> Settings:
    """Return settings with these defaults."""
    return Settings({name: read_setting(node) for name, node in defaults.items()})


def substitute(node: Any, settings: Settings, key: str = "") -> Node:
    """Return a part of a recipe with its settings put in.

    A text that is ``$name`` becomes that setting with its range and source; an expression such as
    ``1 - $name`` becomes its value, with the range that the settings in it span; in reasons and notes
    ``$name`` becomes the plain value.

    Raises
    ------
    UnitError
        When a setting is unknown or an expression cannot be worked out.
    """
    if isinstance(node, Mapping):
        return {name: substitute(child, settings, name) for name, child in node.items()}
    if isinstance(node, list | tuple):
        return [substitute(child, settings, key) for child in node]
    names = find_names(node)
    if not names:
        return str(node)
    if key in WORDS_ONLY:
        return NAME.sub(lambda match: _look_up(match[1], settings).value, node)
    if NAME.fullmatch(node.strip()):
        return _look_up(names[0], settings).as_node()
    return _work_out(node, names, settings)


def _look_up(name: str, settings: Settings) -> Setting:
    if name not in settings.values:
        known = name_list(["$" + known for known in settings.values]) or "none"
        raise UnitError(f"the setting ${name}", f"one of {known}", find_nearest(name, settings.values))
    return settings[name]


def _work_out(text: str, names: tuple[str, ...], settings: Settings) -> Node:
    values = {name: _look_up(name, settings).amount for name in names}
    result = evaluate(text, values)
    ranged = [name for name in names if settings[name].range][:MOST_RANGES]
    if not ranged:
        return str(result)
    # Each operation is monotone in each setting that it uses once, so the ends lie at corners of the box.
    ends = [settings[name].ends or () for name in ranged]
    corners = [
        evaluate(text, {**values, **dict(zip(ranged, corner, strict=True))}) for corner in product(*ends)
    ]
    low, high = min(corners, key=_value), max(corners, key=_value)
    return {"value": str(result), "range": [str(low), str(high)], **_tell_sources(names, settings)}


def _value(amount: Amount) -> float:
    return amount.value


def _tell_sources(names: tuple[str, ...], settings: Settings) -> dict[str, str]:
    sources = "; ".join(dict.fromkeys(settings[name].source for name in names if settings[name].source))
    grades = [grade for name in names if (grade := settings[name].grade)]
    told = {"source": sources, "grade": max(grades, key=GRADES.index, default="")}
    return {key: text for key, text in told.items() if text}
