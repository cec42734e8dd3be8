"""Kinds of case that are told apart: by need and group, by where people live, by how severe it is (E2.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opmodels.describe.service import Service
from opmodels.describe.walk import Kind


@dataclass(frozen=True)
class Segment:
    """One kind of case.

    Parameters
    ----------
    stream
        Number of its pair of need and group.
    need, group, area, level
        What it is; empty where areas or levels are not told apart.
    """

    stream: int
    need: str
    group: str
    area: str = ""
    level: str = ""

    @property
    def kind(self) -> Kind:
        """The names by which its values are looked up."""
        return tuple(name for name in (self.level, self.area, self.group, self.need) if name)


def list_areas(services: Sequence[Service]) -> tuple[str, ...]:
    """Return every area of any version, with an empty one for a version that has none, or none at all."""
    return _unite([tuple(service.areas.to) if service.areas else () for service in services])


def list_levels(services: Sequence[Service], need: str) -> tuple[str, ...]:
    """Return every level of severity of a need in any version, as `list_areas` does for areas."""
    return _unite([service.needs[need].levels for service in services if need in service.needs])


def name_levels(services: Sequence[Service], need: str) -> tuple[str, ...]:
    """Return the levels of severity of a need that have a name."""
    return tuple(level for level in list_levels(services, need) if level)


def _unite(versions: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    if not any(versions):
        return ()
    return tuple(dict.fromkeys(name for names in versions for name in names or ("",)))


def list_segments(services: Sequence[Service], streams: Sequence[tuple[str, str]]) -> tuple[Segment, ...]:
    """Return every kind of case: by stream, then by area, then by level."""
    return tuple(
        Segment(number, need, group, area, level)
        for number, (need, group) in enumerate(streams)
        for area in list_areas(services) or ("",)
        for level in list_levels(services, need) or ("",)
    )
