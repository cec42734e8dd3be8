"""The builds of the kernel's one source."""

from __future__ import annotations

import sys
from importlib import import_module

import numpy as np
import pytest
from numba import config, types

from opmodels.describe.read import parse_service
from opmodels.simulate import builds
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once
from tests import services


def _round_and_round() -> str:
    """Return a network in which many are served at once and come back to a step up to a dozen times, whose
    many ways out are more than are compared at once."""
    back = ", ".join(f"s{k}: 13 %" for k in range(7))
    steps = "\n".join(
        f"  s{k}: {{serve: p{k}, takes: {{exponential: {k + 3} min}}, "
        f"patience: {{exponential: {10 * k + 5} min}}, gives_up_to: lost, then: {{{back}, done: rest}}}}"
        for k in range(7)
    )
    pools = "\n".join(f"  p{k}: {{staff: {4 + k}, hours: always}}" for k in range(7))
    return f"""\
opmodels: 1
service: Round and round
time: {{start: 2025-01-06, run: 8 weeks, warm_up: 1 week, zone: UTC}}
groups: {{all: {{people: 400}}}}
needs: {{thing: {{rate: 36 per hour, starts_at: s0}}}}
pools:
{pools}
steps:
{steps}
ends: {{done: met, lost: unmet}}
"""


@pytest.mark.parametrize(
    "text", [services.tandem(), services.erlang_a(), services.mmc(takes="4 min"), _round_and_round()]
)
def test_all_builds_count_the_same(text: str) -> None:
    """What most services use means the same in every build, bit for bit."""
    compiled = compile_service(parse_service(text))
    full, *others = (run_once(compiled, 3, build=build) for build in builds.BUILDS)
    for other in others:
        assert (other.arrivals, other.events) == (full.arrivals, full.events)
        assert all(np.array_equal(a, b) for a, b in zip(other.record, full.record, strict=True))


def test_the_full_build_is_what_an_import_gives() -> None:
    """Loading the lean build leaves the modules as they were."""
    assert builds.load_build(builds.LEAN) is not builds.load_build(builds.FULL)
    loop = import_module("opmodels.simulate.kernel.loop")
    assert import_module("opmodels.simulate.kernel.build").FULL
    assert vars(loop)["FULL"]
    assert sys.modules["opmodels.simulate.kernel.loop"] is loop
    assert builds.load_build(builds.FULL).advance is vars(loop)["advance"]


def test_compiling_leaves_numba_as_it_was() -> None:
    """The level at which the lean builds are compiled is not the level of anybody else."""
    before = config.OPT, config.LOOP_VECTORIZE  # type: ignore[attr-defined]
    builds.load_build.cache_clear()
    advance = builds.load_build(builds.PLAIN).advance
    assert before == (config.OPT, config.LOOP_VECTORIZE)  # type: ignore[attr-defined]
    assert config.DISABLE_JIT or advance.signatures == [(types.int64,)]  # type: ignore[attr-defined]


def test_a_build_is_loaded_once() -> None:
    """Who asks again gets the same."""
    assert builds.load_build(builds.LEAN) is builds.load_build(builds.LEAN)
