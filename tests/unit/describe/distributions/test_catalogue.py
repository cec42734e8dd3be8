"""Every family is in the catalogue, is described, and has tests."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from opmodels.describe import distributions
from opmodels.describe.distributions.base import Distribution
from opmodels.describe.distributions.catalogue import FAMILIES, describe_families, parse_distribution
from opmodels.foundation.units import parse_duration
from tests.unit.describe.distributions.suite import FamilySuite

FOLDER = Path(str(distributions.__file__)).parent
NO_FAMILY = {
    "__init__",
    "base",
    "capped",
    "catalogue",
    "errors",
    "inversion",
    "quadrature",
    "reading",
    "samples",
    "shares",
    "steps",
}
"""Files that hold no family that can be named in a service file."""


def test_every_file_is_in_the_catalogue() -> None:
    """A family's file is named after it, and its family is in the catalogue."""
    files = {path.stem for path in FOLDER.glob("*.py")} - NO_FAMILY
    assert files == set(FAMILIES), f"files and catalogue differ: {sorted(files ^ set(FAMILIES))}"


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_is_described(name: str) -> None:
    """A family has a docstring of its own, a meaning for each parameter, and ways made of its parameters."""
    family = FAMILIES[name]
    assert family.family == name
    assert "__doc__" in vars(family)
    assert family.__doc__
    assert all(parameter.meaning for parameter in family.fields.values())
    assert {parameter for way in family.ways for parameter in way} == set(family.fields)
    assert family.bare is None or (family.bare,) in family.ways


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_has_cases(name: str) -> None:
    """A family's test file runs the suite on cases of it, in every way that it can be described."""
    tests = import_module(f"tests.unit.describe.distributions.test_{name}")
    suites = [one for one in vars(tests).values() if isinstance(one, type) and issubclass(one, FamilySuite)]
    cases = [case.distribution for suite in suites if suite is not FamilySuite for case in suite.cases]
    of_family = [case for case in cases if type(case) is FAMILIES[name]]
    assert {frozenset(case.parameters) for case in of_family} == {
        frozenset(way) for way in FAMILIES[name].ways
    }


def test_reference() -> None:
    """The reference tells every family once, with one line of meaning, in the order of the catalogue."""
    told = describe_families()
    assert [one.family for one in told] == list(FAMILIES)
    assert all(one.meaning and "\n" not in one.meaning for one in told)
    gamma = next(one for one in told if one.family == "gamma")
    assert gamma.ways == (("mean", "sd"), ("mean", "cv"))
    assert gamma.parameters["sd"].kind == "scale"
    assert gamma.parameters["cv"].kind == "number"
    assert next(one for one in told if one.family == "poisson").kind == "step"


def test_capped_cannot_be_named() -> None:
    """The cap is written beside a family, so it is no family."""
    assert "capped" not in FAMILIES
    assert isinstance(
        parse_distribution({"exponential": "3 min", "at_most": "1 h"}, parse_duration), Distribution
    )


def test_reading_loads_nothing_heavy() -> None:
    """Reading a distribution imports neither SciPy nor Numba, so that a file is checked in half a second."""
    code = (
        "import sys\n"
        "from opmodels.describe.distributions.catalogue import parse_distribution\n"
        "from opmodels.foundation.units import parse_duration\n"
        "spec = {'lognormal': {'mean': '4 min', 'sd': '3 min'}, 'at_most': '1 h'}\n"
        "parse_distribution(spec, parse_duration)\n"
        "print([name for name in ('scipy', 'numba', 'pandas') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
