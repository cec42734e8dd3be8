"""Money that follows people: how many posts of a pool are paid for in the next year."""

from __future__ import annotations

from pydantic import Field

from opmodels.describe.part import Part
from opmodels.describe.sourced import Count, Period, Whole, read_quantity
from opmodels.describe.words import Names
from opmodels.foundation import units
from opmodels.foundation.weeks import DAY

YEAR = "52 weeks"


class Funding(Part):
    """Posts that follow how many people were served in the year before."""

    per_post: Count
    """Cases in a funding year that pay for one post."""
    at_most: Whole
    """The most posts that are paid for."""
    at_least: Whole | None = None
    """The fewest posts that are paid for; none unless said."""
    need: Names = ()
    """Needs whose cases count; all unless said."""
    group: Names = ()
    """Groups whose cases count; all unless said."""
    ends: Names = ()
    """Ends at which a case counts when it comes there; all unless said."""
    moves_at_most: Whole | None = None
    """The most posts by which one funding year may differ from the one before."""
    every: Period = Field(default_factory=lambda: read_quantity(YEAR, units.parse_period))
    """How long a funding year is, in whole days; 52 weeks unless said."""

    @property
    def days(self) -> int:
        """Days of a funding year."""
        return int(self.every.value // DAY)

    @property
    def fewest(self) -> int:
        """The fewest posts that are paid for."""
        return int(self.at_least.value) if self.at_least else 0

    def counts(self, need: str, group: str, end: str) -> bool:
        """Whether a case of this need and group that ends here counts."""
        asked = ((self.need, need), (self.group, group), (self.ends, end))
        return all(not named or name in named for named, name in asked)
