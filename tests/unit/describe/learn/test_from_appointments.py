"""Learning from a file, from end to end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from opmodels.describe.learn import learn_appointments
from opmodels.describe.learn.appointment_counts import AppointmentCounts
from opmodels.describe.learn.contact_shares import ContactShares, list_measures
from opmodels.foundation.errors import InputError

Draw = Callable[..., AppointmentCounts]
Lines = Callable[[AppointmentCounts], Iterator[str]]


def test_a_known_service_is_recovered_from_its_file(
    draw_counts: Draw, csv_of: Lines, write_csv: Callable[..., Path], true_joint: np.ndarray
) -> None:
    """A known service is learned back from its file within 4 standard errors (1 false alarm in 1,400)."""
    counts = draw_counts(seed=3)
    learned = learn_appointments(write_csv(*csv_of(counts)), 9000, "2019-03..2019-08")
    assert np.array_equal(learned.counts.counts, counts.counts)
    true = list_measures(ContactShares(("face_to_face", "telephone", "home_visit"), true_joint))
    error = np.sqrt(true * (1 - true) / counts.total)
    assert np.all(np.abs(list_measures(learned.shares) - true) < 4 * error)
    found = {one.measure: one for one in learned.report.found}
    assert found["missed"].low < true[0] < found["missed"].high


def test_months_and_lists_are_checked_first(tmp_path: Path) -> None:
    """Options are checked before the file is read."""
    with pytest.raises(InputError, match="--list-size"):
        learn_appointments(tmp_path / "none.csv", 0, "2019-03..2019-08")
    with pytest.raises(InputError, match="--months"):
        learn_appointments(tmp_path / "none.csv", 9000, "spring")


def test_a_file_of_unknowns(write_csv: Callable[..., Path]) -> None:
    """A file in which nothing is known teaches nothing, and says so."""
    line = (
        "01A,E38000001,NHS Elm CCG,E54000001,Elm STP,E40000001,North,MAR2019,Unknown,GP,Unknown,Same Day,50"
    )
    with pytest.raises(InputError, match="no appointment of which mode, lead time and status are known"):
        learn_appointments(write_csv(line), 9000, "2019-03")


def test_importing_it_is_light() -> None:
    """Importing the learner loads neither pandas nor scipy nor numba."""
    heavy = "[m for m in ('pandas', 'scipy', 'numba') if m in sys.modules]"
    code = f"import opmodels.describe.learn, sys, json; print(json.dumps({heavy}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_a_real_region(shared_data: Path) -> None:
    """From a real file the share missed lies between the bounds that unknown statuses leave."""
    path = shared_data / "gp_appointments" / "Devon.csv.gz"
    learned = learn_appointments(path, 9724, "2019-03..2019-08")
    low, high = learned.report.missed_bounds
    assert low < float(learned.shares.missed) < high
    assert learned.report.appointments > learned.report.learned_from > 0.85 * learned.report.appointments
    assert learned.report.as_dict()["source"] == "Devon.csv.gz"
