"""What the staff of a described service are and cost in a year, counted from its pools alone."""

from __future__ import annotations

import math

from opmodels.describe.service import Service
from opmodels.describe.staff import Pool
from opmodels.foundation.units import UnitError, parse_share

CONTRACT_HOURS = 37.5
"""Hours a week in one full-time contract; an assumption, usual in English public services."""
HOURS_PER_YEAR = 8766.0
WEEKS_PER_YEAR = HOURS_PER_YEAR / 168.0


def hours_a_week(pool: Pool) -> float:
    """Return the hours a week that a pool's staff work together, holidays and days off apart."""
    return float(pool.size * pool.hours.hours_per_week)


def full_time_equivalents(pool: Pool) -> float:
    """Return the full-time contracts that a pool's hours need, absence and leave not counted."""
    return hours_a_week(pool) / CONTRACT_HOURS


def people_of(pool: Pool) -> int:
    """Return the people a pool employs: as stated, or the fewest full-time contracts that keep its hours."""
    if pool.people is not None:
        return int(pool.people.value)
    return max(pool.size, math.ceil(full_time_equivalents(pool) - 1e-9)) if hours_a_week(pool) > 0 else 0


def pay_a_year(pool: Pool, posts: int | None = None) -> float:
    """Return the cost of a pool, or of so many of its posts, in a year, with on-costs."""
    size = pool.size if posts is None else posts
    return float(size * pool.hours.hours_per_week * WEEKS_PER_YEAR * pool.hourly_cost)


def read_turnover(service: Service, pool: str) -> float | None:
    """Return the share of a pool's people who leave in a year by the facts, or None where they do not say."""
    fact = service.facts.get(f"turnover of {pool}")
    if fact is None or fact.holds == "no":
        return None
    try:
        return parse_share(fact.up_to.removesuffix("per year").removesuffix("a year").strip())
    except UnitError:
        return None


def staff_pools(service: Service) -> dict[str, Pool]:
    """Return the pools of people, by name; places and vehicles are none."""
    return {name: pool for name, pool in service.pools.items() if pool.staff is not None}


def pays_for(service: Service, pool: Pool) -> str:
    """Return who pays for a pool: as stated, or whoever is named first in the service."""
    return pool.pays or service.payer_names[0]
