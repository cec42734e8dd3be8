"""Money beside the cost of pools: what is fixed, what comes in, who bears it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from opmodels.describe.part import Part, WrittenAs, refuse
from opmodels.describe.sourced import Money, MoneyRate, Share, read_text
from opmodels.foundation import units

CITIZENS = "citizens"
"""The payer of what people pay themselves."""


class Payer(Part):
    """Somebody who bears cost."""

    budget: MoneyRate | None = None
    """What can be spent."""
    note: str = ""
    """Anything a reader should know."""


class Fixed(Part):
    """A cost that does not follow the number of cases."""

    cost: MoneyRate
    """How much over time, e.g. £52k per year."""
    pays: str
    """Who bears it."""
    stays: Share | None = None
    """Share that stays when the service shrinks or ends; all of it unless said."""
    note: str = ""
    """Anything a reader should know."""


class Income(Part):
    """Money that comes in: a grant, a fee for each case, a charge."""

    amount: MoneyRate | None = None
    """How much over time."""
    per_case: dict[str, Money] = Field(default_factory=dict)
    """How much for each case, by end."""
    pays: str
    """Who pays it."""
    to: str
    """Who receives it."""
    note: str = ""
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _has_an_amount(self) -> Income:
        if (self.amount is None) == (not self.per_case):
            raise refuse(
                "both amount and per_case" if self.amount is not None else "neither amount nor per_case",
                "exactly one of them",
            )
        return self


class Ledger(Part):
    """The lines of money beside the pools'."""

    fixed: dict[str, Fixed] = Field(default_factory=dict)
    """Costs that stand whatever happens."""
    income: dict[str, Income] = Field(default_factory=dict)
    """Money that comes in."""


def _read_weight(node: Any) -> float:
    return (
        float(node)
        if isinstance(node, int | float)
        else float(read_text(node, units.parse_number, "a number, e.g. 1"))
    )


Weight = Annotated[
    float, BeforeValidator(_read_weight), WrittenAs({"type": ["number", "string"], "description": "a number"})
]


class Outcome(Part):
    """Something that matters and is counted at the ends."""

    unit: str
    """What one of it is, e.g. people helped."""
    per: dict[str, Weight]
    """How much each case adds, by the end it reaches."""
    better: Literal["more", "fewer"] = "more"
    """Which way is better."""
    note: str = ""
    """Anything a reader should know."""
