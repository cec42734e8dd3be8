"""One replication: the arrays it needs, the kernel's loop, and what it recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from opmodels.foundation import codes
from opmodels.foundation.errors import Interrupted, Problem, SimulationFault
from opmodels.foundation.randomness import key_run
from opmodels.simulate import columns as c
from opmodels.simulate.builds import BUILDS, FULL, LEAN, PLAIN, Build, load_build
from opmodels.simulate.carry_over import carry_bookings
from opmodels.simulate.compile.assemble import Compiled
from opmodels.simulate.consult import Deciding, Decision
from opmodels.simulate.features import list_features
from opmodels.simulate.kernel.memory import Memory
from opmodels.simulate.plain import is_plain, new_plain_state
from opmodels.simulate.program import Names, Program, Record, State

FIRST_SLOTS = 256
LOG_ROWS = 1 << 17


@dataclass(frozen=True)
class Run:
    """One replication of one service in one future.

    Parameters
    ----------
    record
        What was recorded within the measured stretch.
    arrivals, events
        Cases that came and events that happened, warm-up included.
    replication, seed
        Which draws it used.
    log
        Event log, (n, LOG_COLS) int64, when it was asked for.
    decisions
        What was decided while it ran, in order.
    """

    record: Record
    arrivals: int
    events: int
    replication: int
    seed: int
    log: np.ndarray | None = None
    decisions: tuple[Decision, ...] = ()


def _new_record(program: Program, names: Names, persons: bool) -> Record:
    groups, rows, ends = len(names.groups), len(names.rows), len(names.ends)
    ticks = int(program.clock[c.HORIZON] // c.HOUR_MS)
    return Record(
        count=np.zeros((groups, rows, c.COUNT_COLS), np.int64),
        total=np.zeros((groups, rows, c.TOTAL_COLS)),
        histogram=np.zeros((groups, rows, c.BINS), np.int64),
        late=np.zeros((groups if len(program.repeat) else 0, rows), np.int64),
        choice=np.zeros((groups, len(names.alternatives), c.CHOICE_COLS), np.int64),
        choice_sum=np.zeros((groups, len(names.alternatives), 2)),
        group=np.zeros((groups, c.GROUP_COLS), np.int64),
        end=np.zeros((groups, ends), np.int64),
        system=np.zeros((groups, c.SYSTEM_COLS)),
        system_histogram=np.zeros((groups, c.BINS), np.int64),
        pool_hours=np.zeros((len(names.pools), c.POOL_KINDS * 168)),
        flow=np.zeros((rows, rows + ends), np.int64),
        queue_area=np.zeros(rows),
        inside=np.zeros(ticks),
        funded=np.zeros((len(names.pools), 2)),
        person=np.zeros((sum(names.people) if persons else 0, c.PERSON_COLS), np.float32),
    )


def _new_state(
    program: Program,
    names: Names,
    seed: int,
    replication: int,
    log_rows: int,
    stop: np.ndarray,
    plain: bool,
) -> State:
    slots = max(FIRST_SLOTS, 2 * len(program.at_start), 4 * names.most_together)
    lanes = len(program.bundle) * names.priorities + names.lists
    keeps, comers = len(program.keep_pool), len(program.source) + len(program.planned) + len(program.occasion)
    workers = int(program.pool[:, c.WORKERS].sum()) if len(program.pool) else 0
    return State(
        scalar=np.zeros(c.SCALARS, np.int64),
        case=np.zeros((slots, c.CASE_COLS), np.int64),
        visits=np.zeros((slots, len(names.rows)), np.int32),
        taken=np.zeros((slots, names.most_at_once, 2), np.int16),
        kept=np.zeros((slots, keeps, 2), np.int32),
        series=np.zeros((slots if len(program.repeat) else 0, c.SERIES_COLS), np.int64),
        part=np.zeros((slots if len(program.fork) else 0, c.PART_COLS), np.int64),
        served_by=np.zeros((sum(names.people) if names.wanted_again else 0, names.wanted_again), np.int16),
        **_new_memory(program, names),
        effect_time=np.zeros((sum(names.people) if names.effects else 0, names.effects, 2), np.int64),
        effect_left=np.zeros((sum(names.people) if names.effects else 0, names.effects), np.int32),
        process=np.zeros((len(program.process), 2), np.int64),
        told=np.zeros((len(program.quote), c.TOLD_COLS), np.int64),
        weighed=np.zeros((len(program.option), 2)),
        weeks=np.zeros((len(names.pools), c.WEEK_COLS), np.int64),
        utilised=np.zeros(len(names.pools)),
        free=np.zeros(slots, np.int64),
        heap=np.full(4 * slots + len(program.process), c.NEVER, np.int64),
        heap_size=np.zeros(2, np.int64),
        queue=np.full((lanes, 2), -1, np.int64),
        queue_length=np.zeros(len(names.rows), np.int64),
        pool=np.zeros((len(names.pools), c.POOL_STATE_COLS), np.int64),
        worker=np.full(workers, -1, np.int64),
        source=np.zeros((len(program.source), 2), np.int64),
        source_time=np.zeros(len(program.source)),
        source_case=np.zeros(len(program.source), np.uint64),
        arrival=np.full(comers + 1, c.NEVER, np.int64),
        day_rate=np.zeros_like(program.day_rate),
        seats_taken=np.zeros(len(program.slot_time), np.int32),
        freed=np.zeros(names.most_at_once * (len(names.pools) + 1) + keeps, np.int64),
        queue_since=np.zeros(len(names.rows), np.int64),
        log=np.zeros((log_rows, c.LOG_COLS), np.int64),
        ended=np.zeros(_ended_shape(program, names), np.int64),
        key=key_run(seed, replication),
        stop=stop,
        **new_plain_state(program, names, lanes, slots if plain else 0),
    )


def _ended_shape(program: Program, names: Names) -> tuple[int, int]:
    return len(program.stream) if program.clock[c.COUNT_ENDS] else 0, len(names.ends)


def _new_memory(program: Program, names: Names) -> dict[str, np.ndarray]:
    """Return what campaigns have to know of people; next to nothing where there are none."""
    people = sum(names.people) if names.chosen_needs else 0
    most = min(int(program.campaign[:, c.UP_TO].max()), people) if people else 0
    return {
        "chosen_at": np.zeros((people, names.chosen_needs), np.int64),
        "under_way": np.zeros((people, names.chosen_needs), np.int32),
        "had_at": np.zeros((people, sum(names.remembered)), np.int64),
        "had_count": np.zeros((people, len(names.remembered)), np.int32),
        "pick": np.zeros((most, c.PICK_COLS), np.int64),
        "pick_rank": np.zeros(most),
        "picking": np.zeros(2, np.int64),
    }


def _enlarge(state: State) -> State:
    """Return the state with room for twice as many cases and events."""
    slots = len(state.case)
    if 2 * slots > c.SLOT_MASK:
        raise SimulationFault(
            Problem(
                "the run",
                f"more than {slots} cases inside at once",
                f"at most {c.SLOT_MASK}",
                None,
                "check demand against capacity",
            )
        )

    def longer(array: np.ndarray) -> np.ndarray:
        return np.concatenate([array, np.zeros_like(array)])

    heap = np.full(max(2 * len(state.heap), 8 * slots), c.NEVER, np.int64)
    heap[: len(state.heap)] = state.heap
    return state._replace(
        case=longer(state.case),
        visits=longer(state.visits),
        taken=longer(state.taken),
        kept=longer(state.kept),
        series=longer(state.series),
        part=longer(state.part),
        free=longer(state.free),
        wheel=longer(state.wheel),
        ring=longer(state.ring),
        at_work=longer(state.at_work),
        seats=longer(state.seats),
        heap=heap,
    )


def _measure(program: Program, names: Names, state: State, record: Record) -> dict[str, int]:
    return {
        "streams": len(program.stream),
        "segments": len(program.segment) // 2,
        "days": program.day_rate.shape[1],
        "sources": len(program.source),
        "steps": len(program.step),
        "rows": len(names.rows),
        "ends": len(names.ends),
        "lanes": names.priorities,
        "pools": len(names.pools),
        "groups": len(names.groups),
        "diaries": len(program.diary_ahead) // 2,
        "traits": len(names.traits),
        "held": names.most_at_once,
        "slots": len(state.case),
        "heap": len(state.heap),
        "log": len(state.log),
        "calendar": len(program.calendar),
        "backlog": len(program.at_start),
        "ticks": len(record.inside),
        "people": len(record.person),
        "routes": len(program.route_from) - 1,
        "comers": len(state.arrival) - 1,
        "keeps": len(program.keep_pool),
        "wanted_again": names.wanted_again,
        "processes": len(program.process),
        "areas": len(names.areas),
        "effects": names.effects,
        "repeats": len(program.repeat),
        "turns": len(program.turn_time),
        "quotes": len(program.quote),
        "alternatives": len(names.alternatives),
        "occasions": len(program.occasion),
        "chosen_needs": names.chosen_needs,
        "remembered": len(names.remembered),
        "remembered_times": sum(names.remembered),
        "exchanges": len(names.exchanges),
        "forks": len(program.fork),
        "queues": len(state.queue),
        "whose": len(program.need_trait),
    }


def _forget(record: Record) -> None:
    """At the end of the warm-up forget all that was counted; the cases inside stay."""
    inside = record.group[:, c.INSIDE].copy()
    for name, array in record._asdict().items():
        if name != "inside":
            array[:] = 0
    record.group[:, c.INSIDE] = record.group[:, c.INSIDE_AT_WARM] = inside


def _drive(
    build: Build,
    program: Program,
    names: Names,
    state: State,
    record: Record,
    deciding: Deciding,
    save_log: Callable[[State], None],
) -> tuple[int, State]:
    """Run the kernel, doing for it what only Python can."""
    memory = Memory(program, state, record, _measure(program, names, state, record))
    build.begin(memory.handle)
    while True:
        status = build.advance(memory.handle)
        if status == c.WARMED_UP:
            state.queue_since[:] = state.scalar[c.NOW]
            _forget(record)
            state.scalar[c.WARMED] = 1
        elif status == c.LIVE_NOW:
            carry_bookings(program, state)
            deciding.go_live(state)
        elif status == c.TURN_COMES:
            deciding.take_turn(state)
        elif status == c.NEED_ROOM:
            state = _enlarge(state)
        elif status != c.LOG_FULL:
            return status, state
        if status in (c.NEED_ROOM, c.LOG_FULL):
            save_log(state)
            if len(state.log) and len(state.log) < c.LOG_MARGIN + 8 * len(state.case):
                state = state._replace(
                    log=np.zeros((c.LOG_MARGIN + 16 * len(state.case), c.LOG_COLS), np.int64)
                )
            memory = Memory(program, state, record, _measure(program, names, state, record))


def _switch(program: Program, persons: bool, traced: bool, names: Names) -> Program:
    clock = program.clock.copy()
    clock[c.TRACK_PERSONS] = int(
        persons
        or traced
        or bool(names.areas)
        or names.wanted_again > 0
        or names.effects > 0
        or len(program.need_trait) > 0
        or bool(names.alternatives)
        or names.chosen_needs > 0
        or bool(np.isin(program.clause[:, c.TEST], (codes.HAS_TRAIT, codes.LACKS_TRAIT)).any())
    )
    clock[c.TRACING] = int(traced)
    clock[c.TRACK_WORKERS] = int(traced or names.paused)
    return program._replace(clock=clock)


def run_once(
    compiled: Compiled,
    seed: int = 1,
    replication: int = 0,
    *,
    persons: bool = False,
    traced: bool = False,
    build: str | None = None,
    stop: np.ndarray | None = None,
    keep: Callable[[np.ndarray], np.ndarray] | None = None,
) -> Run:
    """Run one replication.

    Parameters
    ----------
    compiled
        The service.
    seed, replication
        Address every draw.
    persons
        Whether to record what happens to each person.
    traced
        Whether to keep an event log.
    build
        Which build of the kernel to run, of `opmodels.simulate.builds.BUILDS`, in place of the quickest that
        knows all that the service uses; with the same results.
    stop
        (1,) int8; set to 1 from another thread to stop the run.
    keep
        Which rows of the log to keep, to save memory.

    Raises
    ------
    SimulationFault
        When a case moves without end, too many cases are inside, or cases are lost.
    Interrupted
        When it is stopped.
    """
    program, names = _switch(compiled.program, persons, traced, compiled.names), compiled.names
    flag = np.zeros(1, np.int8) if stop is None else stop
    build = check_build(build, choose_build(program, names))
    state = _new_state(program, names, seed, replication, LOG_ROWS if traced else 0, flag, build == PLAIN)
    record = _new_record(program, names, persons)
    logs: list[np.ndarray] = []
    deciding = Deciding(compiled.decisions, program, names, _name_run(seed, replication))
    status, state = _drive(
        load_build(build), program, names, state, record, deciding, lambda now: _save_log(now, logs, keep)
    )
    record.funded[:] = deciding.count_paid()
    if traced:
        _save_log(state, logs, keep)
    _check(status, state, record, names, seed, replication)
    log = np.concatenate(logs) if traced else None
    counts = int(state.scalar[c.ARRIVALS]), int(state.scalar[c.EVENTS])
    return Run(record, *counts, replication, seed, log, tuple(deciding.made))


def check_build(asked: str | None, quickest: str) -> str:
    """Return the build that is asked for, or the quickest; each build knows all that the next one knows.

    Raises
    ------
    ValueError
        When there is no such build, or it does not know all that the service uses.
    """
    if asked and (asked not in BUILDS or BUILDS.index(asked) > BUILDS.index(quickest)):
        known = ", ".join(BUILDS[: BUILDS.index(quickest) + 1])
        raise ValueError(f"the build {asked!r}; this service can run on {known}")
    return asked or quickest


def choose_build(program: Program, names: Names) -> str:
    """Return the quickest build of the kernel that knows all that a program uses."""
    if list_features(program, names):
        return FULL
    return PLAIN if is_plain(program, names) else LEAN


def _name_run(seed: int, replication: int) -> str:
    return f"seed {seed}, replication {replication}"


def _save_log(state: State, logs: list[np.ndarray], keep: Callable[[np.ndarray], np.ndarray] | None) -> None:
    rows = state.log[: state.scalar[c.LOGGED]].copy()
    logs.append(rows[keep(rows)] if keep is not None else rows)
    state.scalar[c.LOGGED] = 0


def _check(status: int, state: State, record: Record, names: Names, seed: int, replication: int) -> None:
    where = _name_run(seed, replication)
    if status == c.STOPPED:
        raise Interrupted(
            Problem(
                where,
                "a request to stop",
                "the end of the run",
                None,
                "start it again; it gives the same results",
            )
        )
    if status == c.ENDLESS:
        step = names.rows[int(state.scalar[c.FAULT_ROW])]
        raise SimulationFault(
            Problem(
                where,
                f"a case that moves more than {c.MOST_MOVES} times within a millisecond, at step '{step}'",
                "a loop that takes time",
                None,
                f"put a wait into the loop through '{step}'",
            )
        )
    check_conservation(record, names, where)


def check_conservation(record: Record, names: Names, where: str) -> None:
    """Check that every case that came has ended or is inside (E4.4).

    Raises
    ------
    SimulationFault
        When cases were lost or made up.
    """
    came = record.group[:, c.ARRIVALS_OF] + record.group[:, c.INSIDE_AT_WARM]
    gone = (
        record.group[:, c.FINISHED]
        + record.group[:, c.GAVE_UP_FROM :].sum(axis=1)
        + record.group[:, c.INSIDE]
    )
    for group, (a, b) in enumerate(zip(came, gone, strict=True)):
        if a != b:
            raise SimulationFault(
                Problem(
                    where, f"{a} cases of '{names.groups[group]}' came and {b} are accounted for", "as many"
                )
            )
