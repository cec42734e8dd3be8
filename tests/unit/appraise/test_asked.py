"""Which quantiles and times a run keeps."""

from __future__ import annotations

from opmodels.appraise.asked import USUAL_QUANTILES, list_asked, name_quantile, name_time
from opmodels.describe.read import parse_service
from tests import services

LINES = """\
observed: [{measure: wait, step: answer, quantile: 97.5 %, value: 3 min, source: made up}]
guardrails: [{measure: within, step: answer, time: 45 s, at_least: 80 %}]
"""


def test_figures_and_guardrails_are_asked_for() -> None:
    """A quantile of an observed figure and a time of a guardrail are kept beside the usual ones."""
    asked = list_asked([parse_service(services.mmc() + LINES)])
    assert asked.quantiles == (0.5, 0.9, 0.975)
    assert asked.times == (0.75,)


def test_usual_quantiles_without_figures() -> None:
    """The median and the ninth decile are always kept."""
    assert list_asked([parse_service(services.mmc())]).quantiles == USUAL_QUANTILES


def test_names_are_short() -> None:
    """Names have no trailing noughts."""
    assert [name_quantile(share) for share in (0.5, 0.9, 0.975)] == ["p50", "p90", "p97.5"]
    assert [name_time(minutes) for minutes in (0.75, 15.0, 10080.0)] == ["0.75", "15", "10080"]
