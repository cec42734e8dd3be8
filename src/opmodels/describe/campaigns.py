"""Campaigns: every so often some people are chosen by what is known of them, and a case begins for each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from opmodels.describe.part import Part, refuse
from opmodels.describe.sourced import Duration, Period, Share, Whole
from opmodels.describe.words import Clock, Day, Names
from opmodels.foundation import units
from opmodels.foundation.weeks import DAY

FIRST = ("random", "most_frail", "most_cases", "score")
"""Who is chosen first, by code."""


class Had(Part):
    """Cases that a person had of late."""

    need: str
    """Of which need."""
    times: Whole | None = None
    """How many at least, up to 16; 1 unless said."""
    within: Period
    """In how long a time up to now."""


class Known(Part):
    """What must hold of a person to be chosen; every line of it must hold."""

    group: Names = ()
    """The person is of one of these groups."""
    area: Names = ()
    """The person lives in one of these areas."""
    has: str = ""
    """The person has this trait, e.g. online."""
    lacks: str = ""
    """The person lacks this trait."""
    had: Had | None = None
    """The person had cases of a need of late."""


class Campaign(Part):
    """What starts cases of a need, by its own calendar, for people who are chosen."""

    every: Duration
    """How often people are chosen: a whole number of days."""
    start: Day | None = Field(default=None, alias="from")
    """First day on which they are; the first day that is measured, unless said."""
    until: Day | None = None
    """Last day on which they may be; the end of the run, unless said."""
    at: Clock = "00:00"
    """Time of day at which they are."""
    up_to: Whole
    """How many are chosen each time, at most."""
    who: Known = Field(default_factory=Known)
    """Who may be chosen: everybody, unless said; never anybody who is inside with a case of it."""
    first: Literal["random", "most_frail", "most_cases", "score"] = "random"
    """Who is chosen first: anybody by lot; who is in truth the most frail; who had the most cases of what
    `had` names; or who has the highest score, which knows frailty only in part."""
    correlation: Share | None = None
    """For a score: its correlation with the person's lasting frailty, on the scale of the normal curve; 0 %
    is a lottery that always gives the same, 100 % knows all."""
    not_again_for: Period | None = None
    """How long a person who was chosen is not chosen again."""
    note: str = ""
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _knows_what_it_ranks_by(self) -> Campaign:
        if (self.first == "score") != (self.correlation is not None):
            lacks = self.correlation is None
            found = f"first: {self.first} {'without' if lacks else 'with a'} correlation"
            mend = "add correlation:" if lacks else "write first: score, or take correlation away"
            raise refuse(found, "a correlation for a score and nothing else", next_step=mend, key="first")
        if self.first == "most_cases" and self.who.had is None:
            expected = "who: {had: {need, within}}, which says what cases are counted"
            raise refuse("first: most_cases without had", expected, next_step="add had:", key="first")
        return self

    @property
    def days(self) -> int:
        """Days from one time to the next."""
        return int(self.every.value / DAY)

    @property
    def minute(self) -> int:
        """Minutes after midnight at which people are chosen."""
        return int(units.parse_clock(self.at))

    def concerns(self, group: str) -> bool:
        """Whether people of a group may be chosen."""
        return not self.who.group or group in self.who.group
