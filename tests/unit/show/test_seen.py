"""The as-is check in words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from opmodels.appraise.appraisal import Appraisal
from opmodels.appraise.comparison import Comparison
from opmodels.appraise.observed import Check
from opmodels.show.seen import list_checks, tell_check, tell_direction
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


def with_checks(comparison: Comparison, *checks: Check) -> Appraisal:
    """Return what is told of a run, its service and its checks, with other figures seen."""
    return cast("Appraisal", SimpleNamespace(service=comparison.service, checks=checks))


@pytest.mark.parametrize(
    ("waits", "told"),
    [
        (
            (2.0, 2.0),
            "the run is quieter than what was seen: look for too few cases, too many at work, or work that is"
            " too short",
        ),
        (
            (9.0, 9.0),
            "the run is busier than what was seen: look for too many cases, too few at work, or work that is"
            " too long",
        ),
        ((5.0, 5.0), ""),
    ],
)
def test_what_to_look_at(comparison: Comparison, waits: tuple[float, ...], told: str) -> None:
    """Where the run is quieter or busier than what was seen, it is told what to look at."""
    words = tell_direction(with_checks(comparison, check("value: 5 min", *waits)))
    here = "(here: about 2,100 cases a month (483 a week); at work: desk 3 and counter 1)"
    assert words == (f"{told} {here}" if told else "")


def test_figures_that_contradict_each_other(comparison: Comparison) -> None:
    """Where one figure says quieter and the other busier, neither is told."""
    both = check("value: 5 min", 2.0, 2.0), check("value: 5 min", 9.0, 9.0)
    assert tell_direction(with_checks(comparison, *both)) == ""
