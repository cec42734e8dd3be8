"""The first cases to arrive are learned from, the later ones held out, and no case is cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.describe.learn.judging.later_slice import Split, split_by_arrival
from opmodels.describe.learn.log.event_log import read_log
from opmodels.foundation.errors import InputError


def split_of(folder: Path, cases: int, share: float = 0.8) -> Split:
    """Return the slices of a log whose cases arrive an hour apart, in reverse order, and each last a day."""
    rows = [
        f"c{i:02},{step},2025-01-{6 + day:02} {i:02}:00"
        for i in reversed(range(cases))
        for day, step in enumerate(("ask", "pay"))
    ]
    path = folder / "log.csv"
    path.write_text("case,activity,time\n" + "\n".join(rows), encoding="utf-8")
    return split_by_arrival(read_log(path), share)


@pytest.mark.parametrize(
    ("cases", "share", "training"), [(10, 0.8, 8), (9, 0.8, 7), (20, 0.7, 14), (5, 0.99, 4)]
)
def test_cut_by_arrival(tmp_path: Path, cases: int, share: float, training: int) -> None:
    """The share is rounded down to whole cases; together the slices hold every case once, in order."""
    split = split_of(tmp_path, cases, share)
    assert split.training.cases == training
    assert split.training.cases + split.held_out.cases == cases
    assert split.training.begins.max() > split.held_out.begins.min()


def test_cases_stay_whole(tmp_path: Path) -> None:
    """Both events of each case are in its slice, numbered from 0, whenever they happened."""
    split = split_of(tmp_path, 10)
    assert split.training.case.tolist() == [i for i in range(8) for _ in range(2)]
    assert split.held_out.case.tolist() == [0, 0, 1, 1]
    assert split.training.events + split.held_out.events == 20


def test_too_few(tmp_path: Path) -> None:
    """Of four cases nothing can be learned and judged."""
    with pytest.raises(InputError, match="found 4 cases\n  expected: at least 5"):
        split_of(tmp_path, 4)
