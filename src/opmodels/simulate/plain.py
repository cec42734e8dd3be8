"""Which services the plain loop can run, and how it reads their steps (E6.1)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate import plain_columns as p
from opmodels.simulate.features import list_features
from opmodels.simulate.kernel.draws import draw_column
from opmodels.simulate.program import F8, I8, Names, Program

HALF = np.array([0.5])
MOST_CLASSES = 62
"""Priority classes of which a bit each tells whether somebody waits."""
BUCKETS_OF_PATIENCE = 2
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
    kind, row = program.step[:, c.KIND, None], program.step[:, c.ROW, None]
    rules[..., p.PLAIN_KIND], rules[..., p.PLAIN_ROW] = kind, row
    rules[..., p.MOVES_INTO] = row + (kind == codes.END) * len(names.rows)
    rules[..., p.PLAIN_GROUP] = program.segment[:segments, c.SEG_GROUP]
    rules[..., p.GROUP_ROW] = rules[..., p.PLAIN_GROUP] * len(names.rows) + row
    rules[..., p.HISTOGRAM_FROM] = rules[..., p.GROUP_ROW] * c.BINS
    rules[..., p.MOVES_FROM] = row * (len(names.rows) + len(names.ends))
    rules[..., p.PLAIN_STEP], rules[..., p.PLAIN_SEGMENT] = np.indices((steps, segments))
    rules[..., p.PLAIN_WORK] = rules[..., p.PLAIN_WAIT] = 0
    # Of a step where nobody is needed for a kind of case, no case of that kind is ever treated.
    served = (kind == codes.SERVE) & (program.rule[..., c.REQ_FROM] < program.rule[..., c.REQ_TO])
    rules[served] = _lay_serving(program, names, rules[served])
    return rules.reshape(steps * segments, p.PLAIN_COLS)


def _lay_serving(program: Program, names: Names, rules: I8) -> I8:
    """Return rules of steps that are served, (n, PLAIN_COLS), with who serves and how long."""
    said = program.rule[rules[:, p.PLAIN_STEP], rules[:, p.PLAIN_SEGMENT]]
    line = program.step[rules[:, p.PLAIN_STEP]]
    pool = program.alternative[program.requirement[said[:, c.REQ_FROM], 0]]
    first = program.pool_bundle[program.pool_bundle_from[pool]]
    rules[:, p.PLAIN_POOL], rules[:, p.PLAIN_PRIORITY] = pool, said[:, c.PRIORITY]
    rules[:, p.PLAIN_LANE] = first * names.priorities + said[:, c.PRIORITY]
    rules[:, p.PLAIN_WORK], rules[:, p.PLAIN_WAIT] = line[:, c.P_WORK], line[:, c.P_WAIT]
    rules[:, p.TAKES_KIND : p.TAKES_SIZE + 1] = _find_tables(program, said[:, c.TAKES])
    rules[:, p.BEARS_KIND : p.BEARS_SIZE + 1] = _find_tables(program, said[:, c.PATIENCE])
    rules[:, p.PLAIN_TRAVEL], rules[:, p.PLAIN_ROOM] = said[:, c.TRAVEL], line[:, c.ROOM]
    goes_on = said[:, c.THEN] >= 0
    then = said[goes_on, c.THEN]
    rules[goes_on, p.PLACES_FROM] = program.route_from[then]
    rules[goes_on, p.PLACES_BEFORE_LAST] = program.route_from[then + 1] - program.route_from[then] - 1
    return rules


def lay_ways(program: Program, rules: I8) -> tuple[F8, I8]:
    """Return the usual ways out of steps that have few, as shares summed up and as numbers of rules.

    Returns
    -------
    cumulative
        (rules, FEW_WAYS), beyond 1 where there are no more.
    onward
        (rules, FEW_WAYS + 1).
    """
    cumulative = np.full((len(rules), p.FEW_WAYS), 2.0)
    onward = np.full((len(rules), p.FEW_WAYS + 1), -1, np.int64)
    few = (rules[:, p.PLACES_FROM] >= 0) & (rules[:, p.PLACES_BEFORE_LAST] <= p.FEW_WAYS)
    segments = program.rule.shape[1]
    for place in range(p.FEW_WAYS + 1):
        leads = few & (place <= rules[:, p.PLACES_BEFORE_LAST])
        at = rules[leads, p.PLACES_FROM] + place
        onward[leads, place] = program.route_to[at] * segments + rules[leads, p.PLAIN_SEGMENT]
        parts = few & (place < rules[:, p.PLACES_BEFORE_LAST])
        if parts.any():
            cumulative[parts, place] = program.route_cum[rules[parts, p.PLACES_FROM] + place]
    return cumulative, onward


def _find_tables(program: Program, tables: I8) -> I8:
    """Return kind, place and size of tables, (n, 3); `NO_TABLE` where there is none."""
    found = np.tile(np.array([p.NO_TABLE, 0, 0], np.int64), (len(tables), 1))
    said = tables >= 0
    columns = (program.table_kind, program.table_offset, program.table_size)
    found[said] = np.column_stack([column[tables[said]] for column in columns])
    return found


def width_of_buckets(program: Program, rules: I8) -> int:
    """Return how wide the buckets of the wheel are in which the ends of patience stand, as a power of two.

    The shortest patience is parted among some buckets, and the longest goes round the wheel about once.
    """
    told = rules[rules[:, p.BEARS_KIND] != p.NO_TABLE]
    tables = np.unique(told[:, p.BEARS_KIND : p.BEARS_SIZE + 1], axis=0)
    if not len(tables):
        return p.WIDEST_BUCKET
    middles = np.zeros(len(tables))
    for place, (kind, offset, size) in enumerate(tables):
        draw_column(int(kind), int(offset), int(size), program.table_values, HALF, middles[place : place + 1])
    middles *= 60_000.0
    shortest = min(middles[middles > 0], default=0.0)
    width = max(shortest / BUCKETS_OF_PATIENCE, middles.max() / p.WHEEL)
    return min(max(int(width).bit_length() - 1, NARROWEST_BUCKET), p.WIDEST_BUCKET - 1)


def new_plain_state(program: Program, names: Names, queues: int, slots: int) -> dict[str, np.ndarray]:
    """Return what only the plain build uses; next to nothing where there are no slots for it."""
    sources = len(program.source) if slots else 0
    comers = sources + len(program.planned) if slots else 0
    width = 1 << max(comers - 1, 0).bit_length()
    rules = lay_rules(program, names) if slots else np.zeros((0, p.PLAIN_COLS), np.int64)
    cumulative, onward = lay_ways(program, rules)
    return {
        "plain_rule": rules,
        "way_cum": cumulative,
        "way_rule": onward,
        "coming": np.zeros((p.COMING if slots else 0, p.COMING_COLS), np.int64),
        "ahead": np.zeros((sources, p.AHEAD_COLS), np.int64),
        "ahead_rate": np.zeros(sources),
        "ahead_time": np.zeros((sources, p.WIDE), np.int64),
        "ahead_key": np.zeros((sources, p.WIDE), np.uint64),
        "draft": np.zeros((p.DRAFT_ROWS if slots else 0, p.DRAFT_COLS), np.uint64),
        "uniform": np.zeros((p.UNIFORM_ROWS if slots else 0, p.DRAFT_COLS)),
        "undrawn": np.zeros(1 + p.WAITING, np.int64),
        "wheel": _new_rings(p.WHEEL + slots if slots else 0),
        "bucket": np.array([width_of_buckets(program, rules)], np.int64),
        "ring": _new_rings(queues + slots if slots else 0),
        "at_work": _new_tournament(1, 4 * slots),
        "seats": np.zeros(2 + 2 * slots, np.int64),
        "next_comers": _new_tournament(width, 2 * width),
    }


def _new_tournament(width: int, size: int) -> I8:
    """Return a tournament of empty seats in an array of a size, or of two where that is less."""
    tree = np.full(max(size, 2), c.NEVER, np.int64)
    tree[0] = width
    return tree


def _new_rings(places: int) -> np.ndarray:
    """Return rings of one each, (places, 2)."""
    return np.repeat(np.arange(places), 2).reshape(places, 2)
