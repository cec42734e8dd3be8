"""An operating model written as a YAML recipe: a card, settings, changes, a transition, and no Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from opmodels.describe.edit import Edit
from opmodels.describe.edits import read_edit
from opmodels.describe.part import Part
from opmodels.describe.service import Service
from opmodels.describe.yaml_lines import Document, parse_yaml, read_yaml
from opmodels.foundation.errors import InputError
from opmodels.foundation.units import UnitError
from opmodels.models.base import Design, Given, OperatingModel
from opmodels.models.card import Card
from opmodels.models.evidence import Register, read_register
from opmodels.models.finding import Finding
from opmodels.models.fit import Fit, check_predicates, judge_fit
from opmodels.models.from_evidence import FromEvidence, default_setting
from opmodels.models.reading import read_part
from opmodels.models.settings import Setting, Settings, read_setting, substitute
from opmodels.models.transition import Transition

SUFFIX = ".recipe.yaml"
REACH = Setting(
    value="100 %",
    limits=("0 %", "100 %"),
    grade="assumption",
    note="share of cases the new way reaches in the end",
)
"""The setting that every recipe has: at 0 % nothing changes, below 100 % adoption ends there."""


class Written(Part):
    """A recipe as it is written."""

    version: Literal["1"] = Field(alias="opmodels-recipe")
    """Version of the grammar."""
    model: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
    """The name of the model: small letters, digits and underscores."""
    card: dict[str, Any]
    """What a reader should know of it."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """Its settings by name."""
    changes: Annotated[list[dict[str, Any]], Field(min_length=1)]
    """What it does to a service."""
    transition: dict[str, Any] = Field(default_factory=dict)
    """What stands between today and then."""
    story: str = ""
    """What a reader should know besides."""


@dataclass(frozen=True)
class Recipe(OperatingModel):
    """An operating model that was read from a file."""

    document: Document | None = None
    """The file, for its lines."""
    written: Written | None = None
    """What it says."""

    def judge(self, service: Service, settings: Given = None) -> tuple[Fit, ...]:
        """Return what it relies on, with the settings put in, and whether it is so here.

        Raises
        ------
        InputError
            When a predicate cannot be asked, with file and line.
        """
        chosen = self.choose_settings(settings)
        where = self._where("card", "relies_on")
        return judge_fit(service, [_put_in(line, chosen, where) for line in self.card.relies_on], where)

    def design(self, service: Service, settings: Settings) -> Design:
        """Return its changes with the settings put in; none where it reaches nobody.

        Raises
        ------
        InputError
            When a change cannot be read, with file and line.
        """
        if settings.number("reach") == 0 or self.written is None:
            return Design((), Transition(), settings)
        edits = tuple(_read_edits(self.written.changes, settings, self._document))
        transition = _read_transition(self.written.transition, settings, self._document)
        return Design(edits, transition, settings, lambda number: self._where("changes", number))

    @property
    def _document(self) -> Document:
        return self.document or Document({}, {}, {}, self.source)

    def _where(self, *path: str | int) -> str:
        return self._document.where(path)


def _put_in(node: Any, settings: Settings, where: str) -> Any:
    try:
        return substitute(node, settings)
    except UnitError as error:
        raise InputError(error.at(where)) from None


def _read_edits(changes: list[dict[str, Any]], settings: Settings, document: Document) -> Iterator[Edit]:
    for number, node in enumerate(changes):
        path: tuple[str | int, ...] = ("changes", number)
        read_part(read_edit, node, document, path)  # so that a wrong key is told before what stands in it
        given = _put_in(node, settings, document.where(path))
        yield read_part(read_edit, given, document, path)


def _read_transition(node: Mapping[str, Any], settings: Settings, document: Document) -> Transition:
    given = _put_in(node, settings, document.where(("transition",)))
    transition = read_part(Transition.model_validate, given, document, ("transition",))
    reach = settings.number("reach")
    adoption = transition.adoption
    if reach >= adoption.end.value:
        return transition
    end = adoption.end.model_copy(
        update={"value": reach, "written": settings["reach"].value, "low": None, "high": None}
    )
    start = min(adoption.start, end, key=float)
    return transition.model_copy(
        update={"adoption": adoption.model_copy(update={"start": start, "end": end})}
    )


def parse_recipe(
    text: str, name: str = "model.recipe.yaml", evidence: Callable[[], Register] = read_register
) -> Recipe:
    """Return the operating model that a recipe describes, with the evidence that it may cite.

    Raises
    ------
    InputError
        When it cannot be read; all that is found wrong is told with file and line.
    """
    return make_recipe(parse_yaml(text, name), evidence)


def read_recipe(path: Path) -> Recipe:
    """Return the operating model in a file.

    Raises
    ------
    InputError
        When there is no such file, or it cannot be read.
    """
    return make_recipe(read_yaml(path), lambda: read_register(path.parent))


def make_recipe(document: Document, evidence: Callable[[], Register] = read_register) -> Recipe:
    """Return the operating model that a document describes, checked as far as is possible without a service.

    Parameters
    ----------
    document
        What the recipe says.
    evidence
        Finds the evidence register, if the recipe refers to it.

    Raises
    ------
    InputError
        When a part of it does not fit, a setting that it uses is unknown, or a change cannot be read.
    """
    written = read_part(Written.model_validate, document.tree, document)
    settings = _read_settings(written.settings, document, evidence)
    card = _read_card(written.card, document, evidence)
    where = document.where(("card", "relies_on"))
    check_predicates([_put_in(line, settings, where) for line in card.relies_on], where)
    list(_read_edits(written.changes, settings, document))
    _read_transition(written.transition, settings, document)
    zero = {"reach": "0 %"}
    return Recipe(written.model, card, settings, zero, document.name, document=document, written=written)


def _read_card(node: Mapping[str, Any], document: Document, evidence: Callable[[], Register]) -> Card:
    card = read_part(Card.model_validate, node, document, ("card",))
    if all(isinstance(one, Finding) for one in card.evidence):
        return card
    register = evidence()
    for place, cited in enumerate(card.evidence):
        if isinstance(cited, str):
            register.find(cited, document.where(("card", "evidence", place)))
    return card.cite(register)


def _read_settings(node: Mapping[str, Any], document: Document, evidence: Callable[[], Register]) -> Settings:
    read = {name: _read_one(name, setting, document, evidence) for name, setting in node.items()}
    return Settings({**read, **({} if "reach" in read else {"reach": REACH})})


def _read_one(name: str, node: Any, document: Document, evidence: Callable[[], Register]) -> Setting:
    path = ("settings", name)
    if not isinstance(node, Mapping) or "from_evidence" not in node:
        return read_part(read_setting, node, document, path)
    asked = read_part(FromEvidence.model_validate, node, document, path)
    return default_setting(evidence(), asked, document.where((*path, "from_evidence")))
