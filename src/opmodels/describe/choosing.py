"""A step at which people choose: alternatives, what they cost and how long they take, tastes, nests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pydantic import Field, model_validator

from opmodels.describe.condition import Condition
from opmodels.describe.part import Part, refuse
from opmodels.describe.serving import AnyStep
from opmodels.describe.sourced import (
    Duration,
    Money,
    Number,
    VariedDuration,
    VariedMoney,
    VariedNumber,
    VariedShare,
)
from opmodels.describe.split import Onward, Route
from opmodels.describe.words import Name, Names
from opmodels.foundation.errors import find_nearest, name_list

QUOTES = ("queue", "last", "published", "exact")
"""The ways in which a wait is told."""
CHOOSES = "choose "
"""What stands before an alternative in the name of a way out."""


class Quote(Part):
    """The wait of which people are told before they choose: one of queue, last, published, exact."""

    queue: str = ""
    """A step that is served: how many wait there now, times how long it takes such a case, over those who are
    present."""
    last: str = ""
    """A step that is served: the wait of whoever started there last; none before the first."""
    published: str = ""
    """A step that is served: the mean wait of those who started there in the last whole period."""
    exact: str = ""
    """A step that books: the time until the first slot that could be booked now."""
    every: Duration | None = None
    """How often a published figure is renewed, e.g. 4 weeks."""
    at_first: Duration | None = None
    """What is published before there is a figure, and after a period in which nobody started."""

    @property
    def kind(self) -> str:
        """In which way the wait is told."""
        return next(name for name in QUOTES if getattr(self, name))

    @property
    def step(self) -> str:
        """The step whose wait is told."""
        return str(getattr(self, self.kind))

    @model_validator(mode="after")
    def _is_one(self) -> Quote:
        said = [name for name in QUOTES if getattr(self, name)]
        if len(said) != 1:
            found = " and ".join(said) if said else f"none of {', '.join(QUOTES)}"
            raise refuse(found, f"exactly one of {', '.join(QUOTES)}")
        for name in ("every", "at_first"):
            if (getattr(self, name) is not None) != bool(self.published):
                lacks = self.published and f"published without {name}"
                raise refuse(
                    lacks or f"{name} beside {said[0]}",
                    "published, every and at_first together: {published: call, every: 4 weeks, "
                    "at_first: 10 min}",
                    key=None if lacks else name,
                )
        if self.every is not None and self.every.value <= 0:
            raise refuse(
                f"'{self.every.written}'", "a period that takes some time, e.g. 4 weeks", key="every"
            )
        return self


class Alternative(Part):
    """One of the things that people can choose."""

    to: Onward
    """Where those go who choose it."""
    price: VariedMoney | None = None
    """What the person pays for it."""
    pays_to: str = ""
    """The payer of the service who receives the price; somebody outside unless said."""
    quote: Quote | None = None
    """The wait of which people are told."""
    takes: VariedDuration | None = None
    """The person's own time that it takes beside the wait, e.g. 40 min on foot."""
    appeal: VariedNumber | None = None
    """Utility of everything else about it, against an alternative with 0."""
    needs: Names = ()
    """Traits without which nobody is offered it, e.g. smartphone."""
    when: Condition = Field(default_factory=Condition, alias="if")
    """What must hold of a case for it to be offered."""
    income_at_least: Money | None = None
    """The income a year below which nobody is offered it."""

    @property
    def is_conditional(self) -> bool:
        """Whether somebody may not be offered it."""
        told = self.quote is not None and bool(self.quote.exact)
        return bool(self.needs) or told or self.income_at_least is not None or self.when != Condition()

    @model_validator(mode="after")
    def _has_something_to_pay(self) -> Alternative:
        if self.pays_to and self.price is None:
            raise refuse("pays_to without price", "a price", next_step="add price:", key="pays_to")
        return self


class Tastes(Part):
    """What weighs how much when people choose: coefficients of a logit model."""

    pound: VariedNumber | None = None
    """Utility of one unit of the currency that is to be paid, e.g. -0.09."""
    hour_waited: VariedNumber | None = None
    """Utility of an hour's wait as it is told, e.g. -1.8."""
    hour_spent: VariedNumber | None = None
    """Utility of an hour of the person's own time, e.g. -0.9."""
    income_elasticity: VariedNumber | None = None
    """How much less a price weighs with income: its weight is multiplied by (median income / income) to this
    power; 0 unless said."""
    lasting: VariedShare | None = None
    """Share of choices that a person makes by tastes that last; the others by those of the moment. None
    unless said."""


class Nest(Part):
    """Alternatives that are alike to people: who loses one rather takes another of them."""

    of: Names
    """The alternatives."""
    scale: Number
    """1 for no more alike than others, near 0 for as good as the same."""

    @model_validator(mode="after")
    def _is_sound(self) -> Nest:
        if not 0 < self.scale.value <= 1:
            raise refuse(f"'{self.scale.written}'", "a number above 0 and at most 1", key="scale")
        return self


class Choose(AnyStep):
    """A choice that people make by what they prefer: price, wait, time, and a taste of each person's own."""

    choose: dict[Name, Alternative] = Field(min_length=1)
    """The alternatives, by name."""
    tastes: Tastes = Field(default_factory=Tastes)
    """What weighs how much."""
    nests: dict[Name, Nest] = Field(default_factory=dict)
    """Alternatives that are alike, by name of the nest."""
    nothing: Onward | None = None
    """Where those go to whom nothing is offered; needed where every alternative has a condition."""

    @model_validator(mode="after")
    def _holds_together(self) -> Choose:
        self._check_nests()
        self._check_tastes()
        if self.nothing is None and all(one.is_conditional for one in self.choose.values()):
            raise refuse(
                "alternatives that each have a condition, and no 'nothing'",
                "where those go to whom nothing is offered",
                next_step="add nothing:",
            )
        return self

    def _check_nests(self) -> None:
        named = list(chain.from_iterable(nest.of for nest in self.nests.values()))
        for name in named:
            if name not in self.choose:
                known = name_list(list(self.choose))
                raise refuse(
                    f"'{name}' in a nest", f"one of {known}", find_nearest(name, self.choose), key="nests"
                )
            if named.count(name) > 1:
                raise refuse(f"'{name}' twice in nests", "each alternative in one nest at most", key="nests")

    def _check_tastes(self) -> None:
        for what, taste in (("price", "pound"), ("quote", "hour_waited"), ("takes", "hour_spent")):
            who = next((name for name, one in self.choose.items() if getattr(one, what) is not None), None)
            if who is not None and getattr(self.tastes, taste) is None:
                raise refuse(
                    f"{what} of {who} without {taste} in tastes",
                    "how much it weighs",
                    next_step=f"add {taste}: to tastes, or 0 where it does not count",
                )

    def find_nest(self, alternative: str) -> str:
        """Return the nest of an alternative; empty where it is in none."""
        return next((name for name, nest in self.nests.items() if alternative in nest.of), "")

    def exits(self) -> Iterator[tuple[str, Route]]:
        """Yield every way out, with the cause."""
        for name, alternative in self.choose.items():
            yield f"{CHOOSES}{name}", alternative.to
        if self.nothing is not None:
            yield "nothing", self.nothing
