"""The evidence register: what was found about each operating model, and what nobody has measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, model_validator

from opmodels.describe.part import Part, refuse
from opmodels.describe.yaml_lines import Document, parse_yaml, read_yaml
from opmodels.foundation.errors import InputError, Problem, find_nearest
from opmodels.foundation.numerals import UnitError
from opmodels.foundation.units import parse_number
from opmodels.models.arithmetic import Amount, read_amount
from opmodels.models.finding import Effect, Entry
from opmodels.models.reading import read_part

FOLDER = "evidence"
SUFFIXES = (".yaml", ".yml")
_COUNTS = ContextVar("the user's folder counts", default=True)
Scale = Literal["ratio", "share", "amount", "difference"]
EXPECTED: Mapping[Scale, str] = {
    "ratio": "a plain number above 0, where 1 is no effect, e.g. 0.77",
    "share": "a percentage between 0 % and 100 %, e.g. 28 %",
    "amount": "a number above 0 with its unit, e.g. £76 or 20 min",
    "difference": "a number with its unit, where 0 is no effect, e.g. -38 or £76",
}


class Assumed(Part):
    """What is taken where nobody has measured."""

    value: str
    """The value, with its unit."""
    range: tuple[str, str]
    """Lowest and highest."""
    note: str = ""
    """Why."""

    @property
    def amounts(self) -> tuple[Amount, Amount, Amount]:
        """The value and the ends of its range."""
        low, high = self.range
        return read_amount(self.value), read_amount(low), read_amount(high)

    @model_validator(mode="after")
    def _hangs_together(self) -> Assumed:
        value, low, high = self.amounts
        same = {(one.kind, one.unit) for one in (value, low, high)}
        if len(same) > 1 or not low.value <= value.value <= high.value:
            told = f"the range {self.range[0]} to {self.range[1]} for {self.value}"
            raise refuse(told, "ends that hold the value", key="range")
        return self


def _read_spread(node: Any) -> float:
    try:
        spread = parse_number(str(node))
    except UnitError as error:
        raise refuse(error.found, "a plain number above 0, e.g. 0.3") from None
    if not 0.0 < spread < 10.0:
        raise refuse(f"'{node}'", "a plain number above 0, e.g. 0.3")
    return spread


class Measure(Part):
    """Something of which the size was found, or should be."""

    what: str
    """What exactly is measured, and against what."""
    scale: Scale
    """How figures of it are compared: a ratio, a share, an amount above zero, or a difference."""
    better: Literal["lower", "higher", "neither"]
    """Which direction speaks for the model."""
    spread: Annotated[float, PlainValidator(_read_spread)] | None = None
    """How far one place may differ from another, on the working scale; the scale's own unless said."""
    assumed: Assumed | None = None
    """What is taken where nobody has measured it."""
    note: str = ""
    """What a reader should know besides."""

    @model_validator(mode="after")
    def _fits_its_scale(self) -> Measure:
        if self.assumed is not None and not all(map(self.could_be, self.assumed.amounts)):
            told = f"{self.assumed.value} ({' to '.join(self.assumed.range)})"
            raise refuse(told, EXPECTED[self.scale], key="assumed")
        return self

    def could_be(self, amount: Amount) -> bool:
        """Return whether it could have this size; a share may be nothing or all."""
        if self.scale == "share":
            return amount.kind == "share" and 0.0 <= amount.value <= 1.0
        if self.scale == "ratio":
            return amount.kind == "number" and amount.value > 0.0
        return amount.kind != "word" and (self.scale == "difference" or amount.value > 0.0)

    def takes(self, amount: Amount) -> bool:
        """Return whether a figure of it could be reported so: a share is then neither nothing nor all."""
        return self.could_be(amount) and (self.scale != "share" or 0.0 < amount.value < 1.0)


class Written(Part):
    """A file of the register as it is written."""

    version: Literal["1"] = Field(alias="opmodels-evidence")
    """Version of the grammar."""
    model: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
    """The operating model of which it speaks."""
    measures: dict[str, Measure] = Field(default_factory=dict)
    """What was measured, or should be, by name."""
    findings: tuple[Entry, ...] = ()
    """What was found."""


@dataclass(frozen=True)
class Known:
    """A measure or a finding, the model of whose file it stands in, and where.

    Parameters
    ----------
    part
        The measure or finding.
    model
        The model.
    where
        File and line.
    """

    part: Any
    model: str
    where: str


@dataclass(frozen=True)
class Register:
    """All measures and findings, by name.

    Parameters
    ----------
    known_measures, known_findings
        Each with its model and place.
    """

    known_measures: Mapping[str, Known] = field(default_factory=dict)
    known_findings: Mapping[str, Known] = field(default_factory=dict)

    def find(self, name: str, where: str = "evidence") -> Entry:
        """Return a finding by its id.

        Raises
        ------
        InputError
            When there is none; it names the nearest.
        """
        known = self.known_findings.get(name)
        if known is None:
            near = find_nearest(name, self.known_findings)
            raise InputError(
                Problem(
                    where, f"the finding '{name}'", "the id of an entry of the evidence register", near,
                    "opmodels evidence lists them",
                )
            )  # fmt: skip
        entry: Entry = known.part
        return entry

    def measure(self, name: str, where: str = "evidence") -> Measure:
        """Return a measure by its name.

        Raises
        ------
        InputError
            When there is none; it names the nearest.
        """
        known = self.known_measures.get(name)
        if known is None:
            near = find_nearest(name, self.known_measures)
            expected = "a measure of the evidence register"
            raise InputError(
                Problem(where, f"the measure '{name}'", expected, near, "opmodels evidence lists them")
            )
        measure: Measure = known.part
        return measure

    def findings_on(self, measure: str) -> tuple[Entry, ...]:
        """Return the findings that give a size for a measure, in the order in which they were read."""
        return tuple(one.part for one in self.known_findings.values() if measure in one.part.effects)

    def findings_of(self, model: str) -> tuple[Entry, ...]:
        """Return the findings in a model's files, and those of others that speak of it too."""
        return tuple(
            one.part
            for one in self.known_findings.values()
            if model in (one.model, *one.part.also)
        )  # fmt: skip

    def measures_of(self, model: str) -> dict[str, Measure]:
        """Return the measures of a model's files, by name."""
        return {name: one.part for name, one in self.known_measures.items() if one.model == model}

    @property
    def models(self) -> tuple[str, ...]:
        """The models of which it speaks, in the order in which they were read."""
        every = [*self.known_measures.values(), *self.known_findings.values()]
        return tuple(dict.fromkeys(one.model for one in every))

    def plus(self, documents: Iterable[Document]) -> Register:
        """Return the register with what further files say.

        Raises
        ------
        InputError
            When a file cannot be read as evidence, repeats a name, or names what is not there.
        """
        read = [
            (document, read_part(Written.model_validate, document.tree, document)) for document in documents
        ]
        measures, findings = dict(self.known_measures), dict(self.known_findings)
        problems: list[Problem] = []
        for document, written in read:
            for name, measure in written.measures.items():
                known = Known(measure, written.model, document.where(("measures", name), key=True))
                problems += _put(measures, name, known, "measure")
            for place, entry in enumerate(written.findings):
                known = Known(entry, written.model, document.where(("findings", place, "id")))
                problems += _put(findings, entry.id, known, "finding")
        grown = Register(measures, findings)
        problems += [problem for document, written in read for problem in grown._check(document, written)]
        if problems:
            raise InputError(*problems)
        return grown

    def _check(self, document: Document, written: Written) -> Iterator[Problem]:
        for place, entry in enumerate(written.findings):
            at: tuple[str | int, ...] = ("findings", place)
            other = entry.same_data_as
            if other and other not in self.known_findings:
                near = find_nearest(other, self.known_findings)
                where = document.where((*at, "same_data_as"))
                yield Problem(where, f"'{other}'", "the id of another finding", near)
            for name, effect in entry.effects.items():
                yield from self._check_effect(name, effect, document.where((*at, "effects", name), key=True))

    def _check_effect(self, name: str, effect: Effect, where: str) -> Iterator[Problem]:
        if name not in self.known_measures:
            near = find_nearest(name, self.known_measures)
            step = "describe a new one under measures: in the same file"
            yield Problem(where, f"the measure '{name}'", "a measure of the evidence register", near, step)
            return
        measure: Measure = self.known_measures[name].part
        told = [text for text in (effect.value, *(effect.interval or ()), *(effect.span or ())) if text]
        usual = self._find_usual(name)
        for amount, text in ((read_amount(text), text) for text in told):
            found = f"'{text}' for '{name}'"
            if not measure.takes(amount):
                yield Problem(where, found, EXPECTED[measure.scale])
            elif (amount.kind, amount.unit) != (usual.kind, usual.unit):
                yield Problem(where, found, f"the unit of its other figures, as in {usual}")

    def _find_usual(self, name: str) -> Amount:
        """Return an amount in the unit of a measure: what is assumed, or the first figure that was found."""
        measure: Measure = self.known_measures[name].part
        if measure.assumed is not None:
            return read_amount(measure.assumed.value)
        first = self.findings_on(name)[0].effects[name]
        return read_amount(first.value or (first.span or ("",))[0])


def _put(into: dict[str, Known], name: str, known: Known, kind: str) -> list[Problem]:
    if name in into:
        found = f"the {kind} '{name}', which stands at {into[name].where} already"
        return [Problem(known.where, found, "a name of its own", next="give it another name")]
    into[name] = known
    return []


def _library_documents() -> Iterator[Document]:
    folder = resources.files("opmodels") / "library" / FOLDER
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(SUFFIXES):
            yield parse_yaml(file.read_text("utf-8"), file.name)


@cache
def shipped_register() -> Register:
    """Return the register that ships with the package."""
    return Register().plus(_library_documents())


def user_folder() -> Path:
    """Return the folder in which a user keeps evidence for every project."""
    from platformdirs import user_data_path

    return user_data_path("opmodels") / FOLDER


def find_evidence_files(folder: Path | None = None) -> list[Path]:
    """Return the evidence files of a folder, the working one unless said, then those of the user's folder.

    They lie in its folder ``evidence``.
    """
    places = ((folder or Path.cwd()) / FOLDER, *([user_folder()] if _COUNTS.get() else []))
    return [
        file
        for place in dict.fromkeys(places)
        if place.is_dir()
        for file in sorted(place.iterdir())
        if file.suffix in SUFFIXES and file.is_file()
    ]


@contextmanager
def without_user_folder() -> Iterator[None]:
    """Let evidence of the working folder alone count, as when a result is made again from what it kept."""
    token = _COUNTS.set(False)
    try:
        yield
    finally:
        _COUNTS.reset(token)


def read_register(folder: Path | None = None) -> Register:
    """Return the register that ships with the package, with the user's own evidence.

    Raises
    ------
    InputError
        When a file of the user's cannot be read as evidence.
    """
    files = find_evidence_files(folder)
    return shipped_register().plus(map(read_yaml, files)) if files else shipped_register()
