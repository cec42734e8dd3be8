"""A planned series of visits: how many, how far apart, and when one counts as late."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from opmodels.describe.part import Part
from opmodels.describe.sourced import Duration, Numbers, Times


class Repeat(Part):
    """A series of visits that a case has at a step, planned when it comes there."""

    visits: Numbers
    """How many visits: a number, or a distribution of numbers, rounded; at least 1."""
    every: Times
    """How long from one visit to the next."""
    from_: Literal["planned", "actual"] = Field(default="planned", alias="from")
    """Whether the next visit is due so long after this one was due, or after it was done."""
    due_within: Duration | None = None
    """How long after it is due a visit may start before it counts as late."""
