"""The shift of mode of spring 2020 as an experiment for the machinery of changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from opmodels.describe.edit import apply_changes, invert
from opmodels.describe.learn.appointment_counts import AppointmentCounts
from opmodels.describe.learn.appointments import choose_months, read_appointments
from opmodels.describe.learn.contact_shares import learn_shares
from opmodels.describe.learn.from_appointments import learn_counts
from opmodels.describe.learn.mode_shift import change_leads, change_modes, format_shift, try_mode_shift
from opmodels.describe.service import describe

Draw = Callable[..., AppointmentCounts]


@pytest.fixture
def shifted(draw_counts: Draw, true_joint: np.ndarray) -> AppointmentCounts:
    """Return months in which only the modes have changed: telephone for most, everything else as before."""
    new = np.array([0.30, 0.65, 0.05])
    joint = true_joint / true_joint.sum(axis=(1, 2), keepdims=True) * new[:, None, None]
    return draw_counts(seed=9, joint=joint)


def test_a_shift_of_mode_alone_is_predicted(draw_counts: Draw, shifted: AppointmentCounts) -> None:
    """Where only modes changed, the changed description gives what came, to 0.2 points (8 errors)."""
    rows = try_mode_shift(learn_counts(draw_counts(), 9000), shifted)
    for row in rows:
        assert row.by_mode == pytest.approx(row.came, abs=0.002)
    missed = next(row for row in rows if row.measure == "missed")
    assert missed.before - missed.by_mode > 0.01


def test_a_shift_of_leads_needs_the_second_change(draw_counts: Draw, true_joint: np.ndarray) -> None:
    """Where lead times changed as well, only the second set of changes gives them."""
    joint = np.roll(true_joint.sum(axis=-1), 1, axis=1)[..., None] * np.array([0.95, 0.05])
    rows = {
        row.measure: row
        for row in try_mode_shift(learn_counts(draw_counts(), 9000), draw_counts(seed=4, joint=joint))
    }
    same_day = rows["lead same_day"]
    assert abs(same_day.by_mode - same_day.came) > 0.2
    assert same_day.by_lead == pytest.approx(same_day.came, abs=0.003)
    assert rows["missed"].by_lead != pytest.approx(rows["missed"].came, abs=0.003)


def test_changes_are_recorded_and_reversible(draw_counts: Draw, shifted: AppointmentCounts) -> None:
    """The as-is practice stays as it is, the changes carry reasons, and taking them back restores it."""
    service = describe(learn_counts(draw_counts(), 9000).service_tree)
    digest, came = service.digest, learn_shares(shifted.known.sum(axis=0))
    changes = change_modes(service, came)
    after = apply_changes(service, changes)
    assert service.digest == digest != after.digest
    assert all(changes.reasons) and all(change_leads(service, came).reasons)
    assert after.tree["steps"]["mode_of_contact"]["branch"]["book_telephone"] == "rest"
    assert apply_changes(after, invert(changes, service)).digest == digest


def test_the_table(draw_counts: Draw, shifted: AppointmentCounts) -> None:
    """The table has a line for each share."""
    rows = try_mode_shift(learn_counts(draw_counts(), 9000), shifted)
    assert len(format_shift(rows).splitlines()) == 2 + len(rows)


def test_spring_2020_did_not_carry_over(shared_data: Path) -> None:
    """In Devon the shift of mode predicts about two thirds of the fall in missed appointments that came."""
    counts = read_appointments(shared_data / "gp_appointments" / "Devon.csv.gz")
    learned = learn_counts(choose_months(counts, "2019-03", "2019-08"), 9724)
    rows = {row.measure: row for row in try_mode_shift(learned, choose_months(counts, "2020-04", "2020-08"))}
    missed, same_day = rows["missed"], rows["lead same_day"]
    assert 0.55 < (missed.before - missed.by_mode) / (missed.before - missed.came) < 0.75
    assert same_day.before < same_day.by_mode < same_day.came
