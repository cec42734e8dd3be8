"""Changing a service: a recorded list of typed changes, applied, shown and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from opmodels.describe.difference import Difference, compare_trees, find_differences, format_diff
from opmodels.describe.edits import (
    Add,
    Edit,
    Pay,
    Remove,
    Replace,
    Reroute,
    Retime,
    Scale,
    Set,
)
from opmodels.describe.edits_of_pools import Regroup, Unite
from opmodels.describe.edits_of_sites import Merge
from opmodels.describe.explain import explain_error, explain_faults
from opmodels.describe.part import Part
from opmodels.describe.paths import EditError, Path, Tree, write_path
from opmodels.describe.places import Places, Spot
from opmodels.describe.service import Service, describe
from opmodels.describe.soundness import find_problems
from opmodels.describe.strokes import apply_strokes, changes_nothing
from opmodels.foundation.errors import InputError, Problem

Where = Callable[[int], str]
"""Tells where the change with this number, from 0, was written."""


class Changes(Part):
    """A list of changes, made by a model for one service."""

    model: str
    """The operating model that makes them."""
    for_digest: str
    """Digest of the service they were made for."""
    edits: tuple[Edit, ...] = ()
    """The changes, in the order in which they are made."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reason for each change."""
        return tuple(edit.why for edit in self.edits)

    def without(self, *numbers: int) -> Changes:
        """Return the changes without those with these numbers, counted from 0."""
        kept = tuple(edit for number, edit in enumerate(self.edits) if number not in numbers)
        return self.model_copy(update={"edits": kept})

    def as_node(self) -> dict[str, Any]:
        """Return them as they would be written in a file."""
        edits = [edit.model_dump(by_alias=True, exclude_defaults=True) for edit in self.edits]
        return {"model": self.model, "for_digest": self.for_digest, "edits": edits}


def rebase(changes: Changes, service: Service) -> Changes:
    """Return the same changes, made for this service; where they do not fit, applying them says so."""
    return changes.model_copy(update={"for_digest": service.digest})


def apply_changes(service: Service, changes: Changes, where: Where | None = None) -> Service:
    """Return the service after the changes; the same service where they say nothing new.

    Parameters
    ----------
    service
        The service as it is; it stays so.
    changes
        The changes, made for this very service.
    where
        Tells where each change was written, for messages.

    Raises
    ------
    InputError
        When the changes were made for another service, name a place that it does not have, or lead to a
        description that does not hold together.
    """
    if not changes.edits:
        return service
    if changes.for_digest != service.digest:
        raise InputError(_refuse_other(service, changes))
    tell = where or (lambda number: _name_edit(changes, number))
    tree, touched = _make_strokes(service.tree, changes.edits, tell)
    return (
        service if tree == service.tree else _describe_changed(tree, _Touches(touched, changes.model, tell))
    )


def _refuse_other(service: Service, changes: Changes) -> Problem:
    return Problem(
        f"changes of {changes.model}",
        f"changes made for the service with digest {changes.for_digest[:12]}",
        f"changes made for {service.service} ({service.digest[:12]})",
        next="plan the model again on this service, or rebase the changes on it",
    )


def _name_edit(changes: Changes, number: int) -> str:
    edit = changes.edits[number]
    return f"{changes.model}, change {number + 1} ({edit.title})"


def _make_strokes(
    tree: Any, edits: tuple[Edit, ...], tell: Where
) -> tuple[dict[str, Any], list[tuple[Path, int]]]:
    """Return the tree after all changes, and what each place was touched by."""
    touched: list[tuple[Path, int]] = []
    tree = dict(tree)
    for number, edit in enumerate(edits):
        try:
            strokes = [stroke for stroke in edit.strokes(tree) if not changes_nothing(stroke, tree)]
        except EditError as error:
            raise InputError(error.at(tell(number))) from None
        tree = apply_strokes(tree, strokes)
        touched += [(stroke.path, number) for stroke in strokes]
    return tree, touched


@dataclass(frozen=True, order=True)
class _Change(Spot):
    """The change that a fault of the changed description comes from."""

    def __str__(self) -> str:
        return self.file


class _Touches(Places):
    """Tells by which change a part of the changed description was touched last."""

    def __init__(self, touched: list[tuple[Path, int]], model: str, tell: Where) -> None:
        super().__init__()
        self._touched, self._model, self._tell = touched, model, tell

    def spot(self, path: Sequence[str | int], *, key: bool = False) -> Spot:
        """Return the change that came nearest to a path, the last of several."""
        near = [(_shared_start(place, tuple(path)), number) for place, number in self._touched]
        shared, number = max(near, default=(0, 0))
        return _Change(number, 0, self._tell(number) if shared else f"the service after {self._model}")


def _shared_start(place: Path, path: Path) -> int:
    """Return how many steps from the start two paths have in common."""
    differ = (i for i, (one, other) in enumerate(zip(place, path, strict=False)) if one != other)
    return next(differ, min(len(place), len(path)))


def _describe_changed(tree: dict[str, Any], places: Places) -> Service:
    try:
        service = describe(tree)
    except ValidationError as error:
        raise InputError(*explain_error(error, tree, places)) from None
    problems = explain_faults(find_problems(service), tree, places)
    if problems:
        raise InputError(*problems)
    return service


def invert(changes: Changes, before: Service) -> Changes:
    """Return the changes that lead from the service after `changes` back to `before`.

    Raises
    ------
    InputError
        When `changes` cannot be applied to `before`.
    """
    after = apply_changes(before, changes)
    edits = tuple(_restore(dict(after.tree), dict(before.tree)))
    return Changes(model=f"{changes.model}, taken back", for_digest=after.digest, edits=edits)


def _restore(now: Tree, wanted: Tree) -> Iterator[Edit]:
    for path, old, new in find_differences(now, wanted):
        text = write_path(path)
        if new is None:
            yield Remove(remove=(text,))
        elif old is not None or len(path) == 1:
            yield Set(set={text: new})
        else:
            yield Add(add={write_path(path[:-1]): {path[-1]: new}})


def diff_services(before: Service, after: Service, changes: Changes | None = None) -> list[Difference]:
    """Return what differs between two services, each place with the reason that `changes` give for it.

    Raises
    ------
    InputError
        When `changes` cannot be applied to `before`.
    """
    reasons: list[tuple[Path, str]] = []
    if changes is not None:
        _, touched = _make_strokes(before.tree, changes.edits, lambda number: _name_edit(changes, number))
        reasons = [(path, changes.edits[number].why) for path, number in touched]
    return compare_trees(before.tree, after.tree, reasons)


__all__ = [
    "Add",
    "Changes",
    "Difference",
    "Edit",
    "Merge",
    "Pay",
    "Regroup",
    "Remove",
    "Replace",
    "Reroute",
    "Retime",
    "Scale",
    "Set",
    "Unite",
    "apply_changes",
    "diff_services",
    "format_diff",
    "invert",
    "rebase",
]
