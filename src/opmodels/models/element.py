"""Which element of a model did the work: the redesign without each of its changes in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from opmodels.describe.edit import Edit, apply_changes
from opmodels.describe.service import Service
from opmodels.foundation.errors import InputError
from opmodels.models.base import Redesign


@dataclass(frozen=True)
class Element:
    """Changes of a redesign that stand or fall together, and the redesign without them.

    Parameters
    ----------
    numbers
        Which changes, counted from 1: the one that is dropped first, then those that cannot stand without it.
    edits
        The changes themselves, in the same order.
    without
        The redesign without them.
    """

    numbers: tuple[int, ...]
    edits: tuple[Edit, ...]
    without: Redesign

    @property
    def title(self) -> str:
        """The first change in a few words, and how many go with it."""
        first = self.edits[0]
        others = f", with {len(self.edits) - 1} that need it" if len(self.edits) > 1 else ""
        return f"{self.numbers[0]}. {first.title}" + (f" ({first.why})" if first.why else "") + others


def drop_each(redesign: Redesign) -> Iterator[Element]:
    """Yield the redesign without each of its changes in turn.

    Changes that cannot stand without the dropped one go with it; what several lead to is yielded once.
    """
    seen: set[frozenset[int]] = set()
    for place in range(len(redesign.changes.edits)):
        dropped = [place]
        after = _drop(redesign, dropped)
        if frozenset(dropped) in seen:
            continue
        seen.add(frozenset(dropped))
        yield _make_element(redesign, tuple(dropped), after)


def _make_element(redesign: Redesign, dropped: tuple[int, ...], after: Service) -> Element:
    numbers = tuple(place + 1 for place in dropped)
    label = f"{redesign.label} without {', '.join(map(str, sorted(numbers)))}"
    without = replace(redesign, label=label, after=after, changes=redesign.changes.without(*dropped))
    return Element(numbers, tuple(redesign.changes.edits[place] for place in dropped), without)


def _drop(redesign: Redesign, dropped: list[int]) -> Service:
    """Return the service after the changes that stand without `dropped`; those that cannot are put there."""
    while True:
        kept = [place for place in range(len(redesign.changes.edits)) if place not in dropped]
        try:
            return apply_changes(redesign.before, redesign.changes.without(*dropped), where=str)
        except InputError as error:
            faulty = {kept[int(problem.where)] for problem in error.problems if problem.where.isdecimal()}
            dropped += sorted(faulty) or kept
