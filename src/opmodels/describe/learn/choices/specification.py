"""What is to be learned from recorded choices: alternatives, who was offered them, and their utilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, ValidationError, model_validator

from opmodels.describe.explain import explain_error
from opmodels.describe.learn.choices.expression import WHAT, Expression, Unreadable, parse_expression
from opmodels.describe.part import Part, WrittenAs, refuse, show
from opmodels.describe.places import Places
from opmodels.describe.sourced import Number
from opmodels.describe.words import Name, Names
from opmodels.describe.yaml_lines import Document, read_yaml
from opmodels.foundation.errors import InputError, find_nearest, name_list


def read_expression(node: Any) -> Expression:
    """Read arithmetic over columns.

    Raises
    ------
    PydanticCustomError
        When it is none.
    """
    if isinstance(node, Expression):
        return node
    if not isinstance(node, str) or not node.strip():
        raise refuse(show(node), WHAT)
    try:
        return parse_expression(node)
    except Unreadable as error:
        step = "a column whose name is no plain word has to be renamed in the file"
        raise refuse(str(error), WHAT, next_step=step) from None


Arithmetic = Annotated[Expression, PlainValidator(read_expression), WrittenAs({"type": "string"})]
ALWAYS = parse_expression("1")


class Recorded(Part):
    """One of the things that people could choose, as the file records it."""

    chosen_as: str
    """What stands in the column of choices where it was chosen."""
    offered: Arithmetic = ALWAYS
    """Whether it could be chosen: a column of 0 and 1, or a condition; always, unless said."""
    utility: dict[Name, Arithmetic] = Field(default_factory=dict)
    """What each coefficient is multiplied by, e.g. b_time: TRAIN_TT / 100; one that stands in several
    alternatives is the same in all of them."""


class Alike(Part):
    """Alternatives that may be alike to people; how much is learned."""

    of: Names
    """Two alternatives or more."""


class Meaning(Part):
    """Which coefficient is what in the `tastes` of a service file."""

    coefficient: Name
    """The coefficient."""
    times: Number
    """What it is multiplied by to be for one unit of the currency, or for one hour."""


class Specification(Part):
    """What is to be learned from a file of choices."""

    choices: Literal["1"]
    """The version of this format: 1."""
    chosen: str
    """The column that says what was chosen."""
    person: str = ""
    """The column that says whose choice it was; robust errors then let choices of one person be alike."""
    rows: Arithmetic = ALWAYS
    """Which rows count; all, unless said."""
    alternatives: dict[Name, Recorded] = Field(min_length=2)
    """The alternatives, by the name they shall have in the service file."""
    nests: dict[Name, Alike] = Field(default_factory=dict)
    """Alternatives that may be alike, by name; none makes a multinomial logit."""
    tastes: dict[Literal["pound", "hour_waited", "hour_spent"], Meaning] = Field(default_factory=dict)
    """Which coefficient is which taste of the service file."""

    @property
    def coefficients(self) -> tuple[str, ...]:
        """Every coefficient, in the order of the file."""
        return tuple(dict.fromkeys(name for one in self.alternatives.values() for name in one.utility))

    @model_validator(mode="after")
    def _holds_together(self) -> Specification:
        if not self.coefficients:
            raise refuse(
                "no coefficient in any utility", "at least one, e.g. b_time: TIME", key="alternatives"
            )
        self._check_codes()
        self._check_nests()
        for taste, meaning in self.tastes.items():
            known = self.coefficients
            if meaning.coefficient not in known:
                near = find_nearest(meaning.coefficient, known)
                found = f"'{meaning.coefficient}' as {taste}"
                raise refuse(found, f"one of {name_list(known)}", near, key="tastes")
        return self

    def _check_codes(self) -> None:
        codes = [one.chosen_as for one in self.alternatives.values()]
        twice = next((code for code in codes if codes.count(code) > 1), None)
        if twice is not None:
            raise refuse(f"chosen_as: {twice} twice", "another for each alternative", key="alternatives")

    def _check_nests(self) -> None:
        named = [name for nest in self.nests.values() for name in nest.of]
        for name in named:
            if name not in self.alternatives:
                known, near = name_list(list(self.alternatives)), find_nearest(name, self.alternatives)
                raise refuse(f"'{name}' in a nest", f"one of {known}", near, key="nests")
            if named.count(name) > 1:
                raise refuse(f"'{name}' twice in nests", "each alternative in one nest at most", key="nests")
        both = next((name for name in self.nests if name in self.coefficients), None)
        if both is not None:
            raise refuse(f"a nest and a coefficient called {both}", "another name for one", key="nests")
        lone = next((name for name, nest in self.nests.items() if len(nest.of) < 2), None)
        if lone is not None:
            raise refuse(f"a nest of one, {lone}", "two alternatives or more", key="nests")


@dataclass(frozen=True)
class Written:
    """A specification with the file in which it stands.

    Parameters
    ----------
    asked
        What is to be learned.
    document
        The file.
    """

    asked: Specification
    document: Document

    def where(self, *path: str) -> str:
        """Return file and line of a part."""
        return self.document.where(path)

    def where_coefficient(self, name: str) -> str:
        """Return file and line where a coefficient stands first."""
        owners = self.asked.alternatives.items()
        first = next((key for key, one in owners if name in one.utility), "")
        return self.where("alternatives", first, "utility", name)

    def list_expressions(self) -> Mapping[tuple[str, ...], Expression]:
        """Return every piece of arithmetic, by its place."""
        found: dict[tuple[str, ...], Expression] = {("rows",): self.asked.rows}
        for name, one in self.asked.alternatives.items():
            found[("alternatives", name, "offered")] = one.offered
            found |= {("alternatives", name, "utility", key): text for key, text in one.utility.items()}
        return found


def read_specification(path: Path) -> Written:
    """Read a specification.

    Raises
    ------
    InputError
        With everything that does not fit, file and line.
    """
    document = read_yaml(path)
    try:
        return Written(Specification.model_validate(document.tree), document)
    except ValidationError as error:
        raise InputError(*explain_error(error, document.tree, Places([document]))) from None
