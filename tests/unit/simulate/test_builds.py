"""The builds of the kernel's one source."""

from __future__ import annotations

import sys
from importlib import import_module

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.simulate import builds
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once
from tests import services


@pytest.mark.parametrize("text", [services.tandem(), services.erlang_a(), services.mmc(takes="4 min")])
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


def test_a_build_is_loaded_once() -> None:
    """Who asks again gets the same."""
    assert builds.load_build(builds.LEAN) is builds.load_build(builds.LEAN)
