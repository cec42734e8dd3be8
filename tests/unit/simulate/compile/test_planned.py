"""Lists of times become cases with keys of their own."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Rollout, compile_service
from opmodels.simulate.compile.planned import groups_of, list_entries
from opmodels.simulate.compile.timeline import HOUR_MS, lay_timeline
from opmodels.simulate.run import run_once

TEXT = """
opmodels: 1
service: a clinic
time: {start: 2025-03-28, run: 1 week, warm_up: 0 days, zone: Europe/London}
groups: {young: {people: 300}, old: {people: 100}}
needs: {visit: {planned: PLANNED, starts_at: sit}}
steps: {sit: {wait: 1 h, then: done}}
ends: {done: met}
"""


def arrivals(planned: str, replication: int = 0) -> list[int]:
    compiled = compile_service(parse_service(TEXT.replace("PLANNED", planned)))
    log = run_once(compiled, 1, replication, traced=True).log
    assert log is not None
    return [int(t) for t in log[log[:, c.LOG_CODE] == codes.LOG_ARRIVE, c.LOG_TIME]]


def test_times_of_a_list_are_times_of_the_run() -> None:
    """Single times and times of every week come when the wall clock shows them, also after the clock changes
    (30 March 2025)."""
    at = arrivals('["2025-03-28 09:00", "2025-03-29 10:00:30.5", Mon 08:00, "2025-03-27 09:00"]')
    assert at == [9 * HOUR_MS, 34 * HOUR_MS + 30_500, 79 * HOUR_MS]


def test_a_time_that_the_clock_skips_is_the_moment_of_the_skip() -> None:
    """On 30 March 01:30 is not there: the case comes at 01:00, seconds or not."""
    assert arrivals('["2025-03-30 01:30", "2025-03-30 01:30:10"]') == [49 * HOUR_MS, 49 * HOUR_MS]


def test_early_and_late() -> None:
    """Who may be 30 minutes early and up to an hour later than that comes within that hour; who would come
    before the run or after it does not come."""
    at = arrivals("{times: [Sat 12:00], early: 30 min, late: {uniform: [0 min, 1 h]}}")
    assert len(at) == 1 and 35.5 * HOUR_MS <= at[0] < 36.5 * HOUR_MS
    assert arrivals("{times: [2025-03-28 00:10], early: 30 min}") == []


def test_who_does_not_come() -> None:
    """Of 100 replications of 21 times at 80 %, 80 % come, within 4 standard errors (one false alarm in
    16,000)."""
    clocks = ", ".join(f"Tue {hour:02d}:{minute}" for hour in range(7) for minute in (10, 20, 30))
    times = f"{{times: [{clocks}], comes: 80 %}}"
    came = [len(arrivals(times, replication)) for replication in range(100)]
    assert np.sum(came) == pytest.approx(1680, abs=4 * np.sqrt(2100 * 0.8 * 0.2))


def test_nobody_has_the_key_of_another() -> None:
    """Times that are named twice are two cases; a time that names no group finds one that has people."""
    service = parse_service(TEXT.replace("PLANNED", "[Mon 08:00, Mon 08:00, [Mon 08:00, old], Tue 09:00]"))
    entries = list(list_entries([service], lay_timeline(service, 0, False)))
    assert len({(entry.group, entry.block, entry.ordinal) for entry in entries}) == len(entries) == 4
    assert {entry.group for entry in entries} <= {"young", "old"}
    assert groups_of(service, service.needs["visit"].planned.times) == ["young", "old"]  # type: ignore[union-attr]


def test_cases_of_a_list_stay_the_same_when_it_grows() -> None:
    """A further time changes nobody else's key."""

    def keys(planned: str) -> set[int]:
        compiled = compile_service(parse_service(TEXT.replace("PLANNED", planned)))
        log = run_once(compiled, 1, 0, traced=True).log
        assert log is not None
        return set(log[:, c.LOG_CASE].tolist())

    few, more = keys("[Mon 08:00, Tue 09:30]"), keys("[Sat 07:00, Mon 08:00, Tue 09:30, Mon 08:01]")
    assert few < more


def test_each_version_has_its_list() -> None:
    """Before go-live the old list holds, from it on the new one."""
    before = parse_service(TEXT.replace("PLANNED", "[Fri 09:00, Mon 09:00]"))
    after = parse_service(TEXT.replace("PLANNED", "[Fri 10:00, Mon 10:00]"))
    live = before.time.start.replace(day=30)
    compiled = compile_service(before, after, rollout=Rollout(live=live))
    times = sorted(
        int(t) // HOUR_MS for t in compiled.program.planned[:, c.PLAN_TIME] if t < 7 * 24 * HOUR_MS
    )
    assert times == [9, 81]
