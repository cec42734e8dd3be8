"""How a distribution is written in a service file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opmodels.describe.distributions.base import Distribution
from opmodels.describe.distributions.capped import Capped
from opmodels.describe.distributions.catalogue import FAMILIES, parse_distribution
from opmodels.describe.distributions.constant import Constant
from opmodels.describe.distributions.discrete import Discrete
from opmodels.describe.distributions.empirical import Empirical
from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.exponential import Exponential
from opmodels.describe.distributions.geometric import Geometric
from opmodels.describe.distributions.lognormal import Lognormal
from opmodels.describe.distributions.mixture import Mixture
from opmodels.describe.distributions.poisson import Poisson
from opmodels.describe.distributions.triangular import Triangular
from opmodels.describe.distributions.uniform import Uniform
from opmodels.foundation.units import parse_count, parse_duration, parse_money


def read(spec: Any, folder: Path | None = None) -> Distribution:
    """Read a distribution of durations."""
    return parse_distribution(spec, parse_duration, folder)


def catch(spec: Any, folder: Path | None = None) -> DistributionError:
    """Return the error that reading raises."""
    with pytest.raises(DistributionError) as caught:
        read(spec, folder)
    return caught.value


FOUR = {"mean": "4 min", "sd": "3 min"}


@pytest.mark.parametrize(
    ("spec", "distribution"),
    [
        ("15 min", Constant(value=15.0)),
        ({"value": "15 min", "range": ["10 min", "20 min"], "source": "log"}, Constant(value=15.0)),
        ({"constant": "1 h"}, Constant(value=60.0)),
        ({"constant": {"value": "1 h"}}, Constant(value=60.0)),
        ({"lognormal": FOUR}, Lognormal(mean=4.0, sd=3.0)),
        ({"lognormal": FOUR, "source": "log", "grade": "A"}, Lognormal(mean=4.0, sd=3.0)),
        ({"lognormal": {**FOUR, "grade": "A"}}, Lognormal(mean=4.0, sd=3.0)),
        ({"lognormal": {"median": "4 min", "gini": "33 %"}}, Lognormal(median=4.0, gini=0.33)),
        (
            {"lognormal": {"mean": {"value": "4 min", "range": ["3 min", "5 min"]}, "cv": "0.5"}},
            Lognormal(mean=4.0, cv=0.5),
        ),
        ({"exponential": "12 min"}, Exponential(mean=12.0)),
        ({"exponential": {"mean": "12 min"}}, Exponential(mean=12.0)),
        ({"exponential": {"value": "12 min", "grade": "C"}}, Exponential(mean=12.0)),
        ({"uniform": ["20 min", "1 day"]}, Uniform(low=20.0, high=1440.0)),
        ({"uniform": {"low": "20 min", "high": "1 day"}}, Uniform(low=20.0, high=1440.0)),
        ({"triangular": ["1 min", "2 min", "9 min"]}, Triangular(low=1.0, mode=2.0, high=9.0)),
        ({"empirical": ["3 min", "4 min"]}, Empirical(values=(3.0, 4.0))),
        (
            {"empirical": {"values": ["3 min", "4 min"], "weights": ["1", "2"]}},
            Empirical(values=(3.0, 4.0), weights=(1.0, 2.0)),
        ),
        (
            {"discrete": {"values": ["1 day", "2 days"], "shares": ["25 %", "rest"]}},
            Discrete(values=(1440.0, 2880.0), shares=(0.25, 0.75)),
        ),
        (
            {"mixture": {"of": ["2 min", {"exponential": "9 min"}], "shares": ["60 %", "40 %"]}},
            Mixture(of=(Constant(value=2.0), Exponential(mean=9.0)), shares=(0.6, 0.4)),
        ),
        ({"exponential": "9 min", "at_most": "1 h"}, Capped(Exponential(mean=9.0), 60.0)),
        (
            {"mixture": {"of": [{"exponential": "9 min", "at_most": "1 h"}], "shares": ["rest"]}},
            Mixture(of=(Capped(Exponential(mean=9.0), 60.0),), shares=(1.0,)),
        ),
    ],
)
def test_spellings(spec: Any, distribution: Distribution) -> None:
    """Every spelling of the grammar gives the distribution that it says."""
    assert read(spec) == distribution


def test_counts_and_money() -> None:
    """Counts have no unit, and money has the unit of money."""
    assert parse_distribution({"poisson": "3"}, parse_count) == Poisson(mean=3.0)
    assert parse_distribution({"geometric": {"mean": "3", "least": "1"}}, parse_count) == Geometric(
        mean=3.0, least=1.0
    )
    income = {"lognormal": {"median": "£27k", "gini": "0.33"}}
    assert parse_distribution(income, lambda text: parse_money(text).amount) == Lognormal(
        median=27e3, gini=0.33
    )


@pytest.mark.parametrize(
    ("spec", "found", "nearest"),
    [
        ({"lognorml": FOUR}, "the unknown distribution 'lognorml'", "lognormal"),
        ({"Gaussian": FOUR}, "the unknown distribution 'Gaussian'", "normal"),
        ({"table": FOUR}, "the unknown distribution 'table'", "discrete"),
        ({"lognormal": {"mean": "4 min", "std": "3 min"}}, "the parameter 'std' of lognormal", "sd"),
        ({"exponential": "12"}, '"12" (missing unit) as mean of exponential', "12 min"),
        ({"exponential": "12 min", "at_mst": "1 h"}, "the unknown distribution 'at_mst'", None),
    ],
)
def test_nearest(spec: Any, found: str, nearest: str | None) -> None:
    """What is misspelt is told with the nearest spelling."""
    error = catch(spec)
    assert (error.found, error.nearest) == (found, nearest)


@pytest.mark.parametrize(
    ("spec", "found", "expected"),
    [
        ({}, "no distribution", "one distribution"),
        ({"at_most": "1 h"}, "no distribution", "one distribution"),
        ({"exponential": "1 h", "poisson": "3"}, "2 distributions: exponential, poisson", "one distribution"),
        ({"lognormal": {"mean": "4 min"}}, "lognormal with mean", "{mean, sd}"),
        ({"lognormal": {**FOUR, "sd": "0 min"}}, "sd: 0 min in lognormal", "sd must be greater than 0"),
        ({"uniform": ["1 day", "1 h"]}, "high: 1 h in uniform", "high must be greater than low"),
        ({"uniform": ["1 h"]}, "a list of 1 for uniform", "uniform: {low, high} or [low, high]"),
        ({"lognormal": ["4 min", "3 min"]}, "a list of 2 for lognormal", "lognormal: {mean, sd}"),
        ({"lognormal": "4 min"}, "'4 min' for lognormal", "lognormal: {mean, sd}"),
        ({"lognormal": ""}, "nothing for lognormal", "lognormal: {mean, sd}"),
        ({"exponential": "-3 min"}, '"-3 min"', ""),
        ({"exponential": "inf"}, '"inf"', ""),
        ({"exponential": "3 min", "at_most": "0 min"}, "at_most: 0 min", "greater than 0"),
        ({"exponential": "3 min", "at_most": ["1 h"]}, "['1 h']", "one number for at_most"),
        ({"exponential": {"mean": ["3 min"]}}, "['3 min']", "one number for mean of exponential"),
        ({"erlang": {"mean": "3 min", "shape": "2.5"}}, "shape: 2.5 in erlang", "a whole number"),
        ({"empirical": []}, "values: [] in empirical", "values must be a list"),
        ({"empirical": {"values": "3 min"}}, "3 min", "a list for values of empirical"),
        ({"mixture": {"of": ["1 h"], "shares": ["rest", "rest"]}}, "'rest' 2 times", "once at most"),
        ({"mixture": {"of": ["1 h", "2 h"], "shares": ["60 %", "30 %"]}}, "shares that sum to 90 %", "100 %"),
        ({"mixture": {"of": ["1 h"], "shares": ["60"]}}, '"60" (above 1, without %)', "a share"),
        (None, "None", "one number for the value"),
        (True, "True", "one number for the value"),
        (["3 min"], "['3 min']", "one number for the value"),
    ],
)
def test_mistakes(spec: Any, found: str, expected: str) -> None:
    """What was found and what fits are told in the analyst's words."""
    error = catch(spec)
    assert found in error.found
    assert expected in error.expected


@pytest.mark.parametrize("name", ["poisson", "geometric"])
def test_counts_have_no_unit(name: str) -> None:
    """A family of whole numbers is refused for a duration: minutes would be counted one by one."""
    error = catch({name: "3"})
    assert error.found == f"{name} for a quantity with a unit"
    assert error.next


def test_sample_file(tmp_path: Path) -> None:
    """A sample may be a CSV file in the folder, and in no other."""
    (tmp_path / "times.csv").write_text("value,weight\n3 min,1\n1 h,2\n", encoding="utf-8")
    assert read({"empirical": "times.csv"}, tmp_path) == Empirical(values=(3.0, 60.0), weights=(1.0, 2.0))
    assert "outside" in catch({"empirical": "../times.csv"}, tmp_path).found
    assert "no folder" in catch({"empirical": "times.csv"}).expected


def test_sample_file_without_units(tmp_path: Path) -> None:
    """A bare number in a sample of durations is a number without a unit, as it is anywhere else."""
    (tmp_path / "times.csv").write_text("value\n3\n", encoding="utf-8")
    assert catch({"empirical": "times.csv"}, tmp_path).nearest == "3 min"


TEXTS = st.sampled_from(["3 min", "3", "60 %", "rest", "", "x.csv", "-1 h", "1e400", "no"])
NAMES = st.sampled_from([*FAMILIES, "mean", "sd", "of", "shares", "values", "at_most", "value", "grade", "x"])
SPECS = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)


@given(SPECS)
def test_nothing_else_escapes(spec: Any) -> None:
    """Whatever is written, the answer is a distribution or the error that explains."""
    try:
        assert isinstance(read(spec), Distribution)
    except DistributionError as error:
        assert error.found
        assert error.expected


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        ({"value": "3 min", "range": ["4 min", "5 min"]}, "the range 4 min to 5 min of the value"),
        (
            {"exponential": {"mean": {"value": "3 min", "range": ["9 min", "1 min"]}}},
            "the range 9 min to 1 min of mean of exponential",
        ),
        (
            {"exponential": {"value": "3 min", "range": ["9 min", "1 min"]}},
            "the range 9 min to 1 min of mean of exponential",
        ),
        (
            {"lognormal": {"mean": "3 min", "cv": {"value": "0.8", "range": ["1", "2"]}}},
            "the range 1 to 2 of cv of lognormal",
        ),
        (
            {"uniform": [{"value": "3 min", "range": ["1 h"]}, "9 min"]},
            "['1 h'] as the range of low of uniform",
        ),
        (
            {"value": "3 min", "range": ["x", "5 min"]},
            '"x" (not a number) as an end of the range of the value',
        ),
        ({"exponential": {"mean": "3 min"}, "range": ["1 min", "9 min"]}, "a range beside a distribution"),
        ({"exponential": {"mean": "3 min", "range": ["1 min", "9 min"]}}, "a range beside a distribution"),
    ],
)
def test_ranges_are_checked(spec: Any, found: str) -> None:
    """A range that leaves its value out, is turned round, or stands beside no number is refused."""
    assert catch(spec).found == found


def test_ranges_are_read() -> None:
    """A range that holds its value changes nothing."""
    spec = {"lognormal": {"mean": {"value": "3 min", "range": ["1 min", "9 min"]}, "sd": "2 min"}}
    assert read(spec) == read({"lognormal": {"mean": "3 min", "sd": "2 min"}})
