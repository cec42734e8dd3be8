"""How the kernel reaches its arrays: one address, from which every array is a view of fixed columns.

Handing some eighty arrays from function to function costs a count of references for each at every call
(measured: 27 µs
an event instead of 0.2) and minutes of compiling. So Python lays the addresses of all arrays and their
variable
dimensions into one table of int64, and the kernel's functions take the address of that table, `m`, alone.
Where the JIT is
off, `m` is the `Memory` itself and the views are the arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, cast

import numpy as np
from numba import config, types
from numba.core import cgutils
from numba.extending import intrinsic

from opmodels.simulate import columns as c
from opmodels.simulate import plain_columns as p
from opmodels.simulate.kernel.addressed import Table, make_table
from opmodels.simulate.program import Program, Record, State

COMPILING = not config.DISABLE_JIT  # type: ignore[attr-defined]
FIELDS = tuple(
    f"{part}.{name}" for part, kind in (("p", Program), ("s", State), ("r", Record)) for name in kind._fields
)
"""Every array, in the order of the table."""
CONSTANT = frozenset(name for name in FIELDS if name.startswith("p.")) | {
    "s.plain_rule",
    "s.way_cum",
    "s.way_rule",
    "s.bucket",
}
"""Those into which nobody writes while the kernel runs."""
FROM_OUTSIDE = "s.stop"
"""The one into which another thread writes while the kernel runs."""
DIMENSIONS = (
    "streams",
    "segments",
    "days",
    "sources",
    "steps",
    "rows",
    "ends",
    "lanes",
    "pools",
    "groups",
    "diaries",
    "traits",
    "held",
    "slots",
    "heap",
    "log",
    "calendar",
    "backlog",
    "ticks",
    "people",
    "routes",
    "comers",
    "keeps",
    "wanted_again",
    "processes",
    "areas",
    "effects",
    "repeats",
    "turns",
    "quotes",
    "alternatives",
    "occasions",
    "chosen_needs",
    "remembered",
    "remembered_times",
    "exchanges",
    "forks",
    "queues",
    "whose",
)
"""Every dimension that differs between programs, behind the addresses in the table."""


WORD = 8
_INT64 = cgutils.intp_t


def _load_word(builder: Any, table: Any, place: int, kind: Any = _INT64) -> Any:
    """Emit the reading of one word of the table, which does not change while the kernel runs."""
    address = builder.add(table, _INT64(WORD * place))
    word = builder.load(builder.inttoptr(address, kind.as_pointer()))
    word.set_metadata("invariant.load", builder.module.add_metadata([]))
    return word


def _size(name: str) -> Callable[[Any], int]:
    """Return the function that tells a dimension of the kernel's memory."""
    if not COMPILING:
        return lambda m: m.dimensions[name]
    place = len(FIELDS) + DIMENSIONS.index(name)

    @intrinsic
    def read(typing: Any, m: Any) -> Any:
        return types.int64(types.int64), lambda context, builder, signature, args: _load_word(
            builder, args[0], place
        )

    return cast(Callable[[Any], int], read)


def _view(name: str, *columns: int | str, dtype: Any = types.int64) -> Callable[[Any], Any]:
    """Return the function that gives an array; each column is a number or the name of a dimension
    ('rows+ends' adds two)."""
    if not COMPILING:
        return lambda m: m.arrays[name]
    kind = Table(dtype, 1 + len(columns), "" if name == FROM_OUTSIDE else name, is_constant=name in CONSTANT)

    def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        address = _load_word(builder, args[0], FIELDS.index(name), cgutils.voidptr_t)
        widths = [_read_size(builder, args[0], column) for column in columns]
        return make_table(context, builder, kind, address, widths)

    @intrinsic
    def view(typing: Any, m: Any) -> Any:
        return kind(types.int64), build

    return cast(Callable[[Any], Any], view)


def _flat(name: str, *columns: int, dtype: Any = types.int64) -> Callable[[Any], Any]:
    """Return the function that gives an array as if it had fewer dimensions: its first ones are one."""
    if not COMPILING:
        return lambda m: m.arrays[name].reshape(-1, *columns)
    return _view(name, *columns, dtype=dtype)


def _read_size(builder: Any, table: Any, column: int | str) -> Any:
    if isinstance(column, int):
        return _INT64(column)
    first, *others = [
        _load_word(builder, table, len(FIELDS) + DIMENSIONS.index(name)) for name in column.split("+")
    ]
    for other in others:
        first = builder.add(first, other)
    return first


streams, segments, days, sources, steps, rows, ends, lanes = map(_size, DIMENSIONS[:8])
pools, groups, diaries, traits, held, slots, heap_room, log_room = map(_size, DIMENSIONS[8:16])
changes, backlog, ticks, people, routes = map(_size, DIMENSIONS[16:21])
comers, keeps, wanted_again, processes, areas = map(_size, DIMENSIONS[21:26])
effects = _size("effects")
repeats = _size("repeats")
turns = _size("turns")
quotes, alternatives = _size("quotes"), _size("alternatives")
occasions, chosen_needs = _size("occasions"), _size("chosen_needs")
remembered = _size("remembered")
exchanges = _size("exchanges")
forks = _size("forks")
queues = _size("queues")
whose = _size("whose")


U8, F8, F4, I4, I2, I1 = types.uint64, types.float64, types.float32, types.int32, types.int16, types.int8
clock, adoption = _view("p.clock"), _view("p.adoption", dtype=F8)
step, twin, rule = _view("p.step", c.STEP_COLS), _view("p.twin"), _view("p.rule", "segments", c.RULE_COLS)
cancel_share = _view("p.cancel_share", "segments", dtype=F8)
requirement, alternative = _view("p.requirement", 2), _view("p.alternative")
pool_bundle_from, pool_bundle = _view("p.pool_bundle_from"), _view("p.pool_bundle")
keep, bundle = _view("p.keep", 2), _view("p.bundle", c.BUNDLE_COLS)
repeat = _view("p.repeat", c.REPEAT_COLS)
repeat_rule = _view("p.repeat_rule", "segments", c.REPEAT_RULE_COLS)
segment, area_route = _view("p.segment", c.SEGMENT_COLS), _view("p.area_route")
planned, planned_block = _view("p.planned", c.PLANNED_COLS), _view("p.planned_block")
planned_share = _view("p.planned_share", dtype=F8)
pool_speed, keep_pool = _view("p.pool_speed", 2, dtype=F8), _view("p.keep_pool")
process = _view("p.process", c.PROCESS_COLS)
campaign, campaign_stream = _view("p.campaign", c.CAMPAIGN_COLS), _view("p.campaign_stream")
campaign_area, campaign_weight = _view("p.campaign_area", "areas"), _view("p.campaign_weight", 2, dtype=F8)
campaign_of, occasion = _view("p.campaign_of", c.CAMPAIGN_OF_COLS), _view("p.occasion", c.OCCASION_COLS)
effect_from, effect_slot = _view("p.effect_from", 2), _view("p.effect_slot")
effect_rule, effect_law = _view("p.effect_rule", "segments"), _view("p.effect_law", c.LAW_COLS)
effect_factor, effect_most = _view("p.effect_factor", dtype=F8), _view("p.effect_most", dtype=F8)
need_trait = _view("p.need_trait", c.WHOSE_COLS)
effect_of = _view("p.effect_of", c.EFFECT_COLS)
option = _view("p.option", "segments", c.OPTION_COLS)
worth = _view("p.worth", "segments", c.WORTH_COLS, dtype=F8)
nest, quote = _view("p.nest", 2, dtype=F8), _view("p.quote", 2)
income, median_income = _view("p.income"), _view("p.median_income", dtype=F8)
route_from, route_cum, route_to = _view("p.route_from"), _view("p.route_cum", dtype=F8), _view("p.route_to")
matching, exchange = _view("p.matching", c.MATCHING_COLS), _view("p.exchange", c.EXCHANGE_COLS)
room_for, way = _view("p.room_for", "segments"), _view("p.way", "segments")
gathering = _view("p.gathering", c.GATHERING_COLS)
clause, missed_lead, missed_share = (
    _view("p.clause", c.CLAUSE_COLS),
    _view("p.missed_lead"),
    _view("p.missed_share", dtype=F8),
)
table_kind, table_offset = _view("p.table_kind", dtype=I1), _view("p.table_offset")
table_size, table_values = _view("p.table_size"), _view("p.table_values", dtype=F8)
stream, stream_hash = _view("p.stream", c.STREAM_COLS), _view("p.stream_hash", dtype=U8)
need_hash, group_hash = _view("p.need_hash", dtype=U8), _view("p.group_hash", dtype=U8)
frailty_most = _view("p.frailty_most", dtype=F8)
source, source_mark = _view("p.source", c.SOURCE_COLS), _view("p.source_mark", 2, dtype=F8)
base_rate, day_shape = _view("p.day_rate", "days", dtype=F8), _view("p.day_shape", "days")
shape, shape_peak = _view("p.shape", 96, dtype=F8), _view("p.shape_peak", dtype=F8)
midnight, turn, weekday = _view("p.midnight"), _view("p.turn", 2), _view("p.weekday")
pool, pool_absence, pool_hash = (
    _view("p.pool", c.POOL_COLS),
    _view("p.pool_absence", c.ABSENCE_COLS, dtype=F8),
    _view("p.pool_hash", dtype=U8),
)
calendar, turn_time = _view("p.calendar", 4), _view("p.turn_time")
diary_from, diary_ahead = _view("p.diary_from"), _view("p.diary_ahead")
slot_time, slot_seats, slot_opens = _view("p.slot_time"), _view("p.slot_seats"), _view("p.slot_opens")
trait_share, trait_hash = _view("p.trait_share", "traits", dtype=F8), _view("p.trait_hash", dtype=U8)
end_met, at_start = _view("p.end_met"), _view("p.at_start", 3)

scalar, case = _view("s.scalar"), _view("s.case", c.CASE_COLS)
visits, taken, free = (
    _view("s.visits", "rows", dtype=I4),
    _view("s.taken", "held", 2, dtype=I2),
    _view("s.free"),
)
heap, heap_size = _view("s.heap"), _view("s.heap_size")
queue, queue_length, queue_since = _view("s.queue", 2), _view("s.queue_length"), _view("s.queue_since")
load, worker, freed = _view("s.pool", c.POOL_STATE_COLS), _view("s.worker"), _view("s.freed")
place, place_time, place_case = (
    _view("s.source", 2),
    _view("s.source_time", dtype=F8),
    _view("s.source_case", dtype=U8),
)
arrival, rate = _view("s.arrival"), _view("s.day_rate", "days", dtype=F8)
kept, served_by = _view("s.kept", "keeps", 2, dtype=I4), _view("s.served_by", "wanted_again", dtype=I2)
chosen_at, under_way = _view("s.chosen_at", "chosen_needs"), _view("s.under_way", "chosen_needs", dtype=I4)
had_at, had_count = _view("s.had_at", "remembered_times"), _view("s.had_count", "remembered", dtype=I4)
pick, pick_rank = _view("s.pick", c.PICK_COLS), _view("s.pick_rank", dtype=F8)
picking = _view("s.picking")
effect_time, effect_left = _view("s.effect_time", "effects", 2), _view("s.effect_left", "effects", dtype=I4)
series = _view("s.series", c.SERIES_COLS)
fork, fork_part = _view("p.fork", c.FORK_COLS), _view("p.fork_part")
fork_hash, part = _view("p.fork_hash", dtype=U8), _view("s.part", c.PART_COLS)
process_now, weeks = _view("s.process", 2), _view("s.weeks", c.WEEK_COLS)
utilised = _view("s.utilised", dtype=F8)
told, weighed = _view("s.told", c.TOLD_COLS), _view("s.weighed", 2, dtype=F8)
seats_taken, log = _view("s.seats_taken", dtype=I4), _view("s.log", c.LOG_COLS)
ended = _view("s.ended", "ends")
key, stop = _view("s.key", dtype=U8), _view("s.stop", dtype=I1)
plain_rule, coming = _view("s.plain_rule", p.PLAIN_COLS), _view("s.coming", p.COMING_COLS)
ahead, ahead_rate = _view("s.ahead", p.AHEAD_COLS), _view("s.ahead_rate", dtype=F8)
ahead_time = _view("s.ahead_time", p.WIDE)
ahead_key, draft = _view("s.ahead_key", p.WIDE, dtype=U8), _view("s.draft", p.DRAFT_COLS, dtype=U8)
uniform, undrawn = _view("s.uniform", p.DRAFT_COLS, dtype=F8), _view("s.undrawn")
way_cum, way_rule = _view("s.way_cum", p.FEW_WAYS, dtype=F8), _view("s.way_rule", p.FEW_WAYS + 1)
wheel, bucket, ring = _view("s.wheel", 2), _view("s.bucket"), _view("s.ring", 2)
at_work, seats, next_comers = _view("s.at_work"), _view("s.seats"), _view("s.next_comers")

count, total = _view("r.count", "rows", c.COUNT_COLS), _view("r.total", "rows", c.TOTAL_COLS, dtype=F8)
histogram, group_count = _view("r.histogram", "rows", c.BINS), _view("r.group", c.GROUP_COLS)
late = _view("r.late", "rows")
choice = _view("r.choice", "alternatives", c.CHOICE_COLS)
choice_sum = _view("r.choice_sum", "alternatives", 2, dtype=F8)
end_count, system = _view("r.end", "ends"), _view("r.system", c.SYSTEM_COLS, dtype=F8)
system_histogram, pool_hours = (
    _view("r.system_histogram", c.BINS),
    _view("r.pool_hours", c.POOL_KINDS * 168, dtype=F8),
)
flow, queue_area, inside = (
    _view("r.flow", "rows+ends"),
    _view("r.queue_area", dtype=F8),
    _view("r.inside", dtype=F8),
)
person = _view("r.person", c.PERSON_COLS, dtype=F4)
flat_total, flat_histogram = _flat("r.total", c.TOTAL_COLS, dtype=F8), _flat("r.histogram")
flat_flow = _flat("r.flow")


def refuse_shared(stretches: dict[str, tuple[int, int]]) -> None:
    """Refuse arrays that lie over each other: the compiler believes that they do not (`addressed`).

    Parameters
    ----------
    stretches
        Where each begins, and how many bytes it has.

    Raises
    ------
    ValueError
        When two share memory.
    """
    ordered = sorted((at, size, name) for name, (at, size) in stretches.items() if size)
    for (at, size, name), (following, _, other) in pairwise(ordered):
        if at + size > following:
            raise ValueError(f"the arrays {name} and {other} share memory")


class Memory:
    """The arrays of one run and the table of their addresses; it keeps them alive.

    Parameters
    ----------
    program, state, record
        The arrays.
    dimensions
        By the names of `DIMENSIONS`.
    """

    def __init__(self, program: Program, state: State, record: Record, dimensions: dict[str, int]) -> None:
        parts = (("p", program), ("s", state), ("r", record))
        self.arrays = {
            f"{part}.{name}": array for part, arrays in parts for name, array in arrays._asdict().items()
        }
        self.dimensions = dimensions
        for name, array in self.arrays.items():
            if not array.flags.c_contiguous:
                raise ValueError(f"the array {name} must be contiguous")
        addresses = [self.arrays[name].ctypes.data for name in FIELDS]
        refuse_shared(
            {name: (at, self.arrays[name].nbytes) for name, at in zip(FIELDS, addresses, strict=True)}
        )
        self.table = np.array([*addresses, *(dimensions[name] for name in DIMENSIONS)], np.int64)

    @property
    def handle(self) -> Any:
        """What the kernel's functions take."""
        return self.table.ctypes.data if COMPILING else self
