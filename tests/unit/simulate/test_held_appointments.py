"""As-is runs of a learned practice give back what was learned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from opmodels.describe.edit import apply_changes
from opmodels.describe.learn.appointment_counts import SHAPE, AppointmentCounts
from opmodels.describe.learn.appointments import choose_months, read_appointments
from opmodels.describe.learn.contact_shares import ContactShares, list_measures
from opmodels.describe.learn.described_shares import work_out_shares
from opmodels.describe.learn.forecast import check_against, predict_shares
from opmodels.describe.learn.from_appointments import Learned, learn_counts
from opmodels.describe.learn.mode_shift import change_modes
from opmodels.describe.service import describe
from opmodels.simulate.held_appointments import forecast_by_run, simulate_shares

REPLICATIONS = 12
REGIONS = (
    "BirminghamSolihull", "CornwallIoS", "CoventryWarwickshire", "Devon", "Dorset", "Gloucestershire",
    "LeicesterLeicsRut", "NLondonPHC", "SuffolkNEEssex", "SussexESurrey",
)  # fmt: skip


@pytest.fixture(scope="module")
def learned() -> Learned:
    """Learn a practice from six months of made-up counts with two modes that differ."""
    lead = np.array([[35, 7, 20, 15, 9, 6, 8], [68, 7, 14, 5, 3, 2, 1]]) / 100.0
    missed = np.array([2.0, 5.0, 6.0, 7.0, 8.0, 8.5, 10.0]) / 100.0 * np.array([[1.0], [0.4]])
    cells = np.array([[0.8], [0.2]]) * lead
    counts = np.zeros((6, 1, *SHAPE), dtype=np.int64)
    generator = np.random.default_rng(2)
    for month in range(6):
        joint = np.stack([cells * (1 - missed), cells * missed], axis=-1)
        counts[month, 0, :2, :7, :2, 0] = generator.multinomial(400_000, joint.ravel()).reshape(2, 7, 2)
    months = tuple(f"2019-{number:02d}" for number in range(3, 9))
    return learn_counts(AppointmentCounts("made-up.csv", months, ("Elm",), counts), 9000)


def test_the_run_gives_back_what_was_learned(learned: Learned) -> None:
    """Each of 10 shares is within 5.5 standard errors of the learned one (t of 11: 1 false alarm in 500)."""
    runs = simulate_shares(describe(learned.service_tree), learned.shares.modes, REPLICATIONS)
    assert runs.shape == (REPLICATIONS, 10)
    error = runs.std(axis=0, ddof=1) / np.sqrt(REPLICATIONS)
    assert np.all(np.abs(runs.mean(axis=0) - list_measures(learned.shares)) < 5.5 * error + 1e-4)


def test_runs_repeat_and_differ(learned: Learned) -> None:
    """The same seed gives the same shares, another one other shares, and shares of a kind sum to 1."""
    service, modes = describe(learned.service_tree), learned.shares.modes
    first, again, other = (simulate_shares(service, modes, 2, seed) for seed in (1, 1, 2))
    assert np.array_equal(first, again) and not np.array_equal(first, other)
    assert np.allclose(first[:, 1:3].sum(axis=1), 1.0) and np.allclose(first[:, 3:].sum(axis=1), 1.0)


def test_the_forecast_by_run_agrees_with_the_one_worked_out(learned: Learned) -> None:
    """Values differ by simulation noise only, under 0.5 points here, and intervals are a little wider."""
    by_run, by_hand = forecast_by_run(learned, replications=REPLICATIONS), predict_shares(learned)
    assert [one.measure for one in by_run] == [one.measure for one in by_hand]
    assert max(abs(one.value - two.value) for one, two in zip(by_run, by_hand, strict=True)) < 0.005
    assert by_run[0].high - by_run[0].low > by_hand[0].high - by_hand[0].low


def test_a_run_without_appointments_is_refused(learned: Learned) -> None:
    """When nobody comes there is no share, and this is said."""
    tree = {
        **learned.service_tree,
        "needs": {"appointment": {"rate": "0 per hour", "starts_at": "mode_of_contact"}},
    }
    with pytest.raises(ValueError, match="holds no appointment"):
        simulate_shares(describe(tree), learned.shares.modes, 1)


def test_sussex_is_missed_by_its_run(shared_data: Path) -> None:
    """The as-is run of a practice of Sussex forecasts too few missed appointments, as the guide says."""
    counts = read_appointments(shared_data / "gp_appointments" / "SussexESurrey.csv.gz")
    forecasts = forecast_by_run(learn_counts(choose_months(counts, "2019-03", "2019-08"), 9724))
    checks = check_against(choose_months(counts, "2019-09", "2020-02"), forecasts)
    assert [check.forecast.measure for check in checks if not check.hit] == ["missed"]
    assert checks[0].observed > checks[0].forecast.high


@pytest.mark.slow
@pytest.mark.parametrize("region", REGIONS)
def test_every_region_by_its_run(shared_data: Path, region: str) -> None:
    """In each real region the as-is run hits all shares of the half-year after but one at most."""
    counts = read_appointments(shared_data / "gp_appointments" / f"{region}.csv.gz")
    forecasts = forecast_by_run(learn_counts(choose_months(counts, "2019-03", "2019-08"), 9724))
    checks = check_against(choose_months(counts, "2019-09", "2020-02"), forecasts)
    assert sum(check.hit for check in checks) >= len(checks) - 1


def test_a_change_of_mode_comes_out_of_the_run(learned: Learned) -> None:
    """A run with changed modes agrees with what is worked out, within 5.5 standard errors."""
    before = describe(learned.service_tree)
    table = learned.shares.joint / learned.shares.mode[:, None, None] * np.array([0.3, 0.7])[:, None, None]
    after = apply_changes(before, change_modes(before, ContactShares(learned.shares.modes, table)))
    runs = simulate_shares(after, learned.shares.modes, REPLICATIONS)
    error = runs.std(axis=0, ddof=1) / np.sqrt(REPLICATIONS)
    assert np.all(np.abs(runs.mean(axis=0) - list_measures(work_out_shares(after))) < 5.5 * error + 1e-4)
    assert runs[:, 2].mean() == pytest.approx(0.7, abs=0.01)
