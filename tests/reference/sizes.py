"""How large a random service is: most are small, so that many can be compared, and some are not."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.reference.random_services import Tree

CASES = (5, 6, 8, 10, 12, 15, 18, 22, 30, 40, 70, 150)
"""How many cases are to come, on average."""
MOST_KNOWN = 60
"""People of a group among whom campaigns choose, each of whom is looked at each time."""
RUNS = ("5 h", "10 h", "20 h", "1 day", "2 days")
HOURS_PER_YEAR = 8766.0
UNITS = {"h": 1, "day": 24, "days": 24}


def resize(tree: Tree, chance: random.Random) -> None:
    """Let a service have about as many cases as chance says: by a shorter run, other rates, or both."""
    if "campaigns" in tree:
        for group in tree["groups"].values():
            group["people"] = str(min(int(group["people"]), MOST_KNOWN))
    cases, shorter = chance.choice(CASES), chance.random() < 0.6
    needs_weeks = any("absence_rises" in pool for pool in tree["pools"].values())
    if shorter and not needs_weeks and expect_cases(tree) > cases:
        run = chance.choice(RUNS)
        tree["time"]["run"] = min(run, tree["time"]["run"], key=_hours)
        tree["time"]["warm_up"] = "0 days" if chance.random() < 0.7 else tree["time"]["warm_up"]
    expected = expect_cases(tree)
    if expected > cases or 0 < expected < cases / 3:
        scale(tree, cases / expected)
    for line in tree["at_start"]:
        line["cases"] = str(min(int(line["cases"]), 1 + cases // 4))


def scale(tree: Tree, factor: float) -> None:
    """Multiply every rate."""
    for need in tree["needs"].values():
        for key, unit in (("rate", " per hour"), ("per_person_per_year", "")):
            said = need.get(key)
            if isinstance(said, dict):
                need[key] = {name: _times(one, factor, unit) for name, one in said.items()}
            elif said is not None:
                need[key] = _times(said, factor, unit)


def _times(said: str, factor: float, unit: str) -> str:
    return f"{float(said.split()[0]) * factor:.5f}{unit}"


def _hours(length: str) -> float:
    number, unit = length.split()
    return float(number) * UNITS[unit]


def expect_cases(tree: Tree) -> float:
    """Return how many cases come by rates, about."""
    people = {name: float(group["people"]) for name, group in tree["groups"].items()}
    hours = _hours(tree["time"]["run"]) + _hours(tree["time"]["warm_up"])
    return sum(_per_hour(need, people) for need in tree["needs"].values()) * hours


def _per_hour(need: Tree, people: dict[str, float]) -> float:
    party = 2.0 if "party" in need else 1.0
    rate, each = need.get("rate"), need.get("per_person_per_year")
    if rate is not None:
        said = list(rate.values()) if isinstance(rate, dict) else [rate]
        return party * sum(float(one.split()[0]) for one in said)
    by = each if isinstance(each, dict) else dict.fromkeys(people, each or "0")
    return party * sum(float(one) * people.get(name, 0.0) for name, one in by.items()) / HOURS_PER_YEAR
