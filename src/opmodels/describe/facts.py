"""Facts about a service that no number of it shows: what is lawful, what can wait, what perishes."""

from __future__ import annotations

from typing import Literal

from opmodels.describe.part import Part
from opmodels.describe.sourced import Grade


class Fact(Part):
    """Something that holds of the service or does not, and who says so."""

    holds: Literal["yes", "no"]
    """Whether it holds."""
    up_to: str = ""
    """How far it holds, where it has a size: ``4 hours``, ``9 %``."""
    source: str = ""
    """Who says so."""
    grade: Grade | None = None
    """How good the evidence is."""
    note: str = ""
    """Anything a reader should know."""
