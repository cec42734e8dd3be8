"""Whose posts go on under another name: pools that a redesign regroups into teams, or unites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from opmodels.describe.edits_of_pools import Regroup, Unite
from opmodels.describe.service import Service
from opmodels.describe.staff import Pool
from opmodels.describe.strokes import apply_strokes
from opmodels.models.payroll import full_time_equivalents, people_of

if TYPE_CHECKING:
    from opmodels.models.base import Redesign


@dataclass(frozen=True)
class Move:
    """Pools whose people work on in others.

    Parameters
    ----------
    before
        The pools as they were, by name.
    after
        Those in which their people work, by name; what stays of the old ones among them.
    """

    before: Mapping[str, Pool]
    after: Mapping[str, Pool]

    @property
    def new(self) -> tuple[str, ...]:
        """The pools that take people from others: those that are new, or the old one that takes all."""
        return tuple(name for name in self.after if name not in self.before) or tuple(self.after)

    @property
    def people(self) -> tuple[int, int]:
        """People employed before and after."""
        return sum(map(people_of, self.before.values())), sum(map(people_of, self.after.values()))

    @property
    def full_time(self) -> tuple[float, float]:
        """Full-time equivalents before and after."""
        old, new = (sum(map(full_time_equivalents, side.values())) for side in (self.before, self.after))
        return old, new


def find_moves(redesign: Redesign) -> tuple[Move, ...]:
    """Return the pools that a redesign regroups or unites, with those in which their people then work."""
    tree, moves = dict(redesign.before.tree), list[tuple[tuple[str, ...], set[str]]]()
    for edit in redesign.changes.edits:
        after = apply_strokes(tree, edit.strokes(tree))
        if isinstance(edit, Regroup | Unite):
            old = edit.regroup.pools if isinstance(edit, Regroup) else edit.unite.pools
            new = {name for name in after["pools"] if name not in tree["pools"] or name in old}
            moves.append((old, new))
        tree = after
    return tuple(_pick(redesign, old, new) for old, new in moves)


def _pick(redesign: Redesign, old: tuple[str, ...], new: set[str]) -> Move:
    return Move(_take(redesign.before, old), _take(redesign.after, tuple(new)))


def _take(service: Service, names: tuple[str, ...]) -> dict[str, Pool]:
    return {name: pool for name, pool in service.pools.items() if name in names}
