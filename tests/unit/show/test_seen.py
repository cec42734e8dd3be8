"""The as-is check in words."""

from __future__ import annotations

import pytest

from opmodels.appraise.comparison import Comparison
from opmodels.show.seen import list_checks, tell_check
from tests.unit.appraise.test_observed import check


@pytest.mark.parametrize(
    ("figure", "waits", "words"),
    [
        ("value: 5 min", (5.0, 5.0), "wait at answer: seen 5 min, run 5 min, within ±10 %: reproduced"),
        ("value: 5 min, tolerance: 20 %", (7.0, 7.0), "run 7 min, within ±20 %: missed"),
        (
            "value: {value: 5 min, range: [3 min, 9 min]}",
            (4.0, 4.0),
            "run 4 min, from 3 min to 9 min: reproduced",
        ),
        ("value: 5 min", (5.0, 6.0), "run 5.5 min, within ±10 %: cannot tell with 2 replications"),
        ("value: 5 min", (5.0,), "cannot tell with 1 replication"),
    ],
)
def test_seen_run_and_band(figure: str, waits: tuple[float, ...], words: str) -> None:
    """Whoever reads that a figure is reproduced sees what was seen, the run, and how near counts."""
    assert tell_check(check(figure, *waits), len(waits), "£").endswith(words)


def test_page_one_tells_the_worst_first(comparison: Comparison) -> None:
    """What is missed stands first, what nobody has seen last."""
    told = list(list_checks(comparison.as_is))
    assert told[0].startswith("end helped: seen 20 %") and told[0].endswith("missed")
    assert told[-1] == "not checked, no figure given: share who give up at ask"
