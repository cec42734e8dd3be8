"""Rules: in every exchange somebody gives and somebody takes, and all ways are known that count."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.exchanges import find_way
from opmodels.describe.fault import Fault, look_up
from opmodels.describe.matching import Match
from opmodels.describe.service import Service


def _list_matches(service: Service) -> dict[str, Match]:
    return {name: step for name, step in service.steps.items() if isinstance(step, Match)}


def exchanges_are_known(service: Service) -> Iterator[Fault]:
    """Every step that matches names an exchange, and every way two areas."""
    for name, step in _list_matches(service).items():
        yield from look_up(step.match, service.exchanges, "an exchange", ("steps", name, "match"))
    areas = service.areas.to if service.areas else {}
    for start, ways in service.distances.items():
        yield from look_up(start, areas, "an area", ("distances", start), key=True)
        for end in ways:
            yield from look_up(end, areas, "an area", ("distances", start, end), key=True)


def both_sides_come(service: Service) -> Iterator[Fault]:
    """An exchange has steps of both sides."""
    steps = _list_matches(service).values()
    for name in service.exchanges:
        sides = {step.side for step in steps if step.match == name}
        for side in ("giver", "taker"):
            if side not in sides:
                found = f"the exchange '{name}', at which no step is a {side}"
                mend = f"add a step with match: {name} and side: {side}"
                yield Fault(("exchanges", name), found, "steps of both sides", next=mend, key=True)


def areas_are_told_apart(service: Service) -> Iterator[Fault]:
    """Where an exchange asks for the area, there are areas, and all the ways that it needs."""
    areas = list(service.areas.to) if service.areas else []
    for name, exchange in service.exchanges.items():
        if not areas and (exchange.needs_ways or "area" in exchange.same):
            field = "same" if "area" in exchange.same else "order" if exchange.order == "nearest" else ""
            path = ("exchanges", name, field or "longest_way")
            yield Fault(path, "no areas", "areas and the share of people in each", next="add areas:")
        lacking = [
            f"{one} and {other}"
            for place, one in enumerate(areas)
            for other in areas[place:]
            if exchange.needs_ways and find_way(service.distances, one, other) is None
        ]
        if lacking:
            found = f"no way between {lacking[0]}, which the exchange '{name}' needs"
            mend = f"write it under distances; {len(lacking)} are lacking"
            yield Fault(("exchanges", name), found, "the way between every two areas", next=mend, key=True)


NAMES = (exchanges_are_known,)
RULES = (both_sides_come, areas_are_told_apart)
