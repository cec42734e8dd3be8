"""The kernel and the second engine side by side: every event of every case, and what was counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from opmodels.describe.service import Service
from opmodels.foundation import codes
from opmodels.foundation.errors import SimulationFault
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import AT_ONCE, Compiled, Rollout, compile_service
from opmodels.simulate.journey import WORKER_BASE
from opmodels.simulate.run import Run, run_once
from tests.reference.case import Case, EndlessError
from tests.reference.engine import Engine
from tests.reference.random_changes import Change

WORDS = (
    "arrive",
    "join",
    "start",
    "finish",
    "leave",
    "book",
    "delay",
    "route",
    "end",
    "pause",
    "resume",
    "worsen",
    "plan",
    "choose",
    "match",
    "part",
    "part done",
)
CHOICES = {
    "offered": c.OFFERED,
    "chosen": c.CHOSEN,
    "condition": c.BARRED_FROM + c.BY_CONDITION,
    "trait": c.BARRED_FROM + c.BY_TRAIT,
    "income": c.BARRED_FROM + c.BY_INCOME,
    "slot": c.BARRED_FROM + c.BY_SLOT,
}
Event = tuple[int, str, str, Any]
CLOSE = 1e-9


@dataclass(frozen=True)
class Verdict:
    """How many events there were, and what differed."""

    events: int
    differences: tuple[str, ...]


def compare(
    before: Service,
    after: Service | None = None,
    *,
    rollout: Rollout = AT_ONCE,
    seed: int = 1,
    replication: int = 0,
) -> Verdict:
    """Run both engines and return what differs."""
    compiled = compile_service(before, after, rollout=rollout)
    engine = Engine(before, after, rollout=rollout, seed=seed, replication=replication)
    try:
        run = run_once(compiled, seed, replication, traced=True)
    except SimulationFault as fault:
        return Verdict(0, tuple(_compare_fault(str(fault), engine)))
    cases = engine.run()
    found = list_differences(run, compiled, engine) or _compare_builds(
        run, run_once(compiled, seed, replication)
    )
    return Verdict(sum(len(case.events) for case in cases), tuple(found))


def _compare_fault(fault: str, engine: Engine) -> Iterator[str]:
    """Yield what differs where a case moves without end in the kernel: it has to in the second engine."""
    try:
        engine.run()
    except EndlessError as found:
        if f"at step '{found}'" not in fault:
            yield f"kernel {fault}, reference at step '{found}'"
    else:
        yield f"kernel {fault}, reference comes to an end"


def _compare_builds(traced: Run, usual: Run) -> list[str]:
    """Return what a run without an event log counts otherwise: another build makes it, where it can."""
    pairs = zip(traced.record._asdict().items(), usual.record, strict=True)
    return [f"{name} differs without an event log" for (name, a), b in pairs if not np.array_equal(a, b)]


def list_differences(run: Run, compiled: Compiled, engine: Engine) -> list[str]:
    """Return what differs between a traced run and the second engine, earliest event first."""
    found = list(_compare_cases(_read_log(run, compiled), engine.cases))
    return found or _compare_counts(run, compiled, engine)


def compare_change(change: Change, seed: int) -> Verdict:
    """Run both engines on a change from one service to another."""
    return compare(change.before, change.after, rollout=find_rollout(change), seed=seed)


def find_rollout(change: Change) -> Rollout:
    """Return how a change comes in."""
    return Rollout(
        change.live, change.dual_minutes, change.adoption, change.adoption_minutes, change.under_way
    )


def _read_log(run: Run, compiled: Compiled) -> dict[int, list[Event]]:
    assert run.log is not None
    by_case: defaultdict[int, list[Event]] = defaultdict(list)
    for row in run.log.tolist():
        key = row[c.LOG_CASE] & ((1 << 64) - 1)
        by_case[key].append(_read_row(row, compiled))
    return dict(by_case)


def _read_row(row: list[int], compiled: Compiled) -> Event:
    names = compiled.names
    places = (*names.rows, *names.ends)
    what, step, detail = WORDS[row[c.LOG_CODE]], row[c.LOG_STEP], row[c.LOG_DETAIL]
    said: Any = detail
    if what == "arrive":
        return row[c.LOG_TIME], what, "", ("/".join(names.streams[detail]), row[c.LOG_PERSON])
    if what in ("start", "finish"):
        said = (names.pools[detail // WORKER_BASE], detail % WORKER_BASE)
    elif what == "route":
        said = (places[detail // 10], codes.CAUSES[detail % 10])
    elif what == "choose":
        said = (names.alternatives[detail >> c.TOLD_SHIFT][1], (detail & ((1 << c.TOLD_SHIFT) - 1)) - 1)
    elif what == "match":
        said = detail & ((1 << 64) - 1)
    elif what in ("pause", "resume"):
        said = names.pools[detail]
    elif what == "part":
        said = detail & ((1 << 64) - 1)
    elif what in ("end", "part done"):
        said = None
    return row[c.LOG_TIME], what, places[step], said


def _compare_cases(kernel: dict[int, list[Event]], cases: list[Case]) -> Iterator[str]:
    ours = {case.key: case.events for case in cases}
    if len(ours) < len(cases):
        yield "two cases have the same key"
    first: list[tuple[int, str]] = []
    for key in {**kernel, **ours}:
        a, b = kernel.get(key, []), ours.get(key, [])
        if a != b:
            place = next(
                (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
            )
            time = min(one[place][0] for one in (a, b) if place < len(one))
            before = "; ".join(map(str, b[max(place - 3, 0) : place]))
            first.append(
                (
                    time,
                    f"case {key:016x} after [{before}]: "
                    f"kernel {a[place : place + 2]}, reference {b[place : place + 2]}",
                )
            )
    yield from (f"at {time}: {words}" for time, words in sorted(first))


def _compare_counts(run: Run, compiled: Compiled, engine: Engine) -> list[str]:
    pairs = [*_count_pairs(run, compiled, engine), *_choice_pairs(run, compiled, engine)]
    pairs += [*_pool_pairs(run, compiled, engine)]
    return [
        f"{name}: kernel {kernel:.12g}, reference {ours:.12g}"
        for name, kernel, ours in pairs
        if abs(kernel - ours) > CLOSE * max(1.0, abs(ours))
    ]


def _count_pairs(run: Run, compiled: Compiled, engine: Engine) -> Iterator[tuple[str, float, float]]:
    record, names, count, total = run.record, compiled.names, engine.tally.count, engine.tally.total
    for g, group in enumerate(names.groups):
        for s, step in enumerate(names.rows):
            line, sums = record.count[g, s], record.total[g, s]
            for word, column in (("joined", c.JOINED), ("started", c.STARTED), ("delays", c.DELAYS)):
                yield f"{word} {group} {step}", line[column], count[word, group, step]
            late = record.late[g, s] if len(record.late) else 0
            yield f"late {group} {step}", late, count["late", group, step]
            for n, cause in enumerate(codes.CAUSES[1:]):
                yield (
                    f"left {cause} {group} {step}",
                    line[c.CAUSE_FROM + n],
                    count["left", group, step, cause],
                )
            for word, column in (
                ("wait", c.WAIT_SUM),
                ("wait²", c.WAIT_SQ),
                ("work", c.WORK_SUM),
                ("work²", c.WORK_SQ),
                ("delay", c.DELAY_SUM),
                ("delay²", c.DELAY_SQ),
                ("travel", c.TRAVEL_SUM),
            ):
                yield f"{word} {group} {step}", sums[column], total[word, group, step]
            seen = line[c.STARTED] + line[c.DELAYS]
            yield f"histogram {group} {step}", record.histogram[g, s].sum(), seen
        for e, end in enumerate(names.ends):
            yield f"ended {group} {end}", record.end[g, e], count["ended", group, end]
        yield f"arrived {group}", record.group[g, c.ARRIVALS_OF], count["arrived", group]
        yield f"inside {group}", record.group[g, c.INSIDE], count["inside", group]
        yield f"time {group}", record.system[g, c.TIME_SUM], total["time", group]
        yield f"time² {group}", record.system[g, c.TIME_SQ], total["time²", group]
    places = (*names.rows, *names.ends)
    for s, step in enumerate(names.rows):
        for p, place in enumerate(places):
            yield f"moved {step} {place}", record.flow[s, p], count["moved", step, place]


def _choice_pairs(run: Run, compiled: Compiled, engine: Engine) -> Iterator[tuple[str, float, float]]:
    record, names, count, total = run.record, compiled.names, engine.tally.count, engine.tally.total
    for g, group in enumerate(names.groups):
        for n, (step, name) in enumerate(names.alternatives):
            for word, column in CHOICES.items():
                yield (
                    f"{word} {group} {step} {name}",
                    record.choice[g, n, column],
                    count[word, group, step, name],
                )
            paid, told = record.choice_sum[g, n]
            yield f"paid {group} {step} {name}", paid, total["paid", group, step, name]
            yield f"told {group} {step} {name}", told, total["told", group, step, name]


def _pool_pairs(run: Run, compiled: Compiled, engine: Engine) -> Iterator[tuple[str, float, float]]:
    record, names, area = run.record, compiled.names, engine.tally.area
    for p, pool in enumerate(names.pools):
        hours = record.pool_hours[p].reshape(c.POOL_KINDS, 168).sum(axis=1)
        for word, ms in zip(("open", "busy", "over", "called"), hours, strict=True):
            yield f"{word} {pool}", ms, area[word, pool]
        yield f"funded {pool}", record.funded[p].sum(), area["funded", pool]
    for s, step in enumerate(names.rows):
        yield f"queue {step}", record.queue_area[s], area["queue", step]
    ours = np.array([engine.tally.hourly[hour] / 3_600_000 for hour in range(len(record.inside))])
    worst = int(np.argmax(np.abs(ours - record.inside)))
    yield f"inside in hour {worst}", record.inside[worst], ours[worst]
