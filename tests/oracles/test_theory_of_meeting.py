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
