"""What is decided while a service runs, in words: who works where, and how many posts are paid for."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.decisions import Consult
from opmodels.describe.funding import Funding
from opmodels.describe.service import Service
from opmodels.foundation.weeks import DAY_NAMES
from opmodels.show.words import fold, join_words


def tell_funding(funding: Funding) -> str:
    """Return what pays for the posts of a pool."""
    whose = f" of {join_words(list(funding.need))}" if funding.need else ""
    whose += f" of {join_words(list(funding.group))}" if funding.group else ""
    whose += f" that come to {join_words(list(funding.ends), 'or')}" if funding.ends else ""
    step = f", by at most {funding.moves_at_most.written} at once" if funding.moves_at_most else ""
    return (
        f"every {funding.every.written}, a post for every {funding.per_post.written} cases{whose} in that"
        f" time, {funding.fewest} to {funding.at_most.written} posts{step}"
    )


def tell_consult(consult: Consult) -> str:
    """Return when a planner is asked, and what it may do."""
    named = [DAY_NAMES[day] for day in consult.days]
    days = "every day" if len(named) == len(DAY_NAMES) else f"on {join_words(named)}"
    until = "until the next time" if consult.until is None else f"until {consult.keeps_until}"
    return (
        f"at {consult.at} {days}, {consult.planner} shares the people of {join_words(list(consult.pools))}"
        f" {until}; {consult.floor} or more stay in each"
    )


def list_consults(service: Service) -> Iterator[str]:
    """Yield the lines of each consult: its name, when, and what it may do."""
    width = max(map(len, service.consults), default=0)
    for name, one in service.consults.items():
        yield from fold(tell_consult(one), f"  {name:<{width}}  ")
