"""The service: everything that is said of it, in one frozen object."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, PrivateAttr, model_validator

from opmodels.describe.campaigns import Campaign
from opmodels.describe.contents import walk_contents
from opmodels.describe.decisions import Consult
from opmodels.describe.demand import Group, Need
from opmodels.describe.exchanges import Exchange, Ways
from opmodels.describe.facts import Fact
from opmodels.describe.fault import Path
from opmodels.describe.money import CITIZENS, Ledger, Outcome, Payer
from opmodels.describe.part import Part, WrittenAs, refuse
from opmodels.describe.pathway import Ending, Step
from opmodels.describe.sourced import NUMBER_SCHEMA, Period, Quantity, Whole, read_quantity
from opmodels.describe.split import Parts
from opmodels.describe.staff import Diary, Pool
from opmodels.describe.targets import Gap, Rail, SeenAt
from opmodels.describe.words import Day, Name, Names
from opmodels.foundation import units
from opmodels.foundation.digest import digest_tree

WARM_UP_SCHEMA: dict[str, Any] = {**NUMBER_SCHEMA, "description": "a period, e.g. 4 weeks, or auto"}


FIRST_YEAR, LAST_YEAR = 1920, 2180
"""Years for which clocks and holidays are known, with room for a warm-up before and a run after."""


def _read_warm_up(node: Any) -> Any:
    return node if node == "auto" else read_quantity(node, units.parse_period)


WarmUp = Annotated[Quantity | Literal["auto"], PlainValidator(_read_warm_up), WrittenAs(WARM_UP_SCHEMA)]


class Time(Part):
    """When the run takes place."""

    start: Day
    """First day that is measured; the warm-up runs before it."""
    run: Period
    """How long is measured."""
    warm_up: WarmUp = "auto"
    """How long the service runs before anything is measured."""
    holidays: str = ""
    """Whose public holidays are kept, e.g. England."""
    zone: str = "Europe/London"
    """Time zone of the wall clock."""
    go_live: Day | None = None
    """Day from which an operating model's changes hold; the first day unless said."""

    @model_validator(mode="after")
    def _lasts(self) -> Time:
        if self.run.value <= 0:
            raise refuse(f"'{self.run.written}'", "a run that takes some time, e.g. 12 weeks", key="run")
        if not FIRST_YEAR <= self.start.year <= LAST_YEAR:
            raise refuse(f"{self.start}", f"a day from {FIRST_YEAR} to {LAST_YEAR}", key="start")
        return self


class Backlog(Part):
    """Cases that are already there when the run starts."""

    step: Name
    """The step at which they stand."""
    need: Name
    """Their need."""
    cases: Whole
    """How many."""


class Service(Part):
    """A service, as `opmodels.read` returns it."""

    opmodels: Literal["1"]
    """Version of the grammar."""
    service: str
    """Its name."""
    story: str = ""
    """What a reader should know of it, in a few sentences."""
    example: str = ""
    """For services that ship with opmodels: says that this is not the reader's own."""
    currency: str = "£"
    """Sign of the currency."""
    time: Time
    """When the run takes place."""
    groups: dict[Name, Group] = Field(min_length=1)
    """Who it is for."""
    areas: Parts | None = None
    """Where people live, with the share of them in each area."""
    needs: dict[Name, Need] = Field(min_length=1)
    """What they need."""
    campaigns: dict[Name, Campaign] = Field(default_factory=dict)
    """What starts cases for people who are chosen."""
    pools: dict[Name, Pool] = Field(default_factory=dict)
    """Who does the work."""
    diaries: dict[Name, Diary] = Field(default_factory=dict)
    """What can be booked."""
    consults: dict[Name, Consult] = Field(default_factory=dict)
    """When it is decided anew who works where."""
    distances: Ways = Field(default_factory=dict)
    """How far areas are from each other; the way back is as long unless said."""
    exchanges: dict[Name, Exchange] = Field(default_factory=dict)
    """Where those who give and those who take are brought together."""
    steps: dict[Name, Step] = Field(min_length=1)
    """What happens to a case."""
    ends: dict[Name, Ending] = Field(min_length=1)
    """How cases end."""
    at_start: tuple[Backlog, ...] = ()
    """Backlog and caseload at the start."""
    payers: dict[Name, Payer] = Field(default_factory=dict)
    """Who bears cost."""
    money: Ledger = Field(default_factory=Ledger)
    """Costs and income beside the pools'."""
    outcomes: dict[Name, Outcome] = Field(default_factory=dict)
    """What matters and is counted."""
    observed: tuple[SeenAt, ...] = ()
    """Figures seen in reality."""
    guardrails: tuple[Rail, ...] = ()
    """Lines that must hold."""
    gap: Gap | None = None
    """The money to be found."""
    red_lines: Names = ()
    """Lines that no money buys."""

    facts: dict[str, Fact] = Field(default_factory=dict)
    """What holds of it and no number shows, in words: ``same_day can wait``, ``gp may lawfully decide``."""

    _tree: dict[str, Any] = PrivateAttr(default_factory=dict)

    @property
    def tree(self) -> Mapping[str, Any]:
        """The description as it was written, with everything it includes."""
        return self._tree

    @cached_property
    def contents(self) -> tuple[tuple[Path, Part], ...]:
        """Every part of it with its path, the outer ones first; found once, as a dozen rules look at it.

        The service itself is not among them: it would hold itself, and two could never be compared.
        """
        return tuple(found for found in walk_contents(self) if found[1] is not self)

    @cached_property
    def digest(self) -> str:
        """Digest of all that is written, the same for the same description."""
        return digest_tree(self._tree)

    @property
    def payer_names(self) -> tuple[str, ...]:
        """Everybody who bears a cost or an income, in the order in which they are first named."""
        named = [
            *self.payers,
            *(pool.pays for pool in self.pools.values()),
            *(line.pays for line in self.money.fixed.values()),
        ]
        named += [payer for end in self.ends.values() for payer in end.costs]
        named += [payer for step in self.steps.values() for payer in getattr(step, "costs", ())]
        named += [payer for line in self.money.income.values() for payer in (line.pays, line.to)]
        choices = [one for step in self.steps.values() for one in getattr(step, "choose", {}).values()]
        known = [name for name in named if name] or ["service"]
        known += [one.pays_to for one in choices if one.pays_to]
        known += [CITIZENS] if any(one.price is not None for one in choices) else []
        return tuple(dict.fromkeys(known))

    @property
    def budget_holder(self) -> str:
        """The payer whose gap is to be closed."""
        return self.gap.payer if self.gap and self.gap.payer else self.payer_names[0]


def describe(tree: Mapping[str, Any]) -> Service:
    """Validate a description that is given as nested dictionaries of text.

    Raises
    ------
    pydantic.ValidationError
        When a part of it does not fit; `read` tells file and line.
    """
    service = Service.model_validate(tree)
    service._tree = dict(tree)
    return service
