"""The kinds of case that a need has in a group: by level of severity and by area, with the share of each."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.service import Service

Names = tuple[str, ...]
"""The names by which what differs by case is looked up, the first that is said counting."""


def list_kinds(service: Service, need: str, group: str) -> Iterator[tuple[float, Names]]:
    """Yield the share of each kind of case of a need and group, with its names: level, area, group, need.

    A case is taken to be at the level at which it begins.
    """
    severity = service.needs[need].severity
    levels = severity.shares(group).items() if severity is not None else [("", 1.0)]
    areas = service.areas.shares(group).items() if service.areas is not None else [("", 1.0)]
    for level, of_level in levels:
        for area, of_area in areas:
            if of_level * of_area > 0:
                yield of_level * of_area, tuple(name for name in (level, area, group, need) if name)
