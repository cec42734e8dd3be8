"""Outages and help that is called, as processes with a beginning and an end."""

from __future__ import annotations

from datetime import date

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Rollout, compile_service
from opmodels.simulate.compile.processes import EVERYBODY
from opmodels.simulate.compile.timeline import HOUR_MS
from opmodels.simulate.run import Run, run_once

TEXT = """
opmodels: 1
service: processes
time: {start: 2025-06-02, run: 4 days, warm_up: 0 days, zone: UTC}
groups: {all: {people: 100}}
needs: {job: {planned: PLANNED, starts_at: work}}
pools: {desk: {staff: 2, hours: always, POOL}, other: {staff: 1, hours: always, OTHER}}
steps: {work: {serve: [desk, other], takes: 2 h, then: done}}
ends: {done: met}
"""
CALL = "on_call: {staff: 3, queue: work, at_least: 2, after: 30 min, stays: 4 h}"
OUTAGE = "outages: {every: 10 h, lasts: 5 h}"


def service(pool: str = "role: a", other: str = "role: b", planned: str = "[Mon 00:00]") -> Service:
    return parse_service(TEXT.replace("POOL", pool).replace("OTHER", other).replace("PLANNED", planned))


def starts(run: Run) -> list[float]:
    assert run.log is not None
    return [float(t) / HOUR_MS for t in run.log[run.log[:, c.LOG_CODE] == codes.LOG_START, c.LOG_TIME]]


def test_outages_come_before_calls_in_the_order_of_pools() -> None:
    """Each process is a row; one that both versions have goes on, others end or begin at go-live."""
    one = service(f"{CALL}, {OUTAGE}", OUTAGE)
    rows = compile_service(one).program.process
    assert rows[:, c.PROCESS_KIND].tolist() == [c.OUTAGE, c.OUTAGE, c.CALL]
    assert rows[:, c.PROCESS_POOL].tolist() == [0, 1, 0]
    assert rows[0, c.PROCESS_AMOUNT] == EVERYBODY
    after = service(f"{CALL}, {OUTAGE.replace('10 h', '20 h')}", OUTAGE)
    live = Rollout(live=date(2025, 6, 4))
    rows = compile_service(one, after, rollout=live).program.process
    assert rows[:, c.PROCESS_POOL].tolist() == [0, 0, 1, 0]
    assert rows[:2, c.PROCESS_FROM].tolist() == [0, 48 * HOUR_MS]
    assert rows[0, c.PROCESS_UNTIL] == 48 * HOUR_MS


def test_help_comes_after_a_while_and_goes_when_it_is_quiet() -> None:
    """Five cases at midnight: three begin, two wait; help comes at 00:30, so both begin then. Of 4 days, help
    is there for 4 hours."""
    run = run_once(
        compile_service(service(CALL, planned="[Mon 00:00, Mon 00:00, Mon 00:00, Mon 00:00, Mon 00:00]")),
        traced=True,
    )
    assert starts(run) == [0, 0, 0, 0.5, 0.5]
    called = run.record.pool_hours[0].reshape(c.POOL_KINDS, 168)[c.HOURS_CALLED].sum() / HOUR_MS
    assert called == 3 * 4


def test_help_stays_while_the_queue_is_long() -> None:
    """With jobs that keep two waiting at the end of the stay, help stays as long again."""
    times = ", ".join(["Mon 00:00"] * 20)
    run = run_once(compile_service(service(CALL, planned=f"[{times}]")), traced=True)
    called = run.record.pool_hours[0].reshape(c.POOL_KINDS, 168)[c.HOURS_CALLED].sum() / HOUR_MS
    # 3 begin at 0, 3 at 0.5, 3 at 2, 3 at 2.5, 3 at 4, 3 at 4.5: then two wait no longer.
    assert starts(run)[:18] == [0] * 3 + [0.5] * 3 + [2] * 3 + [2.5] * 3 + [4] * 3 + [4.5] * 3
    assert called == 3 * 8


def test_an_outage_empties_a_pool() -> None:
    """With an outage from hour 10 to 15, work goes on in overtime, and who comes then waits for the other
    pool's one or for its end."""
    planned = "[Mon 09:00, Mon 11:00, Mon 11:00, Mon 11:00, Mon 11:00]"
    run = run_once(compile_service(service(OUTAGE, planned=planned)), traced=True)
    assert starts(run) == [9, 11, 13, 15, 15]
    over = run.record.pool_hours[0].reshape(c.POOL_KINDS, 168)[c.HOURS_OVER].sum() / HOUR_MS
    assert over == 1


def test_outages_repeat() -> None:
    """With 10 hours between and 5 hours of outage, the pool is there two hours of three."""
    run = run_once(compile_service(service(OUTAGE)))
    open_ = run.record.pool_hours[0].reshape(c.POOL_KINDS, 168)[c.HOURS_OPEN].sum() / HOUR_MS
    assert open_ == 2 * (6 * 10 + 6)
