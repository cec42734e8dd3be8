"""What ``run`` prints."""

from __future__ import annotations

import re
from dataclasses import replace

from opmodels.appraise.appraisal import appraise
from opmodels.appraise.comparison import Comparison
from opmodels.describe.read import parse_service
from opmodels.show.summary import write_run
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.replicate import replicate
from tests import services


def test_summary(comparison: Comparison) -> None:
    """The summary opens with service and as-is check, and has a line for every pool, end and guardrail."""
    text = write_run(comparison.as_is)
    lines = text.splitlines()
    assert lines[0] == "DESK & COUNTER (for tests)"
    assert any(line.startswith("As-is check: 1 of 2 observed figures reproduced") for line in lines)
    for start in (
        "  desk: ",
        "  counter: ",
        "  helped: ",
        "  lost: ",
        "  council: costs ",
        "  wait at ask, 90 %: ",
    ):
        assert any(line.startswith(start) for line in lines), start
    assert max(map(len, lines)) <= 80


def test_observed_figures_are_judged(comparison: Comparison) -> None:
    """Each observed figure is told beside the run's, with whether it is reproduced."""
    text = " ".join(write_run(comparison.as_is).split())
    assert "wait at ask: seen 4 min, run" in text
    assert "end helped: seen 20 %" in text
    assert "within ±10 %: missed" in text and "within ±90 %: reproduced" in text
    assert "1 week of warm-up" in text


def test_choices_are_told_with_who_cannot() -> None:
    """Each alternative with the share who choose it, and the share who cannot where there are any."""
    service = parse_service(services.night_out())
    runs = replicate(compile_service(service), count=2)
    text = " ".join(write_run(appraise(service, runs)).split())
    assert re.search(
        r"Choices how: [\d.]+ % [^:]*choose bus how: [\d.]+ % [^:]*choose car, [\d.]+ % cannot", text
    )


def test_a_mean_above_nine_in_ten_is_explained(comparison: Comparison) -> None:
    """Where a few wait so long that the mean is above what nine in ten wait, that is said."""
    made = comparison.as_is
    assert "a few wait very long" not in write_run(made)
    p90 = 0.1 * made.sample.column("steps", "ask", "wait", "p90")
    odd = replace(made, sample=made.sample.with_columns({("steps", "ask", "wait", "p90"): p90}))
    text = " ".join(write_run(odd).split())
    assert "(a few wait very long: they make the mean higher than what nine in ten wait)" in text
