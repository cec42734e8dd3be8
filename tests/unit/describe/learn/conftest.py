"""Small made-up files of appointment counts, and counts drawn from shares that are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from opmodels.describe.learn.appointment_counts import LEADS, MODES, SHAPE, STATUSES, AppointmentCounts
from opmodels.describe.learn.appointment_rows import COLUMNS

HEADER = ",".join(COLUMNS)
PLACE = "01A,E38000001,NHS Elm CCG,E54000001,Elm STP,E40000001,North"
MONTHS = ("MAR2019", "APR2019", "MAY2019", "JUN2019", "JUL2019", "AUG2019")


def row(
    month: str = "MAR2019",
    status: str = "Attended",
    hcp: str = "GP",
    mode: str = "Face-to-Face",
    lead: str = "Same Day",
    count: object = 100,
    place: str = PLACE,
) -> str:
    """Return one line of a file."""
    return f"{place},{month},{status},{hcp},{mode},{lead},{count}"


def whole_month(month: str, size: float = 100.0, place: str = PLACE) -> list[str]:
    """Return a line for each mode, lead time and status of one month, with counts that fall along the way."""
    cells = [(s, m, le) for s in STATUSES for m in list(MODES)[:2] for le in LEADS]
    return [
        row(
            month,
            status,
            "GP",
            mode,
            lead,
            int(size * (3 if status == "Attended" else 1) / (1 + number % 8)),
            place,
        )
        for number, (status, mode, lead) in enumerate(cells)
    ]


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    """Write lines under the published header to a file, and return its path."""

    def write(*lines: str, header: str = HEADER, name: str = "elm.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def true_joint() -> np.ndarray:
    """Return known shares of 3 modes, 7 lead times, attended or missed: (3, 7, 2), summing to 1."""
    mode = np.array([0.80, 0.15, 0.05])
    lead = np.array([[35, 7, 20, 15, 9, 6, 8], [68, 7, 14, 5, 3, 2, 1], [20, 10, 30, 20, 10, 5, 5]]) / 100.0
    missed = np.array([2.0, 5.0, 6.0, 7.0, 8.0, 8.5, 10.0]) / 100.0 * np.array([1.0, 0.4, 0.8])[:, None]
    cells = mode[:, None] * lead
    return np.stack([cells * (1 - missed), cells * missed], axis=-1)


@pytest.fixture
def draw_counts(true_joint: np.ndarray) -> Callable[..., AppointmentCounts]:
    """Draw the counts of months from the known shares."""

    def draw(
        months: int = 6, monthly: int = 400_000, seed: int = 7, joint: np.ndarray = true_joint
    ) -> AppointmentCounts:
        generator = np.random.default_rng(seed)
        counts = np.zeros((months, 1, *SHAPE), dtype=np.int64)
        for month in range(months):
            counts[month, 0, :3, :7, :2, 0] = generator.multinomial(monthly, joint.ravel()).reshape(
                joint.shape
            )
        names = tuple(f"2019-{month + 3:02d}" for month in range(months))
        return AppointmentCounts("made-up.csv", names, ("NHS Elm CCG",), counts)

    return draw


@pytest.fixture
def csv_of() -> Callable[[AppointmentCounts], Iterator[str]]:
    """Write counts as the lines of a published file."""

    def lines(counts: AppointmentCounts) -> Iterator[str]:
        for month, _, mode, lead, status, _ in zip(*np.nonzero(counts.counts), strict=True):
            names = (
                "",
                "",
                "",
                *(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
            )
            text = f"{names[int(counts.months[month][5:]) + 2]}{counts.months[month][:4]}"
            labels = [list(axis)[place] for axis, place in ((STATUSES, status), (MODES, mode), (LEADS, lead))]
            yield row(
                text, labels[0], "GP", labels[1], labels[2], counts.counts[month, 0, mode, lead, status, 0]
            )

    return lines
