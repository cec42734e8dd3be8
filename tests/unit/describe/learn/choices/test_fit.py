"""Known coefficients are found again, published estimates too, and what cannot be known is said to be so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from opmodels.describe.learn.choices.fit import Fit, fit_choices
from opmodels.describe.learn.choices.recorded import read_choices
from opmodels.describe.learn.choices.specification import read_specification
from opmodels.foundation.errors import InputError
from tests.unit.describe.learn.choices.made_up import NESTED, SPEC, TRUE, draw_choices, write_spec

HOWTO = Path(__file__).resolve().parents[5] / "docs" / "howto" / "learn-choices.md"
SETS = 40
SURE = 1.959964


def fit_swissmetro(folder: Path, data: Path, nested: bool, person: bool = False) -> Fit:
    """Return what is learned from the Swissmetro survey by the specification in the how-to page."""
    text = HOWTO.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    assert text.startswith("choices: 1") and "nests:" in text
    if not nested:
        text = "".join(line for line in text.splitlines(True) if not line.startswith("nests:"))
    if not person:
        text = "".join(line for line in text.splitlines(True) if not line.startswith("person:"))
    (folder / "spec.yaml").write_text(text, encoding="utf-8")
    written = read_specification(folder / "spec.yaml")
    return fit_choices(read_choices(data / "choice" / "swissmetro.csv.gz", written), written)


def test_published_estimates_of_swissmetro(tmp_path: Path, shared_data: Path) -> None:
    """Multinomial logit as Biogeme prints it: log-likelihood to 0.001, coefficients to 0.0001."""
    fit = fit_swissmetro(tmp_path, shared_data, nested=False)
    found = dict(zip(fit.names, fit.values, strict=True))
    assert fit.choices == 6768
    assert fit.log_likelihood == pytest.approx(-5331.252, abs=0.001)
    published = {"asc_car": -0.1546, "asc_train": -0.7012, "b_cost": -1.0838, "b_time": -1.2779}
    assert found == pytest.approx(published, abs=0.0001)


def test_nested_swissmetro(tmp_path: Path, shared_data: Path) -> None:
    """With a nest of train and car the choices are likelier by far, at the scale the page tells."""
    plain, nested = (fit_swissmetro(tmp_path, shared_data, nested=one) for one in (False, True))
    assert nested.log_likelihood == pytest.approx(-5236.900, abs=0.001)
    assert nested.log_likelihood > plain.log_likelihood + 90
    assert nested.values[-1] == pytest.approx(0.4868, abs=0.0005)


def test_the_page_tells_what_is_found(tmp_path: Path, shared_data: Path) -> None:
    """Each line of the table in the how-to page has the figures that are found."""
    fit = fit_swissmetro(tmp_path, shared_data, nested=True, person=True)
    page = HOWTO.read_text(encoding="utf-8").splitlines()
    columns = (fit.names, fit.values, fit.errors, fit.robust_errors, fit.against)
    for name, value, error, robust, against in zip(*columns, strict=True):
        (line,) = [line.split() for line in page if line.startswith((f"{name} ", f"scale of {name} "))]
        found = [value, error, (value - against) / error, robust, (value - against) / robust]
        assert [float(cell) for cell in line[-5:]] == pytest.approx(found, abs=0.0051)
        assert f"{robust:.4f}" in line


def test_choices_of_one_person(tmp_path: Path, shared_data: Path) -> None:
    """Nine choices of each person are alike: errors that know it are larger, estimates the same."""
    alone, grouped = (fit_swissmetro(tmp_path, shared_data, False, person=one) for one in (False, True))
    assert grouped.people == 752
    assert grouped.values == pytest.approx(alone.values)
    assert (grouped.robust_errors > 1.3 * alone.robust_errors).all()


@pytest.mark.parametrize(("spec", "scale"), [(SPEC, 1.0), (NESTED, 0.5), (NESTED, 1.0)])
def test_ranges_hold_the_truth(tmp_path: Path, spec: str, scale: float) -> None:
    """In 40 sets of 800 drawn choices, seeds 0 to 39, each 95 % range holds the truth in 33 sets or more.

    Of ranges that are right, one of the ten here would fall short by chance in fewer than 1 of 100 choices of
    seeds; both kinds of error are tested, so in fewer than 1 of 50.
    """
    written = write_spec(tmp_path, spec)
    truth = np.array([*TRUE.values(), *([scale] if spec is NESTED else [])])
    held = np.zeros((2, len(truth)))
    for seed in range(SETS):
        fit = fit_choices(draw_choices(seed, 800, scale), written)
        held += np.abs(fit.values - truth) < SURE * np.stack([fit.errors, fit.robust_errors])
    assert binom.cdf(32, SETS, 0.95) < 1e-3
    assert (held >= 33).all(), held


def test_estimates_come_near(tmp_path: Path) -> None:
    """From 40,000 drawn choices, seed 11, each estimate lies within 4 standard errors, which are small."""
    fit = fit_choices(draw_choices(11, 40_000, 0.5), write_spec(tmp_path, NESTED))
    truth = np.array([*TRUE.values(), 0.5])
    assert (np.abs(fit.values - truth) < 4 * fit.errors).all()
    assert (fit.errors < 0.04).all()
    assert fit.robust_errors == pytest.approx(fit.errors, rel=0.1)


def test_the_unit_of_a_column_does_not_matter(tmp_path: Path) -> None:
    """In pence in place of pounds a coefficient is a hundredth, with the same t."""
    drawn, written = draw_choices(12, 500), write_spec(tmp_path)
    pence = replace(drawn, attributes=drawn.attributes * np.array([1, 100, 1]))
    plain, scaled = fit_choices(drawn, written), fit_choices(pence, written)
    assert scaled.values * np.array([1, 100, 1]) == pytest.approx(plain.values, rel=1e-6)
    assert scaled.values / scaled.errors == pytest.approx(plain.values / plain.errors, rel=1e-6)
    assert scaled.log_likelihood == pytest.approx(plain.log_likelihood)


def test_equal_shares(tmp_path: Path) -> None:
    """The null log-likelihood is that of equal shares of what was offered."""
    drawn = draw_choices(13, 300)
    fit = fit_choices(drawn, write_spec(tmp_path))
    assert fit.null == pytest.approx(-np.log(drawn.offered.sum(axis=1)).sum())
    assert 0 < fit.adjusted < fit.rho_squared < 1


def test_constants_everywhere(tmp_path: Path) -> None:
    """One constant for each alternative: only differences show, and the message names all three."""
    spec = SPEC.replace("{price: car", "{a_car: 1, price: car").replace(
        "{wait: walk", "{a_walk: 1, wait: walk"
    )
    drawn = draw_choices(14, 300)
    more = np.zeros((300, 3, 2))
    more[:, 1, 0] = more[:, 2, 1] = 1
    x = np.concatenate([drawn.attributes, more * drawn.offered[:, :, None]], axis=2)
    with pytest.raises(InputError) as caught:
        fit_choices(replace(drawn, attributes=x), write_spec(tmp_path, spec))
    assert "found a_bus, a_car, a_walk, which no choice tells apart" in str(caught.value)
    assert "spec.yaml, line 6" in str(caught.value)


def test_a_coefficient_without_a_difference(tmp_path: Path) -> None:
    """What is the same in all alternatives that are offered is refused by name and line."""
    drawn = draw_choices(15, 300)
    x = drawn.attributes.copy()
    x[:, :, 2] = 3.0 * drawn.offered
    with pytest.raises(InputError, match="wait, multiplied by the same in every alternative"):
        fit_choices(replace(drawn, attributes=x), write_spec(tmp_path))


def test_an_alternative_that_nobody_chose(tmp_path: Path) -> None:
    """Its constant would grow without end, and that is said."""
    drawn = draw_choices(16, 300)
    kept = drawn.chosen != 0
    never = replace(drawn, attributes=drawn.attributes[kept], offered=drawn.offered[kept],
                    chosen=drawn.chosen[kept], person=drawn.person[kept])  # fmt: skip
    with pytest.raises(InputError, match="a_bus, of which the choices say nothing or which grow without end"):
        fit_choices(never, write_spec(tmp_path))


def test_choices_that_are_foretold(tmp_path: Path) -> None:
    """A column that tells the choice itself is no explanation."""
    drawn = draw_choices(17, 300)
    x = drawn.attributes.copy()
    x[:, :, 1] = np.arange(3) == drawn.chosen[:, None]
    with pytest.raises(InputError, match="foretell without error"):
        fit_choices(replace(drawn, attributes=x), write_spec(tmp_path))
