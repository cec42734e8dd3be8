"""How a case gets its kind and changes it, as numbers that the kernel reads."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once

TEXT = """
opmodels: 1
service: levels
time: {start: 2025-06-02, run: 4 weeks, warm_up: 0 days}
areas: {north: 30 %, south: rest}
groups: {young: {people: 500}, old: {people: 500}}
needs:
  ill:
    rate: {young: 6 per hour, old: 6 per hour}
    starts_at: sort
    party: {1: 80 %, 4: rest}
    severity: {mild: {young: 90 %, old: 50 %}, serious: rest}
    worsens: {mild: {after: 3 h, to: serious}, serious: {after: 1 h, goes_to: {lost: 40 %, done: rest}}}
steps:
  sort: {branch: [{if: {area: north}, to: up}, {to: down}]}
  up: {wait: {serious: 30 min, others: 2 h}, then: done}
  down: {wait: {serious: 2 h, others: 5 h}, then: done}
ends: {done: met, lost: unmet}
"""


def service(**changes: str) -> Service:
    text = TEXT
    for old, new in changes.items():
        text = text.replace(old, new)
    return parse_service(text)


def test_rows_say_how_a_level_worsens() -> None:
    """A mild case has a next segment and no way out, a serious one the other way round; both have a time."""
    program = compile_service(service()).program
    mild, serious = program.segment[0], program.segment[1]
    assert mild[c.WORSE_SEGMENT] == 1 and mild[c.WORSE_ROUTE] == -1
    assert serious[c.WORSE_SEGMENT] == -1 and serious[c.WORSE_ROUTE] >= 0
    assert min(mild[c.WORSE_TABLE], serious[c.WORSE_TABLE]) >= 0
    assert (program.segment[:, c.SEG_STREAM] == [0, 0, 0, 0, 1, 1, 1, 1] * 2).all()


def test_shares_of_levels_areas_and_sizes() -> None:
    """Who begins mild, who lives in the north and who comes alone are the shares that are said, within 4
    standard errors."""
    compiled = compile_service(service())
    record = run_once(compiled, 1).record
    rows = {name: row for row, name in enumerate(compiled.names.rows)}
    moves = record.flow[rows["sort"], [rows["up"], rows["down"]]]
    # Area belongs to the person: 1,000 people, of whom some come often.
    assert moves[0] / moves.sum() == pytest.approx(0.3, abs=4 * np.sqrt(0.21 / 1000))
    cases = record.group[:, c.ARRIVALS_OF].sum()
    parties = 12 * 672
    spread = np.sqrt(parties * (0.8 + 0.2 * 16))
    assert cases == pytest.approx(parties * 1.6, abs=4 * spread)


def test_times_of_worsening() -> None:
    """In the north nobody waits long enough; in the south the mild are serious after 3 hours and leave after
    4, the serious after 1."""
    compiled = compile_service(service(**{"party: {1: 80 %, 4: rest}": "party: 1"}))
    record = run_once(compiled, 1).record
    rows = {name: row for row, name in enumerate(compiled.names.rows)}
    left = record.count[:, :, c.CAUSE_FROM + 5]
    assert left[:, rows["up"]].sum() == 0
    down = record.count[:, rows["down"], c.DELAYS]
    assert (np.abs(left[:, rows["down"]] - down) <= 30).all()
    assert (record.group[:, c.WORSENED_OF] > 0).all()


def test_versions_without_levels_and_areas() -> None:
    """A version without areas or levels can be changed into one with them."""
    plain = service(
        **{
            "areas: {north: 30 %, south: rest}\n": "",
            "    severity: {mild: {young: 90 %, old: 50 %}, serious: rest}\n": "",
            "    worsens: {mild: {after: 3 h, to: serious}, "
            "serious: {after: 1 h, goes_to: {lost: 40 %, done: rest}}}\n": "",
            "{branch: [{if: {area: north}, to: up}, {to: down}]}": "{branch: {up: 30 %, down: rest}}",
            "{serious: 30 min, others: 2 h}": "2 h",
            "{serious: 2 h, others: 5 h}": "5 h",
        }
    )
    compiled = compile_service(plain, service())
    assert compiled.names.areas == ("", "north", "south") and len(compiled.program.segment) == 2 * 2 * 3 * 3
    record = run_once(compiled, 1).record
    assert record.group[:, c.WORSENED_OF].sum() > 0
