"""What a description leaves open that a comparison will meet: told by ``check``, before anything is run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from opmodels.describe.fault import Note
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.targets import Guardrail
from opmodels.foundation.units import format_duration, format_share
from opmodels.models.payroll import CONTRACT_HOURS, pay_a_year, people_of, staff_pools
from opmodels.models.red_lines import explain_unknown, is_known

PROTECTS = frozenset({"worse_off", "end"})
"""Measures that speak of people worse off, or of needs met."""
LONG_SERVICE, LONG_WHILE_WAITING = 480.0, 120.0
"""Minutes of work on one case from which on a unit may be mistaken: anywhere, and where others wait on the
spot (assumptions)."""
SMALL_GAP = 0.002
"""Share of a year's pay below which a gap may have lost its thousands; an assumption."""


def protects_citizens(rail: Guardrail) -> bool:
    """Whether a guardrail rules out a model for what it does to people: worse off, or need not met."""
    return rail.hard == "yes" and rail.measure in PROTECTS


def find_unchecked_lines(service: Service) -> Iterator[Note]:
    """Tell which red lines opmodels cannot check; no model is said to keep them."""
    for line in service.red_lines:
        if not is_known(line):
            told = f"'{line}' is left to a person: {explain_unknown(line)}"
            yield Note(("red_lines",), told)


def find_no_protection(service: Service) -> Iterator[Note]:
    """Tell where no guardrail speaks of people worse off or of needs met: shutting down would pass."""
    if not any(protects_citizens(rail) for rail in service.guardrails):
        text = (
            "none protects citizens, so a model that leaves them without the service can pass; add"
            " measure: worse_off, group: any, at_most: 5 %"
        )
        yield Note(("guardrails",), text)


def find_long_work(service: Service) -> Iterator[Note]:
    """Tell where the work on one case is so long that its unit may be mistaken."""
    for name, step in service.steps.items():
        if isinstance(step, Serve):
            mean = max(part.distribution.mean() for part in step.takes.parts)
            if mean > (LONG_SERVICE if step.patience is None else LONG_WHILE_WAITING):
                waiting = "" if step.patience is None else " while others wait on the spot"
                yield Note(("steps", name, "takes"), f"{format_duration(mean)} for one case{waiting}; is it?")


def find_small_gap(service: Service) -> Iterator[Note]:
    """Tell where the gap is next to nothing beside a year's pay."""
    pay = sum(pay_a_year(pool) for pool in staff_pools(service).values())
    if service.gap is not None and 0 < service.gap.amount.value < SMALL_GAP * pay:
        share = format_share(service.gap.amount.value / pay)
        text = f"{service.gap.amount.written} is {share} of a year's pay here; are thousands missing?"
        yield Note(("gap", "amount"), text)


def find_reckoned_people(service: Service) -> Iterator[Note]:
    """Tell where more people are reckoned than are on duty, as nobody says how many are employed."""
    for name, pool in staff_pools(service).items():
        people = people_of(pool)
        if pool.people is None and people > pool.size:
            text = (
                f"{pool.size} on duty for {pool.hours.hours_per_week:g} hours a week are reckoned as"
                f" {people} people"
                f" of {CONTRACT_HOURS:g} hours; write people if there are others"
            )
            yield Note(("pools", name, "people"), text)


LOOKS: tuple[Callable[[Service], Iterator[Note]], ...] = (
    find_unchecked_lines,
    find_no_protection,
    find_long_work,
    find_small_gap,
    find_reckoned_people,
)


def find_cautions(service: Service) -> list[Note]:
    """Return what a reader of a comparison should know of the description beforehand."""
    return [note for look in LOOKS for note in look(service)]
