"""What happens to a case: steps, the routes between them, and the ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, model_validator

from opmodels.describe.choosing import Choose
from opmodels.describe.condition import Condition
from opmodels.describe.effects import Effect
from opmodels.describe.gathering import Batch
from opmodels.describe.matching import Match
from opmodels.describe.part import Faults, Part, WrittenAs, as_list, refuse, show
from opmodels.describe.serving import AnyStep, Serve
from opmodels.describe.side_by_side import SideBySide
from opmodels.describe.sourced import (
    NUMBER_SCHEMA,
    Duration,
    Money,
    Quantity,
    Times,
    Varied,
    VariedShare,
    read_quantity,
    read_text,
    read_times,
)
from opmodels.describe.split import Onward, Route
from opmodels.describe.words import Clock, Hours
from opmodels.foundation import units
from opmodels.foundation.errors import find_nearest

LEADS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": NUMBER_SCHEMA,
    "minProperties": 1,
    "description": "a share, by time ahead",
}


class Until(Part):
    """A wait that ends at a time of day."""

    until: Clock
    """The next time of day at which the wait ends, e.g. 08:00."""

    @property
    def minute(self) -> int:
        """Minutes after midnight."""
        return units.parse_clock(self.until)


def _read_delay(node: Any) -> Any:
    if isinstance(node, Until) or (isinstance(node, Mapping) and "until" in node):
        return Until.model_validate(node)
    return read_times(node)


class Wait(AnyStep):
    """A delay that nobody works in."""

    wait: Annotated[Until | Varied, PlainValidator(_read_delay), WrittenAs({"x-form": "Delay"})]
    """How long, or until which time of day."""
    hours: Hours | None = None
    """The hours in which a length counts, public holidays or not; all, unless said. `16 h` of Mon-Fri
    09:00-17:00 are two working days."""
    then: Onward
    """Where the case goes afterwards."""

    @model_validator(mode="after")
    def _counts_something(self) -> Wait:
        if self.hours is not None and isinstance(self.wait, Until):
            found, expected = "hours beside a time of day", "hours beside a length, e.g. wait: 16 h"
            raise refuse(found, expected, next_step="leave hours out, or say how long it is", key="hours")
        if self.hours is not None and not self.hours.spans:
            found, expected = "hours that never come", "hours of a week, e.g. Mon-Fri 09:00-17:00"
            raise refuse(found, expected, next_step="leave hours out where all of them count", key="hours")
        return self

    def exits(self) -> Iterator[tuple[str, Route]]:
        """Yield every way out, with the cause."""
        yield "then", self.then


class Clause(Part):
    """One line of a branch."""

    when: Condition = Field(default_factory=Condition, alias="if")
    """What must hold; always, unless said."""
    to: Onward
    """Where such a case goes."""


def _read_branch(node: Any) -> tuple[Clause, ...]:
    if isinstance(node, Mapping) and not {"if", "to"} & set(node):
        return (Clause.model_validate({"to": node}),)
    faults, clauses = Faults(), list[Clause]()
    for place, one in enumerate(as_list(node)):
        with faults.at(*([place] if isinstance(node, list | tuple) else [])):
            clauses.append(Clause.model_validate(one if isinstance(one, Mapping | Clause) else {"to": one}))
    faults.raise_any()
    return tuple(clauses)


class Branch(AnyStep):
    """A fork in the way: by chance, or by what is known of the case."""

    branch: Annotated[tuple[Clause, ...], PlainValidator(_read_branch), WrittenAs({"x-form": "Fork"})]
    """Shares by place, or a list of ``{if: ..., to: ...}``; the first that holds is taken."""

    @model_validator(mode="after")
    def _ends_with_everyone(self) -> Branch:
        if not self.branch or self.branch[-1].when != Condition():
            raise refuse(
                "a branch that may leave a case nowhere to go",
                "a last line without 'if'",
                next_step="add {to: ...}",
            )
        return self

    def exits(self) -> Iterator[tuple[str, Route]]:
        """Yield every way out, with the cause."""
        for number, clause in enumerate(self.branch, 1):
            yield f"line {number}", clause.to


def _read_leads(node: Any) -> Any:
    if isinstance(node, tuple):
        return node
    if not isinstance(node, Mapping) or not node:
        raise refuse(
            show(node), "shares by days between booking and slot: {0 days: 2.3 %, 1 day: 5.6 %, ...}"
        )
    faults, leads = Faults(), dict[float, Quantity]()
    for lead, share in node.items():
        with faults.at(lead):
            days = read_text(lead, units.parse_duration, "a time ahead, e.g. 7 days") / 1440.0
            if days in leads:
                raise refuse(f"'{lead}' a second time", "each time once")
            leads[days] = read_quantity(share, units.parse_share)
    faults.raise_any()
    return tuple(sorted(leads.items()))


class Missed(Part):
    """Booked slots to which nobody comes."""

    share: VariedShare | None = None
    """Share of bookings, whatever their lead time."""
    after: Annotated[
        tuple[tuple[float, Quantity], ...], PlainValidator(_read_leads), WrittenAs(LEADS_SCHEMA)
    ] = ()
    """Share of bookings by days between booking and slot: ``{0 days: 2.3 %, 1 day: 5.6 %, ...}``."""
    to: Onward | None = None
    """Where those go who miss it; unless said, where those go who find no slot."""

    @model_validator(mode="after")
    def _has_one_share(self) -> Missed:
        if (self.share is None) == (not self.after):
            raise refuse(
                "both share and after" if self.after else "neither share nor after", "exactly one of them"
            )
        return self


def _read_missed(node: Any) -> Missed:
    named = isinstance(node, Missed) or (
        isinstance(node, Mapping) and bool({"share", "after", "to"} & set(node))
    )
    return Missed.model_validate(node if named else {"share": node})


class Cancelled(Part):
    """Bookings that are given back before their day."""

    share: VariedShare
    """Share of bookings."""
    notice: Times
    """How long before the slot; who would cancel before having booked does so at once."""
    to: Onward
    """Where those go who cancel."""


class Book(AnyStep):
    """Takes a dated slot in a diary; the work is done by the step that follows."""

    book: str
    """The diary."""
    then: Onward
    """Where the case goes when its slot has come."""
    full: Onward
    """Where the case goes when no slot suits."""
    wanted: Times | None = None
    """How far ahead the slot should be: the first free one from that day on. The earliest, unless said."""
    longest: Duration | None = None
    """The longest that a case accepts to wait for a slot."""
    no_show: Annotated[Missed, PlainValidator(_read_missed), WrittenAs({"x-form": "NoShow"})] | None = None
    """Who does not come."""
    cancels: Cancelled | None = None
    """Who gives the slot back."""

    def exits(self) -> Iterator[tuple[str, Route]]:
        """Yield every way out, with the cause."""
        yield "then", self.then
        yield "full", self.full
        if self.no_show and self.no_show.to:
            yield "no_show", self.no_show.to
        if self.cancels:
            yield "cancels", self.cancels.to


KINDS: dict[str, type[AnyStep]] = {
    "serve": Serve,
    "wait": Wait,
    "branch": Branch,
    "book": Book,
    "choose": Choose,
    "batch": Batch,
    "match": Match,
    "side_by_side": SideBySide,
}
"""The kinds of step, by the key that shows the kind."""


SAID_ELSEWHERE = {"fork": "side_by_side", "parallel": "side_by_side", "delay": "wait", "choice": "branch"}
"""What other programs call a kind of step."""


def _find_kind(key: str) -> str | None:
    return SAID_ELSEWHERE.get(key) or find_nearest(key, KINDS)


def read_step(node: Any) -> Any:
    """Read a step of any kind.

    Raises
    ------
    PydanticCustomError, pydantic.ValidationError
        When its kind is not clear, or something in it does not fit.
    """
    if isinstance(node, AnyStep):
        return node
    keys = [str(key) for key in node] if isinstance(node, Mapping) else []
    found = [kind for kind in KINDS if kind in keys]
    if len(found) == 1:
        return KINDS[found[0]].model_validate(node)
    near = next((name for name in (_find_kind(key) for key in keys) if name), None)
    what = f"a step with {' and '.join(found)}" if found else f"a step that is {show(node)}"
    raise refuse(what, f"exactly one of the keys {', '.join(KINDS)}", None if found else near)


Step = Annotated[
    Serve | Wait | Branch | Book | Choose | Batch | Match | SideBySide,
    PlainValidator(
        read_step, json_schema_input_type=Serve | Wait | Branch | Book | Choose | Batch | Match | SideBySide
    ),
]
MET = ("met", "met elsewhere", "partly met", "unmet")
"""How well an end answers the need, best first."""


class End(Part):
    """How a case can end."""

    as_: Literal["met", "met elsewhere", "partly met", "unmet"] = Field(alias="as")
    """Whether the need was met."""
    costs: dict[str, Money] = Field(default_factory=dict)
    """Cost of each case that ends so, by payer: the bill that lands elsewhere."""
    effects: dict[str, Effect] = Field(default_factory=dict)
    """What it leaves on its person, by need: a factor on how often the need comes."""
    note: str = ""
    """Anything a reader should know."""


def read_end(node: Any) -> End:
    """Read an end: ``met``, or ``{as: met elsewhere, costs: {...}}``.

    Raises
    ------
    pydantic.ValidationError
        When it is not such an end.
    """
    return End.model_validate(node if isinstance(node, Mapping | End) else {"as": node})


Ending = Annotated[End, PlainValidator(read_end), WrittenAs({"x-form": "Ending"})]
