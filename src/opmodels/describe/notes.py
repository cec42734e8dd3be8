"""What is worth knowing of a description, though it can be run: unsupported numbers, things without use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from opmodels.describe import notes_coming, notes_staff
from opmodels.describe.choosing import Alternative
from opmodels.describe.condition import Condition
from opmodels.describe.demand import DAYS, QUARTERS_PER_DAY
from opmodels.describe.fault import Note, Path
from opmodels.describe.pathway import Book
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import Quantity, Spread
from opmodels.describe.walk import has_cases, list_comers, walk_parts, walk_pools
from opmodels.foundation.errors import name_list

WEAK = ("assumption", "borrowed")
EXEMPT = frozenset(
    {
        "time",
        "gap",
        "guardrails",
        "observed",
        "priority",
        "layer",
        "slot",
        "room",
        "times",
        "same_worker",
        "on_call",
        "due_within",
        "consults",
        "funded_by",
        "quote",
    }
)
"""Sections and keys whose numbers are decisions, or have a source of their own."""


def list_numbers(service: Service) -> Iterator[tuple[Path, Quantity | Spread]]:
    """Yield every number that describes the world, with its path."""
    for path, part in walk_parts(service):
        if isinstance(part, Quantity | Spread) and not EXEMPT & {str(step) for step in path}:
            yield path, part


def count_unsupported(service: Service) -> Iterator[Note]:
    """Tell how many numbers have no source, and how many are assumed or borrowed."""
    numbers = [part for _, part in list_numbers(service)]
    counts = Counter(
        part.grade if part.grade in WEAK else "no source"
        for part in numbers
        if part.grade in WEAK or not part.source
    )
    words = {
        "no source": "without a source",
        "assumption": "assumed",
        "borrowed": "borrowed from a library service",
    }
    for kind, told in words.items():
        if counts[kind]:
            yield Note((), f"{counts[kind]} of {len(numbers)} numbers {told}")


def find_idle_pools(service: Service) -> Iterator[Note]:
    """Tell which pools serve no step and keep no diary."""
    busy = {pool for _, _, pools in walk_pools(service) for pool in pools}
    busy |= {diary.pool for diary in service.diaries.values()}
    for name in service.pools:
        if name not in busy and service.pools[name].size:
            yield Note(("pools", name), "serves no step; its cost counts")


def find_unused_diaries(service: Service) -> Iterator[Note]:
    """Tell which diaries nobody books."""
    booked = {step.book for step in service.steps.values() if isinstance(step, Book)}
    for name in service.diaries:
        if name not in booked:
            yield Note(("diaries", name), "is never booked")


def find_unused_traits(service: Service) -> Iterator[Note]:
    """Tell which traits of people no branch asks for."""
    asked = {
        trait
        for _, part in walk_parts(service)
        if isinstance(part, Condition)
        for trait in (part.has, part.lacks)
    }
    asked |= {
        trait
        for need in service.needs.values()
        if need.who is not None
        for trait in (need.who.has, need.who.lacks)
    }
    asked |= {
        trait for _, part in walk_parts(service) if isinstance(part, Alternative) for trait in part.needs
    }
    traits = dict.fromkeys(trait for group in service.groups.values() for trait in group.abilities)
    unused = [trait for trait in traits if trait not in asked]
    if unused:
        yield Note(("groups",), f"no branch asks for {name_list(unused)}")


def find_idle_groups(service: Service) -> Iterator[Note]:
    """Tell which groups have no need."""
    for group in service.groups:
        if not any(has_cases(service, name, group) for name in service.needs):
            yield Note(("groups", group), "has no need of this service")


def find_circles(service: Service) -> Iterator[Note]:
    """Tell where everybody who gives up comes straight back to the same queue."""
    for name, step in service.steps.items():
        if isinstance(step, Serve) and step.gives_up_to and set(step.gives_up_to.to) == {name}:
            yield Note(("steps", name, "gives_up_to"), "who gives up joins the same queue again at once")


def find_shut_doors(service: Service) -> Iterator[Note]:
    """Tell which needs arise only when nobody is there to serve their first step."""
    for name, need in service.needs.items():
        step = service.steps[need.starts_at]
        if isinstance(step, Serve):
            for pools in step.requirements:
                open_ = {quarter for pool in pools for quarter in _list_open(service, pool)}
                if not any(need.quarters[quarter] for quarter in open_):
                    text = f"cases arise only while {' and '.join(pools)} is closed, and wait until it opens"
                    yield Note(("needs", name), text)


def _list_open(service: Service, pool: str) -> set[int]:
    """Return the quarter hours of the week, from Monday 00:00, in which a pool is open."""
    whole = len(DAYS) * QUARTERS_PER_DAY
    spans = service.pools[pool].hours.spans
    return {quarter % whole for start, end in spans for quarter in range(start // 15, -(-end // 15))}


def find_kept_no_shows(service: Service) -> Iterator[Note]:
    """Tell where it is not said what becomes of those who do not come."""
    for name, step in service.steps.items():
        if isinstance(step, Book) and step.no_show and step.no_show.to is None:
            text = "who does not come goes where those go who find no slot; say another way with {share, to}"
            yield Note(("steps", name, "no_show"), text)


def find_the_patient(service: Service) -> Iterator[Note]:
    """Tell who never gives up at a step where others do."""
    comers = list_comers(service)
    for name, step in service.steps.items():
        if isinstance(step, Serve) and step.patience and step.patience.by:
            lacking = [" with ".join(kind) for kind in comers[name] if step.patience.of(*kind) is None]
            if lacking:
                yield Note(("steps", name, "patience"), f"{name_list(lacking, 3)} never give up")


LOOKS: tuple[Callable[[Service], Iterator[Note]], ...] = (
    count_unsupported,
    find_idle_pools,
    find_unused_diaries,
    find_unused_traits,
    find_idle_groups,
    find_circles,
    find_shut_doors,
    find_kept_no_shows,
    find_the_patient,
    *notes_coming.LOOKS,
    *notes_staff.LOOKS,
)
