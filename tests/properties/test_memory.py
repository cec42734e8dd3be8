"""Memory is what is inside the system, not what has passed through it."""

from __future__ import annotations

import tracemalloc

from opmodels.describe.read import parse_service
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once
from tests import services

BYTES_PER_HOUR = 8
"""The number inside is kept hour by hour."""
SLACK = 64 * 1024


def peak_of(weeks: int) -> tuple[int, int, int]:
    """Cases, hours and the peak of memory taken by one run of an Erlang A queue."""
    text = services.erlang_a(rate="600 per hour", staff=30).replace("run: 4 weeks", f"run: {weeks} weeks")
    compiled = compile_service(parse_service(text))
    run_once(compiled)
    tracemalloc.start()
    try:
        run = run_once(compiled)
        return run.arrivals, len(run.record.inside), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_ten_times_as_many_cases_take_no_more_memory() -> None:
    """Forty weeks take what four take, but for eight bytes an hour and the days of the calendar."""
    few, short_hours, short = peak_of(4)
    many, long_hours, long = peak_of(40)
    assert many > 7 * few > 2_000_000
    assert long - short < 2 * BYTES_PER_HOUR * (long_hours - short_hours) + SLACK
