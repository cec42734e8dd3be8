"""Every family there is, and how a distribution is written in a service file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opmodels.describe.distributions.base import Distribution, Parameter
from opmodels.describe.distributions.beta import Beta
from opmodels.describe.distributions.binomial import Binomial
from opmodels.describe.distributions.constant import Constant
from opmodels.describe.distributions.discrete import Discrete
from opmodels.describe.distributions.empirical import Empirical
from opmodels.describe.distributions.erlang import Erlang
from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.exponential import Exponential
from opmodels.describe.distributions.gamma import Gamma
from opmodels.describe.distributions.geometric import Geometric
from opmodels.describe.distributions.hyperexponential import Hyperexponential
from opmodels.describe.distributions.inverse_gaussian import InverseGaussian
from opmodels.describe.distributions.log_logistic import LogLogistic
from opmodels.describe.distributions.lognormal import Lognormal
from opmodels.describe.distributions.mixture import Mixture
from opmodels.describe.distributions.negative_binomial import NegativeBinomial
from opmodels.describe.distributions.normal import Normal
from opmodels.describe.distributions.pareto import Pareto
from opmodels.describe.distributions.pert import Pert
from opmodels.describe.distributions.poisson import Poisson
from opmodels.describe.distributions.reading import read_distribution
from opmodels.describe.distributions.triangular import Triangular
from opmodels.describe.distributions.uniform import Uniform
from opmodels.describe.distributions.weibull import Weibull

FAMILIES: dict[str, type[Distribution]] = {
    family.family: family
    for family in (
        Constant,
        Uniform,
        Triangular,
        Pert,
        Beta,
        Exponential,
        Erlang,
        Hyperexponential,
        Gamma,
        Lognormal,
        Weibull,
        Normal,
        InverseGaussian,
        LogLogistic,
        Pareto,
        Mixture,
        Empirical,
        Discrete,
        Poisson,
        Geometric,
        NegativeBinomial,
        Binomial,
    )
}
"""Every family by its word in the service file."""

__all__ = ["FAMILIES", "DistributionError", "FamilyReference", "describe_families", "parse_distribution"]


def parse_distribution(
    spec: str | Mapping[str, Any], parse_scale: Callable[[str], float], folder: Path | None = None
) -> Distribution:
    """Read a distribution as it is written in a service file.

    Parameters
    ----------
    spec
        ``15 min``; ``{lognormal: {mean: 4 min, sd: 3 min}}``; ``{exponential: 12 min}``;
        ``{uniform: [20 min, 1 day]}``; ``{empirical: [3 min, 4 min]}`` or ``{empirical: file.csv}``;
        ``{mixture: {of: [...], shares: [60 %, 40 %]}}``; each with ``at_most`` beside it. A value may be
        ``{value, range, source, grade}``: its `value` counts.
    parse_scale
        Reads one value of the quantity, e.g. `opmodels.foundation.units.parse_duration`.
    folder
        Where files named in `spec` lie, and which they may not leave; None when files are not allowed.

    Raises
    ------
    DistributionError
        When it is not a distribution; the message says what was found, what is expected, and what is nearest.
    """
    return read_distribution(spec, parse_scale, FAMILIES, folder)


@dataclass(frozen=True)
class FamilyReference:
    """What the reference and the schema say of a family.

    Parameters
    ----------
    family, meaning
        The word, and what such numbers are like.
    kind
        How it is tabulated: a curve, atoms or one value.
    ways
        The sets of parameters that describe it.
    parameters
        Each parameter by name.
    bare
        The parameter that may stand alone, if any.
    listed
        Whether the parameters may stand as a list.
    """

    family: str
    meaning: str
    kind: str
    ways: tuple[tuple[str, ...], ...]
    parameters: Mapping[str, Parameter]
    bare: str | None
    listed: bool


def describe_families() -> list[FamilyReference]:
    """Return what there is to say of every family, in the order of the catalogue."""
    return [_describe(family) for family in FAMILIES.values()]


def _describe(family: type[Distribution]) -> FamilyReference:
    meaning = (family.__doc__ or "").strip().partition("\n\n")[0]
    meaning = " ".join(meaning.split())
    return FamilyReference(
        family.family, meaning, family.kind, family.ways, family.fields, family.bare, family.listed
    )
