"""Cases that wait for other cases: |error| + 3.3 standard errors at most 1 % of the exact value.

Seeds are fixed, so a correct engine passes always; had they been drawn anew, an unbiased mean whose standard
error is 0.15 % of it would fail about once in 7,000 times.
"""

from __future__ import annotations

import pytest

from opmodels.simulate import columns as c
from tests.oracles import formulas, theory

WITHIN = 0.01
BODY = """
needs: {{join: {{rate: 30 per hour, starts_at: gather}}}}
steps: {{gather: {{batch: {words}, then: done}}}}
ends: {{done: met}}
"""


@pytest.mark.parametrize(("words", "minutes"), [("8", 7.0), ("1", 0.0), ("{at: 09:00}", 720.0)])
def test_waiting_until_enough_are_there(words: str, minutes: float) -> None:
    """Of 8 of Poisson arrivals, 2 min apart, the n-th waits for 8 - n more: 7 min on average; until
    a time of day a case waits half a day."""
    runs = theory.simulate(BODY.format(words=words), "2000 hours", 40)
    waits = theory.each(
        runs,
        lambda run: run.record.total[0, 0, c.DELAY_SUM] / run.record.count[0, 0, c.DELAYS] / 60_000,
    )
    if minutes == 0:
        assert waits.max() == 0
    else:
        assert formulas.precise(waits, minutes)[1] <= WITHIN


@pytest.mark.slow
@pytest.mark.parametrize("size", [1, 2])
def test_both_sides_lose_patience(size: int) -> None:
    """Takers 12 and givers 10 an hour, or twice as many, patient for 20 and 30 min: the mean numbers who wait
    are those of the double-ended queue, and so are those who give up."""
    text = f"""
needs:
  ask: {{rate: {12 * size} per hour, starts_at: takes}}
  offer: {{rate: {10 * size} per hour, starts_at: gives}}
exchanges: {{lifts: {{}}}}
steps:
  takes: {{match: lifts, side: taker, patience: {{exponential: 20 min}}, gives_up_to: lost, then: done}}
  gives: {{match: lifts, side: giver, patience: {{exponential: 30 min}}, gives_up_to: lost, then: done}}
ends: {{done: met, lost: unmet}}
"""
    runs = theory.simulate(text, "24000 hours", 60)
    exact = formulas.double_ended(12 * size, 10 * size, 1 / 3, 1 / 2)
    for row, (waiting, patience, rate) in enumerate(zip(exact, (1 / 3, 1 / 2), (12, 10), strict=True)):
        queue = theory.each(runs, lambda run, row=row: run.record.queue_area[row] / (24000 * 3_600_000))
        assert formulas.precise(queue, waiting)[1] <= WITHIN
        left = theory.each(
            runs,
            lambda run, row=row: run.record.count[0, row, c.CAUSE_FROM] / run.record.count[0, row, c.JOINED],
        )
        assert formulas.precise(left, waiting / patience / (rate * size))[1] <= WITHIN
