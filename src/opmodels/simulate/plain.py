"""Which services the plain loop can run, and how it reads their steps (E6.1)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate import plain_columns as p
from opmodels.simulate.features import list_features
from opmodels.simulate.kernel.draws import draw_value
from opmodels.simulate.program import I8, Names, Program

MOST_CLASSES = 62
"""Priority classes of which a bit each tells whether somebody waits."""
BUCKETS_OF_PATIENCE = 8
"""Buckets of the wheel in the half of all patience that is shortest."""
NARROWEST_BUCKET = 13
"""As a power of two, in ms: about 8 seconds."""


def is_plain(program: Program, names: Names) -> bool:
    """Whether the plain loop can run a program: each step needs one worker of one pool, first come is first
    served, and nothing is used that only the full build knows."""
    served = program.step[:, c.KIND] == codes.SERVE
    return (
        not list_features(program, names)
        and bool((program.step[served, c.ORDER] == codes.FIRST_COME).all())
        and bool((np.diff(program.requirement, axis=1) == 1).all())
        and names.priorities <= MOST_CLASSES
    )


def lay_rules(program: Program, names: Names) -> I8:
    """Return each step as the plain loop treats each segment, (steps * segments, PLAIN_COLS)."""
    steps, segments = program.rule.shape[:2]
    rules = np.full((steps, segments, p.PLAIN_COLS), -1, np.int64)
    for step in range(steps):
        for segment in range(segments):
            _lay_rule(program, names, step, segment, rules[step, segment])
    return rules.reshape(steps * segments, p.PLAIN_COLS)


def _lay_rule(program: Program, names: Names, step: int, segment: int, rule: np.ndarray) -> None:
    said, line = program.rule[step, segment], program.step[step]
    rule[p.PLAIN_KIND], rule[p.PLAIN_ROW] = line[c.KIND], line[c.ROW]
    rule[p.MOVES_INTO] = line[c.ROW] + (len(names.rows) if line[c.KIND] == codes.END else 0)
    rule[p.PLAIN_GROUP] = program.segment[segment, c.SEG_GROUP]
    rule[p.GROUP_ROW] = rule[p.PLAIN_GROUP] * len(names.rows) + line[c.ROW]
    rule[p.HISTOGRAM_FROM] = rule[p.GROUP_ROW] * c.BINS
    rule[p.MOVES_FROM] = line[c.ROW] * (len(names.rows) + len(names.ends))
    rule[p.PLAIN_STEP], rule[p.PLAIN_SEGMENT] = step, segment
    rule[p.PLAIN_WORK] = rule[p.PLAIN_WAIT] = 0
    if line[c.KIND] != codes.SERVE:
        return
    pool = program.alternative[program.requirement[said[c.REQ_FROM], 0]]
    first = program.pool_bundle[program.pool_bundle_from[pool]]
    rule[p.PLAIN_POOL], rule[p.PLAIN_PRIORITY] = pool, said[c.PRIORITY]
    rule[p.PLAIN_LANE] = first * names.priorities + said[c.PRIORITY]
    rule[p.PLAIN_WORK], rule[p.PLAIN_WAIT] = line[c.P_WORK], line[c.P_WAIT]
    rule[p.TAKES_KIND : p.TAKES_SIZE + 1] = _find_table(program, said[c.TAKES])
    rule[p.BEARS_KIND : p.BEARS_SIZE + 1] = _find_table(program, said[c.PATIENCE])
    rule[p.PLAIN_TRAVEL], rule[p.PLAIN_ROOM] = said[c.TRAVEL], line[c.ROOM]
    if said[c.THEN] >= 0:
        rule[p.PLACES_FROM], last = program.route_from[said[c.THEN] : said[c.THEN] + 2]
        rule[p.PLACES_BEFORE_LAST] = last - rule[p.PLACES_FROM] - 1


def _find_table(program: Program, table: int) -> tuple[int, int, int]:
    if table < 0:
        return p.NO_TABLE, 0, 0
    return int(program.table_kind[table]), int(program.table_offset[table]), int(program.table_size[table])


def width_of_buckets(program: Program, rules: I8) -> int:
    """Return how wide the buckets of the wheel are in which the ends of patience stand, as a power of two."""
    bears = {tuple(row) for row in rules[:, p.BEARS_KIND : p.BEARS_SIZE + 1] if row[0] != p.NO_TABLE}
    if not bears:
        return p.WIDEST_BUCKET
    middle = [
        draw_value(int(kind), int(place), int(size), program.table_values, 0.5) * 60_000.0
        for kind, place, size in bears
    ]
    shortest = min([one for one in middle if one > 0], default=0.0) / BUCKETS_OF_PATIENCE
    return min(max(int(shortest).bit_length() - 1, NARROWEST_BUCKET), p.WIDEST_BUCKET - 1)


def new_plain_state(program: Program, names: Names, queues: int, slots: int) -> dict[str, np.ndarray]:
    """Return what only the plain build uses; next to nothing where there are no slots for it."""
    sources = len(program.source) if slots else 0
    rules = lay_rules(program, names) if slots else np.zeros((0, p.PLAIN_COLS), np.int64)
    return {
        "plain_rule": rules,
        "coming": np.zeros((p.COMING if slots else 0, p.COMING_COLS), np.int64),
        "ahead": np.zeros((sources, 2), np.int64),
        "ahead_time": np.zeros((sources, p.WIDE), np.int64),
        "ahead_key": np.zeros((sources, p.WIDE), np.uint64),
        "draft": np.zeros((p.DRAFT_ROWS if slots else 0, p.COMING), np.uint64),
        "uniform": np.zeros((p.UNIFORM_ROWS if slots else 0, p.COMING)),
        "wheel": _new_rings(p.WHEEL + slots if slots else 0),
        "bucket": np.array([width_of_buckets(program, rules)], np.int64),
        "ring": _new_rings(queues + slots if slots else 0),
    }


def _new_rings(places: int) -> np.ndarray:
    """Return rings of one each, (places, 2)."""
    return np.repeat(np.arange(places), 2).reshape(places, 2)
