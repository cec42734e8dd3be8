"""Several studies together predict a new place: closed forms in the limits, and brute force in between."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from opmodels.models.synthesis import Study, combine

SPREAD = 0.15


def quantile_of(cdf: Callable[[float], float], share: float) -> float:
    """Return where a distribution function reaches a share."""
    return float(optimize.brentq(lambda x: cdf(x) - share, -10.0, 10.0, xtol=1e-12))


def predict_from_one(study: Study, spread: float) -> Callable[[float], float]:
    """Return the distribution in a new place after one study, by quadrature over the prior of tau."""

    def cdf(x: float) -> float:
        def part(tau: float) -> float:
            variance = study.error**2 + study.doubt**2 + tau**2 * (1.0 + 1.0 / study.places)
            normal = stats.norm.cdf(x, study.value - study.shift, math.sqrt(variance))
            return float(normal * stats.halfnorm.pdf(tau, scale=spread))

        return float(integrate.quad(part, 0.0, 12.0 * spread, epsabs=1e-12, limit=200)[0])

    return cdf


@pytest.mark.parametrize(
    "study",
    [
        Study(-0.26, 0.04),
        Study(-0.26, 0.04, places=59),
        Study(-0.5, 0.1, shift=-0.25, doubt=0.3),
        Study(0.0, 1e-4),
    ],
)
def test_one_study_leaves_the_prior_of_tau_as_it_was(study: Study) -> None:
    """Its prediction is a mixture of normals over that prior, and its centre the figure less the bias."""
    posterior = combine([study], SPREAD)
    cdf = predict_from_one(study, SPREAD)
    for share in (0.025, 0.25, 0.9, 0.975):
        assert posterior.predict(share) == pytest.approx(quantile_of(cdf, share), abs=2e-5)
    assert posterior.centre == pytest.approx(study.value - study.shift, abs=1e-9)
    assert posterior.between == pytest.approx(stats.halfnorm.ppf(0.5, scale=SPREAD), rel=5e-3)


def test_studies_that_do_not_differ_give_the_fixed_effect() -> None:
    """With a prior that leaves no room for differences: the weighted mean and its variance, by hand."""
    studies = [Study(0.1, 0.1), Study(0.3, 0.2), Study(0.2, 0.05)]
    posterior = combine(studies, 1e-7)
    weights = [100.0, 25.0, 400.0]
    mean, error = (10.0 + 7.5 + 80.0) / 525.0, 1.0 / math.sqrt(sum(weights))
    assert posterior.centre == pytest.approx(mean, abs=1e-9)
    assert posterior.average(0.975) == pytest.approx(mean + 1.959963985 * error, abs=1e-7)
    assert posterior.predict(0.025) == pytest.approx(mean - 1.959963985 * error, abs=1e-7)


def test_many_alike_studies_leave_little_room_for_differences() -> None:
    """As their number grows, mean and prediction draw together at their value."""
    widths = []
    for count in (1, 4, 16, 64, 256):
        posterior = combine([Study(0.2, 0.05)] * count, SPREAD)
        assert posterior.centre == pytest.approx(0.2, abs=1e-9)
        widths.append(posterior.predict(0.975) - posterior.predict(0.025))
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] < 0.15 * widths[0]


def test_many_unlike_studies_show_how_much_places_differ() -> None:
    """With exact studies of 400 places the prediction is the normal from which they came."""
    values = 0.1 + 0.25 * stats.norm.ppf((np.arange(400) + 0.5) / 400)
    posterior = combine([Study(float(value), 1e-3) for value in values], 1.0)
    assert posterior.between == pytest.approx(0.25, rel=0.01)
    assert posterior.predict(0.975) == pytest.approx(0.1 + 1.96 * 0.25, abs=0.01)
    assert posterior.average(0.975) == pytest.approx(0.1 + 1.96 * 0.25 / 20.0, abs=2e-3)


def test_three_studies_as_brute_force_has_it() -> None:
    """The joint posterior of mean and tau on a plain two-way grid gives the same quantiles."""
    studies = [Study(-0.3, 0.1), Study(0.1, 0.15, places=4), Study(-0.5, 0.1, shift=-0.1, doubt=0.2)]
    mu, tau = np.linspace(-2.5, 2.0, 1801)[:, None], (np.arange(1200) + 0.5) / 1200 * 6 * 0.3
    log_density = -0.5 * (tau / 0.3) ** 2 + np.zeros_like(mu)
    for study in studies:
        spread = np.sqrt(study.error**2 + study.doubt**2 + tau**2 / study.places)
        log_density = log_density + stats.norm.logpdf(study.value - study.shift, mu, spread)
    weights = np.exp(log_density - log_density.max())
    weights /= weights.sum()
    posterior = combine(studies, 0.3)
    below = float((weights * (mu < posterior.average(0.3))).sum())
    assert below == pytest.approx(0.3, abs=5e-3)
    for share in (0.025, 0.5, 0.9):
        reached = float((weights * stats.norm.cdf(posterior.predict(share), mu, tau)).sum())
        assert reached == pytest.approx(share, abs=1e-3)


def test_bias_moves_the_centre_and_doubt_widens() -> None:
    """Each by what is said, and both together."""
    plain = combine([Study(0.2, 0.1)], SPREAD)
    moved = combine([Study(0.2, 0.1, shift=0.05)], SPREAD)
    doubted = combine([Study(0.2, 0.1, doubt=0.4)], SPREAD)
    assert moved.centre == pytest.approx(plain.centre - 0.05, abs=1e-9)
    assert doubted.centre == pytest.approx(plain.centre, abs=1e-9)
    assert doubted.predict(0.975) - doubted.centre > 1.5 * (plain.predict(0.975) - plain.centre)


def test_share_below_and_quantiles_are_each_others_inverse() -> None:
    """The probability below a quantile is its share."""
    posterior = combine([Study(-0.3, 0.1), Study(0.1, 0.2)], SPREAD)
    for share in (0.01, 0.5, 0.99):
        assert posterior.share_below(posterior.predict(share)) == pytest.approx(share, abs=1e-9)
    assert posterior.weights.sum() == pytest.approx(1.0)


def test_the_same_studies_give_the_same_to_the_last_bit() -> None:
    """Nothing is drawn."""
    studies = [Study(-0.3, 0.1), Study(0.1, 0.2)]
    assert combine(studies, SPREAD).predict(0.975) == combine(studies, SPREAD).predict(0.975)


@pytest.mark.parametrize(
    ("studies", "spread"), [([], 0.1), ([Study(1.0, 0.0)], 0.1), ([Study(1.0, 1.0)], 0.0)]
)
def test_what_cannot_be_combined_is_refused(studies: list[Study], spread: float) -> None:
    """No study, a study without an error, a prior without width."""
    with pytest.raises(ValueError, match="at least one study"):
        combine(studies, spread)
