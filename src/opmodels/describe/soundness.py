"""Whether a description makes sense as a whole: names known, a way out for every case, pools at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from opmodels.describe import (
    notes,
    notes_borrowed,
    notes_demand,
    notes_doubtful,
    notes_hours,
    rules_choosing,
    rules_decisions,
    rules_exchanges,
    rules_flow,
    rules_names,
    rules_numbers,
    rules_parts,
    rules_people,
    rules_staff,
    rules_time,
    rules_visits,
)
from opmodels.describe.fault import Fault, Note
from opmodels.describe.service import Service

__all__ = ["LATER_RULES", "NAME_RULES", "Fault", "Note", "Rule", "find_notes", "find_problems"]

MOST_FAULTS = 100
"""More than anybody reads; looking for the nearest spelling of thousands of names would take minutes."""
Rule = Callable[[Service], Iterator[Fault]]

NAME_RULES: tuple[Rule, ...] = (*rules_names.RULES, *rules_exchanges.NAMES)
"""Rules that every other relies on."""
LATER_RULES: tuple[Rule, ...] = (
    *rules_flow.RULES,
    *rules_time.RULES,
    *rules_visits.RULES,
    *rules_parts.RULES,
    *rules_staff.RULES,
    *rules_numbers.RULES,
    *rules_people.RULES,
    *rules_decisions.RULES,
    *rules_choosing.RULES,
    *rules_exchanges.RULES,
)
"""Rules that are looked at once every name is known."""


def find_problems(service: Service) -> list[Fault]:
    """Return everything because of which a service cannot be run.

    Names are checked first: where one is unknown, what depends on it is not looked at.
    """
    return _apply(NAME_RULES, service) or _apply(LATER_RULES, service)


def _apply(rules: tuple[Rule, ...], service: Service) -> list[Fault]:
    found = (fault for rule in rules for fault in rule(service))
    return list(dict.fromkeys(islice(found, MOST_FAULTS)))


def find_notes(service: Service) -> list[Note]:
    """Return what is no mistake, but what a reader of the results should know."""
    looks = (
        *notes_demand.LOOKS,
        *notes_doubtful.LOOKS,
        *notes.LOOKS,
        *notes_borrowed.LOOKS,
        *notes_hours.LOOKS,
    )
    return [note for look in looks for note in look(service)]
