"""What must hold of a case and its person for something to be open to it."""

from __future__ import annotations

from opmodels.describe.part import Part
from opmodels.describe.sourced import Whole
from opmodels.describe.words import Hours, Names


class Condition(Part):
    """What must hold of a case; every line of it must hold."""

    group: Names = ()
    """The case is of one of these groups."""
    need: Names = ()
    """The case is of one of these needs."""
    area: Names = ()
    """The person lives in one of these areas."""
    severity: Names = ()
    """The case has one of these levels of severity now."""
    has: str = ""
    """The person has this trait, e.g. online."""
    lacks: str = ""
    """The person lacks this trait."""
    been_at: str = ""
    """A step where the case was before ..."""
    times: Whole | None = None
    """... at least this often (1 unless said)."""
    queue: str = ""
    """A step at which ..."""
    at_least: Whole | None = None
    """... at least this many are waiting."""
    during: Hours | None = None
    """It is now within these hours of the wall clock, public holidays or not, e.g. Mon-Fri 08:00-10:00."""

    def concerns(self, *, group: str, need: str, area: str, severity: str) -> bool:
        """Whether cases of this kind are among those that it names."""
        asked = ((self.group, group), (self.need, need), (self.area, area), (self.severity, severity))
        return all(not names or name in names for names, name in asked)
