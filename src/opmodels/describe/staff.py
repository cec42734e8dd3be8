"""Who and what does the work: pools of staff, places and vehicles, and the diaries they keep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, model_validator

from opmodels.describe.funding import Funding
from opmodels.describe.part import Part, WrittenAs, refuse, show
from opmodels.describe.sourced import Duration, Factor, Length, MoneyRate, Posts, Share, Whole
from opmodels.describe.words import Clock, Day, Hours, Names
from opmodels.foundation import calendar, units

OPENING_SCHEMA: dict[str, Any] = {"type": "string", "description": "e.g. 14 days ahead, same day"}
MOST_DAYS_OFF = 6210
"""Seventeen years, the longest run there is."""


class DayOff(Part):
    """Days on which a pool keeps other hours than usual."""

    on: Day
    """The day, or the first of several."""
    until: Day | None = None
    """The last day, when there are several."""
    hours: str = "closed"
    """``closed``, or the hours of the day: ``09:00-12:00``."""

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that is meant."""
        last = self.until or self.on
        return tuple(self.on + timedelta(days=i) for i in range((last - self.on).days + 1))

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Minutes of the day between which the pool is open."""
        if self.hours == "closed":
            return ()
        start, _, end = self.hours.partition("-")
        return ((units.parse_clock(start.strip()), units.parse_clock(end.strip())),)

    @model_validator(mode="after")
    def _runs_forward(self) -> DayOff:
        if self.until and not 0 <= (self.until - self.on).days < MOST_DAYS_OFF:
            raise refuse(
                f"{self.on} until {self.until}", "days that run forward, over at most 17 years", key="until"
            )
        try:
            spans = self.spans
        except units.UnitError as error:
            raise refuse(
                f"'{self.hours}'", "closed, or hours such as 09:00-12:00", error.nearest, key="hours"
            ) from None
        if any(end <= start for start, end in spans):
            raise refuse(f"'{self.hours}'", "hours that end after they start", key="hours")
        return self


class Rise(Part):
    """How absence answers to the work of the last four weeks."""

    above: Share
    """Utilisation from which it rises."""
    by: Factor
    """Points of absence for each point of utilisation above it."""


class Call(Part):
    """Help that is called when a queue grows long."""

    staff: Posts
    """How many come."""
    queue: str
    """The step whose queue calls them ..."""
    at_least: Whole
    """... when so many wait there."""
    after: Duration
    """How long it takes until they come."""
    stays: Duration
    """How long they stay; as long again while the queue is that long."""
    cost: MoneyRate | None = None
    """Pay of one of them while there; that of the pool unless said."""

    def hourly_cost(self, pool: Pool) -> float:
        """Money per hour of one of them, with the pool's on-costs."""
        on_costs = pool.on_costs.value if pool.on_costs else 0.0
        return self.cost.value * (1.0 + on_costs) if self.cost else pool.hourly_cost


class Outage(Part):
    """Failures and closures that nobody plans."""

    every: Length
    """Time from the end of one to the next."""
    lasts: Length
    """How long one lasts."""
    takes: Whole | None = None
    """How many it takes away; all, unless said."""


class Pool(Part):
    """Staff or places that do the work."""

    staff: Posts | None = None
    """People on duty at the same time while the pool is open."""
    places: Whole | None = None
    """Places, rooms or vehicles, when they are not people."""
    hours: Hours = Field(default_factory=lambda: calendar.parse_hours("always"))
    """When the pool works."""
    on_holidays: Literal["open", "closed"] = "closed"
    """What it does on public holidays; a pool that is open always is open then too."""
    exceptions: tuple[DayOff, ...] = ()
    """Days with other hours."""
    role: str = ""
    """What these people are, e.g. nurse; the name of the pool unless said."""
    grade: str = ""
    """Their pay grade."""
    layer: Whole | None = None
    """Layer of the hierarchy: 1 meets citizens, 2 leads those who do, and so on."""
    people: Posts | None = None
    """People employed to keep these hours, when that is known."""
    decides: Names = ()
    """Decisions that are theirs to make."""
    skills: Names = ()
    """What they can do."""
    cost: MoneyRate | None = None
    """Pay of one of them while open, e.g. £15.20 per hour."""
    on_costs: Share | None = None
    """Employer's costs on top of pay."""
    overtime: Factor | None = None
    """Pay for an hour of overtime as a multiple of a usual hour; 1 unless said."""
    absence: Share | None = None
    """Share of shifts that one of them misses."""
    absence_rises: Rise | None = None
    """How absence answers to workload."""
    speed: Factor | None = None
    """How fast they work, as a multiple of the times said at the steps; 1 unless said."""
    speeds_differ: Share | None = None
    """Standard deviation of the speed from one of them to another; none unless said."""
    on_call: Call | None = None
    """Help that is called in when a queue grows long."""
    outages: Outage | None = None
    """Failures and closures that nobody plans."""
    funded_by: Funding | None = None
    """Money for its posts that follows the people it serves."""
    shift_end: Literal["finish", "pause"] = "finish"
    """Whether work in hand is finished in overtime or paused until the pool opens again."""
    pays: str = ""
    """The payer of its cost."""
    provider: Literal["public", "private", "voluntary", "citizens"] = "public"
    """Who does the work."""
    note: str = ""
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _has_one_size(self) -> Pool:
        if (self.staff is None) == (self.places is None):
            raise refuse(
                "both staff and places" if self.staff is not None else "neither staff nor places",
                "exactly one of them",
            )
        return self

    @property
    def size(self) -> int:
        """How many work at the same time."""
        return int((self.staff or self.places).value)  # type: ignore[union-attr]

    @property
    def most(self) -> int:
        """How many work at the same time at most, those on call included."""
        return self.size + (int(self.on_call.staff.value) if self.on_call else 0)

    @property
    def hourly_cost(self) -> float:
        """Money per hour of one of them, with on-costs."""
        on_costs = self.on_costs.value if self.on_costs else 0.0
        return self.cost.value * (1.0 + on_costs) if self.cost else 0.0


class HeldBack(Part):
    """Part of a diary that is kept for the day itself."""

    share: Share
    """Share of each session's slots."""
    until: Clock = "08:00"
    """Time of the day itself at which they can be booked."""


class Opening(Part):
    """When a slot can first be booked."""

    days: int
    """Days before its own day."""
    clock: int
    """Minutes after midnight of that day."""


def read_opening(node: Any) -> Opening:
    """Read how far ahead a diary can be booked: ``14 days ahead``, ``same day``, ``08:00 same day``.

    Raises
    ------
    PydanticCustomError
        When it is none of these.
    """
    if isinstance(node, Opening):
        return node
    expected = "e.g. 14 days ahead, same day or 08:00 same day"
    if not isinstance(node, str):
        raise refuse(show(node), expected)
    words = node.removesuffix(" ahead").strip()
    try:
        if words.endswith("same day"):
            return Opening(days=0, clock=units.parse_clock(words.removesuffix("same day").strip() or "00:00"))
        days = units.parse_duration(words) / 1440.0
    except units.UnitError as error:
        raise refuse(error.found, expected, error.nearest) from None
    if days != int(days) or days > MOST_DAYS_OFF:
        raise refuse(f"'{node}'", "whole days, e.g. 14 days ahead")
    return Opening(days=int(days), clock=0)


class Diary(Part):
    """Dated slots that can be booked ahead."""

    pool: str
    """Whose sessions these are: each stretch of its working hours is a session."""
    per_session: Whole
    """Slots for each member of the pool in each session, spread evenly over it."""
    slot: Duration | None = None
    """How long a slot lasts, to check that the slots fit into the session."""
    opens: Annotated[Opening, PlainValidator(read_opening), WrittenAs(OPENING_SCHEMA)] = Opening(
        days=28, clock=0
    )
    """How far ahead it can be booked: ``14 days ahead``, ``same day``, ``08:00 same day``."""
    held_back: HeldBack | None = None
    """A part kept for the day itself."""
    overbook: Share | None = None
    """Extra bookings taken beyond the slots, for those who will not come."""
    note: str = ""
    """Anything a reader should know."""


def read_mapping_or(node: Any, key: str) -> Any:
    """Let a plain value stand for ``{key: value}``."""
    return node if isinstance(node, Mapping) else {key: node}
