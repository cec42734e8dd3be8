"""A step that is served: who does it, how long it takes, who may wait, give up, interrupt or stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, model_validator

from opmodels.describe.disciplines.catalogue import DISCIPLINES
from opmodels.describe.effects import Effect
from opmodels.describe.part import Faults, Part, WrittenAs, as_list, refuse, refuse_alone
from opmodels.describe.repeating import Repeat
from opmodels.describe.sourced import Duration, Money, Times, Varied, VariedWhole, Whole, read_varied
from opmodels.describe.split import Onward, Route
from opmodels.describe.words import ONE_OR_MORE, read_names
from opmodels.foundation.errors import name_list

POOLS_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": ONE_OR_MORE,
    "minItems": 1,
    "description": "a list of pools, or of lists of pools",
}


class AnyStep(Part):
    """What every kind of step has."""

    part_of: str = ""
    """What it is a part of, in words: steps of the same are drawn as one box. It changes nothing in a run."""
    note: str = ""
    """Anything a reader should know."""


def _read_all(node: Any) -> tuple[tuple[str, ...], ...]:
    faults, needed = Faults(), list[tuple[str, ...]]()
    for place, one in enumerate(as_list(node)):
        with faults.at(place):
            needed.append(_read_pools(one))
    faults.raise_any()
    if not needed:
        raise refuse("an empty list", "at least one pool")
    return tuple(needed)


def _read_pools(node: Any) -> tuple[str, ...]:
    pools = read_names(node)
    if not pools:
        raise refuse("an empty list", "a pool, or several of which one is enough")
    if len(set(pools)) < len(pools):
        raise refuse(f"the same pool twice in {', '.join(pools)}", "each pool once")
    return pools


class AllOf(Part):
    """Several requirements that are taken at the same time."""

    all: Annotated[tuple[tuple[str, ...], ...], PlainValidator(_read_all), WrittenAs(POOLS_SCHEMA)]
    """For each requirement a pool, or a list of pools of which one is enough."""


def _read_team(node: Any) -> AllOf:
    if isinstance(node, Mapping) and "all" in node and len(node) > 1:
        beside = name_list([str(key) for key in node if key != "all"])
        expected = "{all: [...]} for everyone, or one by name: {north: {all: [...]}, others: {all: [...]}}"
        raise refuse(f"all beside {beside}", expected)
    if isinstance(node, AllOf) or (isinstance(node, Mapping) and "all" in node):
        return AllOf.model_validate(node)
    return AllOf(all=(_read_pools(node),))


def _is_team(node: Any) -> bool:
    return not isinstance(node, Mapping) or "all" in node


def _read_servers(node: Any) -> Any:
    return read_varied(node, _read_team, _is_team)


class Serve(AnyStep):
    """A step done by a pool: the case waits until its whole requirement is free, and is then served."""

    serve: Annotated[Varied, PlainValidator(_read_servers), WrittenAs({"x-form": "Servers"})]
    """The pool, or several of which the first free one serves, or ``{all: [...]}`` taken together; or one of
    these by area, group, need or severity."""
    takes: Times
    """How long it takes."""
    then: Onward
    """Where the case goes afterwards."""
    travel: Times | None = None
    """Travel that belongs to it and keeps the worker busy."""
    order: Literal[tuple(DISCIPLINES)] = "first_come"  # type: ignore[valid-type]
    """Who is next within a priority class."""
    priority: VariedWhole | None = None
    """Priority class here, 1 first; otherwise that of the need."""
    patience: Times | None = None
    """How long a case waits before it gives up."""
    gives_up_to: Onward | None = None
    """Where those go who give up."""
    room: Whole | None = None
    """How many can wait; who finds it full is turned away."""
    turned_away_to: Onward | None = None
    """Where those go who are turned away."""
    same_worker: Duration | None = None
    """How long a case waits for the worker who served its person last, before it takes anyone."""
    keeps: dict[str, str] = Field(default_factory=dict)
    """What a case holds on to afterwards, and the step or end up to which: ``{beds: going_home}``."""
    gives_way: Literal["resume", "restart"] | None = None
    """Whether this work stops for a case of a higher priority class that needs the worker, and then goes on
    from where it was or starts over."""
    effects: dict[str, Effect] = Field(default_factory=dict)
    """What it leaves on its person when it is done, by need: a factor on how often the need comes."""
    repeat: Repeat | None = None
    """The series of visits that a case has here, before it goes on."""
    costs: dict[str, Money] = Field(default_factory=dict)
    """Cost of each time it is done, by payer, beside the pools'."""

    @model_validator(mode="after")
    def _says_where_leavers_go(self) -> Serve:
        refuse_alone(self, "patience", "gives_up_to")
        refuse_alone(self, "room", "turned_away_to")
        return self

    def needs(self, *names: str) -> tuple[tuple[str, ...], ...]:
        """Return what a case of these names needs at once: for each, the pools that can give it, best first;
        nothing where it is not said."""
        team = self.serve.of(*names)
        return team.all if team is not None else ()

    @property
    def requirements(self) -> tuple[tuple[str, ...], ...]:
        """Every requirement that some case has."""
        return tuple(dict.fromkeys(pools for team in self.serve.parts for pools in team.all))

    def exits(self) -> Iterator[tuple[str, Route]]:
        """Yield every way out, with the cause."""
        yield "then", self.then
        if self.gives_up_to:
            yield "gives_up_to", self.gives_up_to
        if self.turned_away_to:
            yield "turned_away_to", self.turned_away_to
