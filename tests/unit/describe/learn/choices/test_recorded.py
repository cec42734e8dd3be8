"""Each row that counts becomes a choice; what does not fit is told with its line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from opmodels.describe.learn.choices.recorded import Choices, read_choices
from opmodels.foundation.errors import InputError
from tests.unit.describe.learn.choices.made_up import SPEC, draw_choices, write_csv, write_spec

ROWS = ["b,1,1,2,3,0.5,0.2,1", "w,0,1,,3,,0.2,1.5", "c,1,1,2,3,0.5,0.2,1"]


def read_rows(folder: Path, rows: list[str], spec: str = SPEC) -> Choices:
    """Return the choices of a file with these rows."""
    head = "took,bus,car,bus_price,car_price,bus_wait,car_wait,walk_time"
    path = folder / "choices.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return read_choices(path, write_spec(folder, spec))


def test_what_is_read(tmp_path: Path) -> None:
    """Attributes by alternative and coefficient; an alternative that is not offered needs no numbers."""
    choices = read_rows(tmp_path, ROWS)
    assert choices.chosen.tolist() == [0, 2, 1]
    assert choices.offered.tolist() == [[True] * 3, [False, True, True], [True] * 3]
    assert choices.attributes[0].tolist() == [[1, 2, 0.5], [0, 3, 0.2], [0, 0, 1]]
    assert choices.attributes[1].tolist() == [[0, 0, 0], [0, 3, 0.2], [0, 0, 1.5]]


def test_a_drawn_file_reads_back(tmp_path: Path) -> None:
    """What was written is what is read."""
    drawn = draw_choices(1, 50)
    read = read_choices(write_csv(drawn, tmp_path / "c.csv"), write_spec(tmp_path))
    assert np.array_equal(read.attributes, drawn.attributes)
    assert np.array_equal(read.chosen, drawn.chosen)


def test_rows_that_do_not_count(tmp_path: Path) -> None:
    """They are left out and counted, and need not fit; so are rows with too few cells."""
    spec = SPEC.replace("chosen: took", "chosen: took\nrows: took in ['b', 'c']\nperson: car_price")
    choices = read_rows(tmp_path, [*ROWS, "?,,,,,,,", "b,1"], spec)
    assert (choices.count, choices.left_out) == (2, 3)
    assert choices.person.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("x,1,1,2,3,0.5,0.2,1", "choices.csv, line 5: found 'x' in took"),
        ("b,0,1,2,3,0.5,0.2,1", "choices.csv, line 5: found a choice that was not offered"),
        ("w,1,1,two,3,0.5,0.2,1", "choices.csv, line 5: found bus_price 'two', so no number"),
        ("w,1,1,2,3,0.5,0.2,", "found walk_time '', so no number for alternatives.walk.utility.wait"),
        ("w,1,1,1e60,3,0.5,0.2,1", "found bus_price '1e60', so no number"),
        ("w,1,1,nan,3,0.5,0.2,1", "found bus_price 'nan', so no number"),
        ("w,?,1,2,3,0.5,0.2,1", "found bus '?', so no number for alternatives.bus.offered"),
    ],
)
def test_rows_that_do_not_fit(tmp_path: Path, row: str, told: str) -> None:
    """Line, cell, and what to do."""
    with pytest.raises(InputError) as caught:
        read_rows(tmp_path, [*ROWS, row])
    assert told in str(caught.value)
    assert "next:     leave such rows out by 'rows'" in str(caught.value)


def test_absent_columns(tmp_path: Path) -> None:
    """All that are asked for and not there, each with the line that asks and the nearest name."""
    spec = SPEC.replace("wait: walk_time", "wait: walk_tme").replace("chosen: took", "chosen: tock")
    with pytest.raises(InputError) as caught:
        read_rows(tmp_path, ROWS, spec)
    assert "spec.yaml, line 6: found the column 'walk_tme'" in str(caught.value)
    assert "nearest:  took" in str(caught.value)


def test_no_row(tmp_path: Path) -> None:
    """A condition that no row fulfils is refused."""
    with pytest.raises(InputError, match="no row that counts"):
        read_rows(tmp_path, ROWS, SPEC.replace("chosen: took", "chosen: took\nrows: bus > 1"))
