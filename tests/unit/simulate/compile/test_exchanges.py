"""Exchanges as numbers: who fits whom and how far, lists behind the queues, rounds as processes."""

from __future__ import annotations

import numpy as np

from opmodels.describe.read import parse_service
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Compiled, compile_service
from tests.services import lifts


def compile_lifts(matches: str = "at once", more: str = "", after: str = "") -> Compiled:
    """Compile the lifts, or a change of when matches are made."""
    service = parse_service(lifts(matches, more))
    return compile_service(service, parse_service(lifts(after, more)) if after else None)


def test_ways_between_kinds() -> None:
    """Everybody fits; the way is that between the areas, -1 where it is too long or nobody fits."""
    names, program = compile_lifts().names, compile_lifts().program
    kinds = list(names.segments)
    north, town = kinds.index(("north", "drivers", "offer")), kinds.index(("town", "riders", "trip"))
    assert program.way.shape == (2 * len(kinds), len(kinds))
    assert program.way[north, town] == program.way[town, north] == 720_000 and program.way[town, town] == 0
    near = compile_lifts(more="longest_way: 10 min").program.way
    assert near[north, town] == -1 and near[town, town] == 0
    fits = compile_lifts(more="fits: [{gives: {group: drivers}, takes: {group: riders}}]").program.way
    assert fits[north, town] == 720_000 and fits[town, north] == -1
    assert np.array_equal(program.way[: len(kinds)], program.way[len(kinds) :])


def test_sides_and_lists() -> None:
    """Each side has a list; room is that of givers, and 1 for others."""
    program, names, *_ = compile_lifts(more="order: nearest")
    assert names.exchanges == ("lifts",) and names.lists == 3
    assert program.exchange.tolist() == [[1, 1, 0, 1], [1, 1, 0, 1]]
    assert program.clock[c.GOING_LANE] == 2
    give, ask = (names.rows.index(name) for name in ("give", "ask"))
    assert program.matching[[give, ask]].tolist() == [[0, 0], [0, 1]]
    assert (program.room_for[give] == 2).all() and (program.room_for[ask] == 1).all()


def test_rounds_are_processes() -> None:
    """The same rounds go on at go-live; others end and begin then."""
    (line,) = compile_lifts("{every: 30 min}").program.process
    assert (line[c.PROCESS_KIND], line[c.PROCESS_EVERY], line[c.PROCESS_AFTER]) == (c.ROUNDS, 1_800_000, -1)
    compiled = compile_lifts("{every: 30 min}", after="{at: 18:00}")
    live = compiled.program.clock[c.LIVE]
    told = compiled.program.process[:, [c.PROCESS_AFTER, c.PROCESS_FROM, c.PROCESS_UNTIL]].tolist()
    assert [one[0] for one in told] == [-1, 1080]
    assert told[0][1] == 0 and told[0][2] == told[1][1] == live
    assert len(compile_lifts().program.process) == 0


def test_without_exchanges_nothing_is_laid() -> None:
    """The arrays are empty where nobody is matched."""
    text = (
        lifts().split("exchanges:")[0]
        + "steps: {give: {wait: 1 h, then: alone}, ask: {wait: 1 h, then: bus}}\n"
    )
    program = compile_service(parse_service(text + "ends: {alone: met, bus: met}\n")).program
    assert len(program.matching) == len(program.room_for) == len(program.way) == len(program.exchange) == 0
