"""The plain loop does what the other builds do, event for event (E6.1)."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.workloads import Workload, list_workloads, queue
from opmodels.describe.read import parse_service
from opmodels.simulate import columns as c
from opmodels.simulate.builds import BUILDS, LEAN, PLAIN
from opmodels.simulate.compile.assemble import Compiled, compile_service
from opmodels.simulate.run import choose_build, run_once
from tests import services
from tests.reference.plain_services import make_plain

BATCH = 30


def _compare(compiled: Compiled, seed: int, persons: bool) -> list[str]:
    """Return what the two builds count otherwise."""
    plain, lean = (run_once(compiled, seed, build=build, persons=persons) for build in (PLAIN, LEAN))
    pairs = zip(plain.record._asdict().items(), lean.record, strict=True)
    found = [name for (name, a), b in pairs if not np.array_equal(a, b)]
    return found + ["events"] * ((plain.arrivals, plain.events) != (lean.arrivals, lean.events))


@pytest.mark.parametrize("first", range(0, 120, BATCH))
def test_random_plain_services(first: int) -> None:
    """What is recorded of a random plain service, or of a change, is the same to the last bit."""
    for number in range(first, first + BATCH):
        compiled = make_plain(number)
        assert choose_build(compiled.program, compiled.names) == PLAIN
        assert _compare(compiled, number, persons=number % 3 == 0) == [], f"plain service {number}"


@pytest.mark.parametrize("workload", list_workloads(20_000), ids=lambda workload: workload.name)
def test_workloads_of_the_benchmark(workload: Workload) -> None:
    """So is what the benchmark runs, long enough for many slots to be used again."""
    compiled = compile_service(parse_service(workload.text))
    assert _compare(compiled, 1, persons=False) == []


def test_room_is_made_while_it_runs() -> None:
    """A queue that outgrows the first slots is counted the same."""
    text = queue("mm1", 1, 3_000).text.replace("rate: 54 per hour", "rate: 90 per hour")
    compiled = compile_service(parse_service(text))
    assert _compare(compiled, 2, persons=True) == []


LONG = queue("mm1", 1, 3_000).text


def _years(text: str, run: str) -> Compiled:
    """Return a service that runs for years, from its text."""
    start = text.index("run: ") + len("run: ")
    return compile_service(parse_service(text[:start] + run + text[text.index(",", start) :]))


def test_work_that_outlasts_every_run_goes_on_to_its_end() -> None:
    """Twenty years of work are not done before they have begun: whoever has started stays inside."""
    text = LONG.replace("rate: 54 per hour", "rate: 0.002 per hour").replace(
        "exponential: 1 min", "exponential: 7305 days"
    )
    compiled = _years(text, "300 weeks")
    assert _compare(compiled, 3, persons=True) == []
    run = run_once(compiled, 3)
    assert run.record.total[..., c.WORK_SUM].min() >= 0 and run.record.total[..., c.WAIT_SUM].min() >= 0
    assert run.record.inside[-1] > 0


@pytest.mark.parametrize("build", BUILDS)
def test_many_years_with_little_to_do_are_run_to_their_end(build: str) -> None:
    """After nine years nothing may be due for months, which is no event: about 20 cases a year for 15."""
    text = LONG.replace("rate: 54 per hour", "rate: 0.00228 per hour")
    run = run_once(_years(text, "780 weeks"), 4, build=build)
    assert 220 <= run.arrivals <= 380  # 299 expected; ten in two million seeds are further off
    assert run.events - 2 * run.arrivals in (0, 1)  # the pool opens; the last case may be inside
    assert int(run.record.end.sum()) in (run.arrivals, run.arrivals - 1)


def test_a_kind_of_case_that_never_comes_needs_nobody() -> None:
    """The last step says who serves by need, and one need never goes there."""
    text = """\
opmodels: 1
service: Two desks
time: {start: 2025-01-06, run: 1 week, zone: UTC}
groups: {all: {people: 1000}}
needs:
  urgent: {rate: 6 per hour, starts_at: visit}
  routine: {rate: 6 per hour, starts_at: visit}
  phone: {rate: 9 per hour, starts_at: call}
pools: {u: {staff: 2, hours: always}, r: {staff: 2, hours: always}, t: {staff: 1, hours: always}}
steps:
  call: {serve: t, takes: 3 min, then: done}
  visit: {serve: {urgent: u, routine: r}, takes: 8 min, then: done}
ends: {done: met}
"""
    compiled = compile_service(parse_service(text))
    assert choose_build(compiled.program, compiled.names) == PLAIN
    assert _compare(compiled, 5, persons=True) == []


def test_a_build_that_does_not_know_the_service_is_refused() -> None:
    """So is one that there is none of; a build that knows more than needed runs."""
    compiled = compile_service(parse_service(services.lifts()))
    for name in (PLAIN, LEAN, "plian"):
        with pytest.raises(ValueError, match="this service can run on full"):
            run_once(compiled, build=name)
