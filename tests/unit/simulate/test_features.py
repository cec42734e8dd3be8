"""What a service uses beyond what most services use is told by name."""

from __future__ import annotations

from opmodels.describe.read import parse_service
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.features import list_features
from tests import services


def _features(text: str) -> tuple[str, ...]:
    compiled = compile_service(parse_service(text))
    return list_features(compiled.program, compiled.names)


def test_a_queue_with_patience_needs_nothing_special() -> None:
    """Queues, delays, priorities and patience are what most services use."""
    assert _features(services.erlang_a()) == ()
    assert _features(services.tandem()) == ()


def test_what_is_special_is_named() -> None:
    """Each rule that only the full build knows is told."""
    assert _features(services.mmc(more="same_worker: 5 min")) == ("same worker",)
    seen = services.mmc(more="effects: {call: {factor: 0.5}}")
    assert _features(seen) == ("effects on people",)
    series = services.mmc(more="repeat: {visits: 2, every: 1 day}")
    assert _features(series) == ("planned visits",)
    assert _features(services.night_out()) == ("choices",)
    gathers = services.mmc().replace("serve: desk, takes: {exponential: 3 min}", "batch: 3")
    assert _features(gathers) == ("batches",)
    asked = services.mmc().replace("rate: 48 per hour", "campaign: letter")
    assert _features(asked + "campaigns: {letter: {every: 1 week, up_to: 3}}\n") == ("campaigns",)
    assert _features(services.lifts()) == ("areas", "exchanges")
    apart = "  apart: {side_by_side: [answer, later], joins_at: last}\n  last: {wait: 1 min, then: done}\n"
    apart += "  later: {wait: 1 min, then: last}\nends:"
    parts = services.mmc().replace("ends:", apart).replace("starts_at: answer", "starts_at: apart")
    assert _features(parts) == ("parts side by side",)
    outage = services.mmc().replace("staff: 3", "staff: 3, outages: {every: 1 day, lasts: 1 h}")
    assert _features(outage) == ("outages and calls",)
    assert _features(services.home_teams()) == ("areas", "decisions while it runs")
