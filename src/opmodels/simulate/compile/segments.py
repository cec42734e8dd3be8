"""How a case gets its kind and changes it: its level of severity, its area, its party (E2.6, E2.8, E3.11)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from opmodels.describe.service import Service
from opmodels.describe.split import Split
from opmodels.describe.walk import Kind
from opmodels.foundation.randomness import hash_purpose
from opmodels.simulate import columns as c
from opmodels.simulate.compile.kinds import Segment, list_areas, list_levels, name_levels
from opmodels.simulate.compile.pathway import Index
from opmodels.simulate.compile.shelf import RouteBook, Shelf


def compile_segments(
    services: Sequence[Service],
    index: Index,
    groups: Sequence[str],
    stream: np.ndarray,
    shelf: Shelf,
    routes: RouteBook,
) -> dict[str, np.ndarray]:
    """Compile what each kind of case is, and write into `stream` how its kind is drawn.

    Parameters
    ----------
    services
        As it is, and after go-live.
    index
        What names mean as numbers.
    groups
        Names of the groups.
    stream
        (streams, STREAM_COLS), some columns of which are set here.
    shelf, routes
        Where tables and shares are collected.
    """
    versions = (services[0], services[-1])
    rows = np.full((2 * len(index.segments), c.SEGMENT_COLS), -1, np.int64)
    number = {segment: place for place, segment in enumerate(index.segments)}
    for version, service in enumerate(versions):
        for segment, place in number.items():
            row = rows[version * len(number) + place]
            row[c.SEG_STREAM], row[c.SEG_GROUP] = segment.stream, groups.index(segment.group)
            row[c.LEVEL] = name_levels(services, segment.need).index(segment.level) if segment.level else 0
            row[c.WORSE_PURPOSE] = hash_purpose("worsens", segment.level)
            _set_worsening(
                service, min(version, len(services) - 1), segment, number, row, index, shelf, routes
            )
    _set_streams(services, index, stream, routes)
    area_route = np.full(2 * len(groups), -1, np.int64)
    areas = list_areas(services)
    for version, service in enumerate(versions):
        for place, group in enumerate(groups):
            if areas:
                area_route[version * len(groups) + place] = _add_split(service.areas, areas, (group,), routes)
    return {"segment": rows, "area_route": area_route}


def _set_worsening(
    service: Service,
    version: int,
    segment: Segment,
    number: dict[Segment, int],
    row: np.ndarray,
    index: Index,
    shelf: Shelf,
    routes: RouteBook,
) -> None:
    need = service.needs.get(segment.need)
    law = need.worsens.get(segment.level) if need else None
    spread = law.after.of(*segment.kind) if law else None
    if law is None or spread is None:
        return
    row[c.WORSE_TABLE] = shelf.add(spread.distribution)
    if law.to:
        worse = Segment(segment.stream, segment.need, segment.group, segment.area, law.to)
        row[c.WORSE_SEGMENT] = number[worse]
    if law.goes_to:
        shares = law.goes_to.shares(*segment.kind)
        row[c.WORSE_ROUTE] = routes.add(
            [(index.steps[version, place], share) for place, share in shares.items()]
        )


def _add_split(split: Split | None, names: Sequence[str], kind: Kind, routes: RouteBook) -> int:
    """Return the route whose places are the numbers of names."""
    if split is None:
        return routes.add([(names.index(""), 1.0)])
    return routes.add([(names.index(name), share) for name, share in split.shares(*kind).items()])


def _set_streams(services: Sequence[Service], index: Index, stream: np.ndarray, routes: RouteBook) -> None:
    stream[:, c.LEVEL_BEFORE : c.PARTY_PURPOSE + 1] = -1
    first = {segment.stream: place for place, segment in reversed(list(enumerate(index.segments)))}
    for row, (need, group) in enumerate(index.streams):
        levels = list_levels(services, need)
        stream[row, c.SEGMENT], stream[row, c.LEVELS] = first[row], max(len(levels), 1)
        stream[row, c.LEVEL_PURPOSE] = hash_purpose("severity", need)
        stream[row, c.PARTY_PURPOSE] = hash_purpose("party", need)
        for version, level, party in (
            (services[0], c.LEVEL_BEFORE, c.PARTY_BEFORE),
            (services[-1], c.LEVEL_AFTER, c.PARTY_AFTER),
        ):
            described = version.needs.get(need)
            if described is None:
                continue
            if levels:
                stream[row, level] = _add_split(described.severity, levels, (group, need), routes)
            if described.party is not None:
                shares = described.party.shares(group, need)
                stream[row, party] = routes.add([(int(float(size)), share) for size, share in shares.items()])
