"""The picture of a service by its parts, where steps say what they are a part of: from top to bottom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from opmodels.describe.pathway import Wait
from opmodels.describe.service import Service
from opmodels.foundation.units import count_of, format_count
from opmodels.models.anatomy import follow, list_streams, visits_per_case
from opmodels.show import svg
from opmodels.show.flow import ARROW, Box, Way, draw_flow
from opmodels.show.frequent import choose_boxes, choose_lines, order_boxes
from opmodels.show.layers import Edge
from opmodels.show.picture import tell_step
from opmodels.show.pool_boxes import MARGIN, draw_below
from opmodels.show.step_map import weigh_line
from opmodels.show.words import join_words, plain, round_share

NEED, PART, END = "need ", "part ", "end "
TOP = 70.0
LEAST_WIDTH = 640.0
MOST_STEPS = 6
"""Steps of a part that are told in full to who points at it."""
SEEN = 1e-3
"""Cases a week below which a way is none: those that only ever go round."""


def is_in_parts(service: Service) -> bool:
    """Whether some steps say of what they are a part."""
    return any(step.part_of for step in service.steps.values())


def draw_parts(service: Service) -> str:
    """Return the picture of the parts of a service, with the frequent ways between them."""
    counts = count_ways(service)
    cases = sum(times for (before, _), times in counts.items() if before.startswith(NEED))
    into = defaultdict[str, float](float)
    for (_, after), times in counts.items():
        into[after] += times
    needs = [NEED + name for name in service.needs]
    ends = sorted(node for node in into if node.startswith(END))
    parts = choose_boxes({node: times for node, times in into.items() if not node.startswith(END)})
    drawn = [*needs, *parts, *ends]
    ways = choose_lines(counts, drawn, cases)
    boxes = {node: _make_box(service, node, counts, into) for node in order_boxes(needs, drawn, ways)}
    flow = draw_flow("service", boxes, _make_ways(counts, ways, cases), TOP, ends)
    width = max(flow.width, LEAST_WIDTH)
    below, height = draw_below(service, flow.height, width)
    lines = [service.service, *_tell_lines(counts, ways, len(into) - len(ends) - len(parts))]
    return svg.frame(
        "service", f"{service.service}: how it works", tell_parts(service, cases, into), width, height,
        _draw_head(lines) + flow.content + below, ARROW.format(name="service"),
    )  # fmt: skip


def _draw_head(lines: Sequence[str]) -> str:
    title, *rest = lines
    drawn = svg.text(MARGIN, 28, title, 18, font_weight="bold")
    return drawn + "".join(
        svg.text(MARGIN, 46 + 14 * row, words, 11, fill=svg.FAINT) for row, words in enumerate(rest)
    )


def count_ways(service: Service) -> dict[Edge, float]:
    """Return how many cases a week go from each need to a part, from part to part, and to each kind of end.

    A step that is no part of anything is a part by itself. A wait and the step behind it are one visit to
    their part; whatever else leads from a part to itself is a visit again. Those who give up are left aside.
    """
    counts = defaultdict[Edge, float](float)
    for need, group, cases in list_streams(service):
        visits = visits_per_case(service, need, group)
        counts[NEED + need, find_part(service, service.needs[need].starts_at)] += cases
        for step, times in visits.items():
            for place, share in follow(service, step, need, group).items():
                if not _is_one_visit(service, step, place):
                    counts[find_part(service, step), find_part(service, place)] += cases * times * share
    return {edge: times for edge, times in counts.items() if times >= SEEN}


def find_part(service: Service, place: str) -> str:
    """Return the box in which a step or an end is."""
    if place in service.ends:
        return END + service.ends[place].as_
    return PART + (service.steps[place].part_of or plain(place))


def _is_one_visit(service: Service, step: str, place: str) -> bool:
    if place in service.ends or find_part(service, step) != find_part(service, place):
        return False
    return isinstance(service.steps[step], Wait) and not isinstance(service.steps[place], Wait)


def _make_box(service: Service, node: str, counts: Mapping[Edge, float], into: Mapping[str, float]) -> Box:
    if node.startswith(NEED):
        weekly = sum(times for (before, _), times in counts.items() if before == node)
        told = f"{format_count(weekly)} a week"
        return Box(plain(node.removeprefix(NEED)), told, f"{node}: {told}", "#eef3f8", 22)
    told = f"{format_count(into[node])} a week"
    if node.startswith(END):
        kind = node.removeprefix(END)
        names = [plain(name) for name, end in service.ends.items() if end.as_ == kind]
        return Box(kind, told, f"{kind}, {told}: {join_words(names)}", "#f4f4f4", 3, "2.4")
    return Box(node.removeprefix(PART), told, f"{told}: {'; '.join(_list_steps(service, node))}")


def _list_steps(service: Service, node: str) -> Iterator[str]:
    names = [name for name in service.steps if find_part(service, name) == node]
    yield from (f"{plain(name)}, {tell_step(service, name)}" for name in names[:MOST_STEPS])
    if len(names) > MOST_STEPS:
        yield f"and {len(names) - MOST_STEPS} steps more"


def _make_ways(counts: Mapping[Edge, float], ways: Sequence[Edge], cases: float) -> dict[Edge, Way]:
    onward = defaultdict[str, float](float)
    for (before, _), times in counts.items():
        onward[before] += times
    return {
        edge: Way(
            f"{round_share(counts[edge] / onward[edge[0]])} ({format_count(counts[edge])})",
            weigh_line(counts[edge], cases),
        )
        for edge in ways
    }


def _tell_lines(counts: Mapping[Edge, float], ways: Sequence[Edge], rare: int) -> Iterator[str]:
    """Yield what boxes and lines mean, and how much is not drawn."""
    yield "A box holds all steps of a part; a line, the share that goes on there and how many that is a week."
    part = sum(counts[edge] for edge in ways) / max(sum(counts.values()), 1e-9)
    left = f", and {count_of(rare, 'part')}" if rare else ""
    if len(ways) < len(counts) or rare:
        yield (
            f"{len(ways)} of {len(counts)} ways are drawn, {round_share(part)} of all that goes on; not drawn"
            f" are the rarest{left}."
        )


def tell_parts(service: Service, cases: float, into: Mapping[str, float]) -> str:
    """Return what the picture shows in a sentence."""
    parts = sum(node.startswith(PART) for node in into)
    return (
        f"About {format_count(round(cases))} cases a week come with {count_of(len(service.needs), 'need')},"
        f" pass through {count_of(parts, 'part')} of {count_of(len(service.steps), 'step')} and end in"
        f" {count_of(len(service.ends), 'way')}."
    )
