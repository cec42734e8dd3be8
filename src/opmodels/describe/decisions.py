"""Decisions that are made while the service runs: when a planner is asked, and what it may change."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import PlainValidator

from opmodels.describe.part import Part, WrittenAs
from opmodels.describe.sourced import Whole, read_text
from opmodels.describe.words import Clock, Names
from opmodels.foundation import calendar, units

NEXT = "next"
LEAST = 1
"""How many a pool keeps unless said."""
DAYS_SCHEMA: dict[str, Any] = {"type": "string", "description": "days, e.g. Mon-Fri"}
UNTIL_SCHEMA: dict[str, Any] = {"type": "string", "description": "next, or a time of day, e.g. 13:00"}


def read_days(node: Any) -> tuple[int, ...]:
    """Read days of the week such as ``Mon-Fri``, 0 for Monday.

    Raises
    ------
    PydanticCustomError
        When they are not such days.
    """
    if isinstance(node, tuple):
        return node
    days: tuple[int, ...] = read_text(node, calendar.parse_days, "days, such as Mon-Fri")
    return days


def read_until(node: Any) -> str:
    """Check ``next`` or a time of day, and return it as it is written.

    Raises
    ------
    PydanticCustomError
        When it is neither.
    """
    if node != NEXT:
        read_text(node, units.parse_clock, "next, or a time of day, e.g. 13:00")
    return str(node)


Days = Annotated[tuple[int, ...], PlainValidator(read_days), WrittenAs(DAYS_SCHEMA)]
KeptUntil = Annotated[str, PlainValidator(read_until), WrittenAs(UNTIL_SCHEMA)]


class Consult(Part):
    """A time at which a planner decides anew who works where."""

    at: Clock
    """The time of day."""
    days: Days = tuple(range(7))
    """The days, public holidays or not; every day unless said."""
    planner: Literal["share_staff"]
    """How it is decided: ``share_staff`` makes the work waiting for each person most even."""
    pools: Names
    """Pools of like work and the same hours, whose people can be moved."""
    least: Whole | None = None
    """How many stay in each pool at least; 1 unless said."""
    keeps_until: KeptUntil = NEXT
    """When people return: at the ``next`` consult of these pools, or a time of day if that is before."""

    @property
    def minute(self) -> int:
        """The time of day, in minutes after midnight."""
        return units.parse_clock(self.at)

    @property
    def until(self) -> int | None:
        """When people return, in minutes after midnight; None at the next consult."""
        return None if self.keeps_until == NEXT else units.parse_clock(self.keeps_until)

    @property
    def floor(self) -> int:
        """How many stay in each pool at least."""
        return LEAST if self.least is None else int(self.least.value)
