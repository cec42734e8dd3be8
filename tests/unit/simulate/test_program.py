"""A program's arrays have the shapes and types that the kernel takes them for."""

from __future__ import annotations

import numpy as np

from opmodels.describe.read import parse_service
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.program import Program
from tests import services

COMPILED = compile_service(parse_service(services.surgery()), warm_weeks=1)


def test_arrays_lie_in_one_piece() -> None:
    """The kernel reads through addresses, so every array is contiguous, and floats are float64."""
    for name, array in COMPILED.program._asdict().items():
        assert array.flags.c_contiguous, name
        assert array.dtype.name in ("int64", "float64", "uint64", "int8"), name


def test_numbers_point_at_something() -> None:
    """Routes lead to steps, pools serve steps, alternatives are pools; the shares of a route end at one."""
    program, steps = COMPILED.program, len(COMPILED.program.step)
    assert program.route_to.min() >= 0 and program.route_to.max() < steps
    assert program.pool_bundle.max() < len(program.bundle) and program.alternative.max() < len(program.pool)
    ends = program.route_cum[program.route_from[1:] - 1]
    assert np.allclose(ends, 1, atol=1e-9)


def test_fields_are_documented() -> None:
    """Every array of a program is named once."""
    assert len(set(Program._fields)) == len(Program._fields) == len(COMPILED.program)
