"""The draw itself, at the edges of its table and without the compiler."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from opmodels.describe.distributions.base import Distribution
from opmodels.describe.distributions.constant import Constant
from opmodels.describe.distributions.exponential import Exponential
from opmodels.describe.distributions.mixture import Mixture
from opmodels.describe.distributions.poisson import Poisson
from opmodels.simulate.kernel.draws import draw_column, draw_value
from opmodels.simulate.tables import build_tables

ALL_KINDS: list[Distribution] = [
    Constant(value=7.0),
    Exponential(mean=3.0),
    Poisson(mean=3.0),
    Mixture(of=(Constant(value=7.0), Exponential(mean=3.0)), shares=(0.5, 0.5)),
]


def draw_one(one: Distribution, u: float) -> float:
    """Return the value drawn at one uniform."""
    tables = build_tables([one])
    return draw_value(int(tables.kind[0]), int(tables.offset[0]), int(tables.size[0]), tables.values, u)


@pytest.mark.parametrize("u", [2.0**-54, 1.5 * 2.0**-53, 2.0**-41, 2.0**-40])
def test_low_end(u: float) -> None:
    """At and below the last knot of the lower tail, that knot is drawn."""
    assert draw_one(Exponential(mean=3.0), u) == Exponential(mean=3.0).quantile(np.array([2.0**-40]))[0]


@pytest.mark.parametrize("v", [0.0, 2.0**-53, 2.0**-41, 2.0**-40])
def test_high_end(v: float) -> None:
    """At and beyond the last knot of the upper tail, that knot is drawn; 1 itself is such a share."""
    assert (
        draw_one(Exponential(mean=3.0), 1.0 - v)
        == Exponential(mean=3.0).upper_quantile(np.array([2.0**-40]))[0]
    )


def test_middle() -> None:
    """The tails meet at the median, from both sides."""
    median = Exponential(mean=3.0).quantile(np.array([0.5]))[0]
    assert draw_one(Exponential(mean=3.0), 0.5) == median
    for beside in (np.nextafter(0.5, 0), np.nextafter(0.5, 1)):
        assert draw_one(Exponential(mean=3.0), float(beside)) == pytest.approx(median, rel=1e-14)


def test_every_cell_is_straight() -> None:
    """Half-way between two knots lies the mean of their values, in every octave of both tails."""
    one = Exponential(mean=3.0)
    low = np.ldexp(1.0 + 7 / 64, -np.arange(2, 41))
    high = np.ldexp(1.0 + 8 / 64, -np.arange(2, 41))
    for middle, left, right in zip((low + high) / 2, low, high, strict=True):
        assert draw_one(one, middle) == pytest.approx(
            (draw_one(one, left) + draw_one(one, right)) / 2, rel=1e-14
        )
        both = (draw_one(one, 1 - left) + draw_one(one, 1 - right)) / 2
        assert draw_one(one, 1 - middle) == pytest.approx(both, rel=1e-14)


def test_rows_do_not_mix() -> None:
    """A row draws from its own block, wherever that lies."""
    tables = build_tables(ALL_KINDS)
    uniforms = np.random.default_rng(1).random(1_000)
    out = np.empty((len(ALL_KINDS), uniforms.size))
    for row in range(len(ALL_KINDS)):
        own = int(tables.kind[row]), int(tables.offset[row]), int(tables.size[row])
        draw_column(*own, tables.values, uniforms, out[row])
        assert out[row].tolist() == [draw_one(ALL_KINDS[row], u) for u in uniforms]


CODE = """
import numpy as np
from opmodels.simulate.kernel.draws import draw_column
from opmodels.simulate.tables import build_tables
from tests.unit.simulate.kernel.test_draws import ALL_KINDS
tables = build_tables(ALL_KINDS)
uniforms = np.append(np.random.default_rng(1).random(300), [2.0**-54, 0.5, 1.0])
for row in range(len(ALL_KINDS)):
    out = np.empty(uniforms.size)
    draw_column(tables.kind[row], tables.offset[row], tables.size[row], tables.values, uniforms, out)
    print([value.hex() for value in out.tolist()])
"""


def test_compiler_changes_nothing() -> None:
    """With the compiler switched off every draw is the same, bit for bit."""

    def run(**settings: str) -> str:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **settings}
        command = [sys.executable, "-c", CODE]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert run() == run(NUMBA_DISABLE_JIT="1")
