"""Which element of a model did the work: the redesign without each of its changes in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from opmodels.describe.edit import Edit, apply_changes
from opmodels.foundation.errors import InputError
from opmodels.models.base import Redesign


@dataclass(frozen=True)
class Element:
    """One change of a redesign, and the redesign without it.

    Parameters
    ----------
    number
        Which change, counted from 1.
    edit
        The change.
    without
        The redesign without it; None when the others cannot stand without it.
    why
        Why they cannot, in words; empty when they can.
    """

    number: int
    edit: Edit
    without: Redesign | None
    why: str = ""

    @property
    def title(self) -> str:
        """The change in a few words."""
        return f"{self.number}. {self.edit.title}" + (f" ({self.edit.why})" if self.edit.why else "")


def drop_each(redesign: Redesign) -> Iterator[Element]:
    """Yield each change of a redesign with the redesign that leaves it out."""
    for place, edit in enumerate(redesign.changes.edits):
        changes = redesign.changes.without(place)
        try:
            after = apply_changes(redesign.before, changes)
        except InputError as error:
            yield Element(place + 1, edit, None, f"the other changes need it: {error.problems[0].found}")
            continue
        label = f"{redesign.label} without {place + 1}"
        yield Element(place + 1, edit, replace(redesign, label=label, after=after, changes=changes))
