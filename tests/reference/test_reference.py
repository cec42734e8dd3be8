"""The kernel and the second engine agree on every event of every case, and on all that is counted (E5.1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import pytest
from hypothesis import given, settings

from opmodels.describe.read import parse_service
from opmodels.foundation.errors import SimulationFault
from opmodels.models.withdraw import WITHDRAW
from opmodels.simulate import run
from opmodels.simulate.compile.assemble import Rollout, compile_service
from opmodels.simulate.run import run_once
from tests.reference import cases
from tests.reference.chance import philox
from tests.reference.compare import compare, compare_change, list_differences
from tests.reference.engine import Engine
from tests.reference.random_changes import make_change
from tests.reference.random_services import make_pair, services
from tests.services import day_hospital

pytestmark = pytest.mark.reference
BATCH, RICH = 20, 6


@pytest.mark.parametrize("first", range(0, 240, BATCH))
def test_random_services(first: int) -> None:
    """Small random services run the same in both engines, and every sixth as large as chance makes it."""
    for seed in range(first, first + BATCH):
        _, service = make_pair(seed, small=seed % RICH > 0)
        assert compare(service, seed=seed).differences == (), f"service {seed}"


@pytest.mark.parametrize("first", range(0, 120, BATCH))
def test_random_changes(first: int) -> None:
    """So do changes from one service to another: go-live, adoption, dual running, bookings carried over."""
    for seed in range(first, first + BATCH):
        change = make_change(seed, small=seed % RICH > 0)
        assert compare_change(change, seed).differences == (), f"change {seed}"


@pytest.mark.parametrize("under_way", ["finish", "move"])
def test_every_kind_of_step_at_once(under_way: Literal["finish", "move"]) -> None:
    """A service with every kind of step and decision runs the same in both, also when it is switched off."""
    before = parse_service(day_hospital())
    rollout = Rollout(live=before.time.start + timedelta(days=7), under_way=under_way)
    verdict = compare(before, WITHDRAW.plan(before).after, rollout=rollout)
    assert verdict.differences == ()
    assert compare(before).differences == ()


@given(services)
@settings(max_examples=15)
def test_services_that_can_be_shrunk(text: str) -> None:
    """The same of services that Hypothesis makes, so that a disagreement comes out small."""
    assert compare(parse_service(text)).differences == ()


@pytest.mark.parametrize("name", sorted(cases.SERVICES))
def test_kept_case(name: str) -> None:
    """What once differed no longer does."""
    verdict = compare(parse_service(cases.SERVICES[name]))
    assert verdict.events > 0
    assert verdict.differences == ()


@pytest.mark.parametrize("name", sorted(cases.CHANGES))
def test_kept_change(name: str) -> None:
    """What once differed in a change no longer does."""
    verdict = compare_change(cases.read_change(name), 1)
    assert verdict.events > 0
    assert verdict.differences == ()


@pytest.mark.parametrize("name", sorted(cases.ENDLESS))
def test_a_case_without_end_is_told(name: str) -> None:
    """A case that goes round within a millisecond ends the run in both; the error names its step."""
    service = parse_service(cases.ENDLESS[name])
    with pytest.raises(SimulationFault, match=r"at step '(loop|again)'"):
        run_once(compile_service(service))
    assert compare(service).differences == ()


def test_memory_that_grows_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that begins with room for four cases and no log, and has to ask for more, is the same."""
    monkeypatch.setattr(run, "FIRST_SLOTS", 4)
    monkeypatch.setattr(run, "LOG_ROWS", 1)
    for seed in range(BATCH):
        _, service = make_pair(seed, small=True)
        assert compare(service, seed=seed).differences == (), f"service {seed}"


def test_a_difference_is_found() -> None:
    """The comparison is not blind: one more minute of work is told by the first case that it meets."""
    text = cases.SERVICES["paused work goes on first"]
    before, after = (parse_service(one) for one in (text, text.replace("takes: 50 min", "takes: 51 min")))
    compiled, engine = compile_service(before), Engine(after)
    engine.run()
    assert "finish" in list_differences(run_once(compiled, traced=True), compiled, engine)[0]


def test_known_answers() -> None:
    """Philox4x32-10 gives the published known answers."""
    full, pi = 0xFFFFFFFF, ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0))
    assert philox((0, 0, 0, 0), (0, 0)) == (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)
    assert philox((full,) * 4, (full, full)) == (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)
    assert philox(*pi) == (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)
