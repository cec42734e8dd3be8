"""Parquet is read where pyarrow is installed, and asked for where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

from opmodels.describe.learn.log import parquet
from opmodels.describe.learn.log.columns import Columns
from opmodels.describe.learn.log.parquet import is_parquet, read_parquet
from opmodels.foundation.errors import InputError


def choose(header: Sequence[str]) -> Columns:
    """Return a case and a time, and leave the rest."""
    unread = tuple(column for column in header if column not in ("case", "time"))
    return Columns({"case": "case", "end": "time"}, (), unread, unread)


def test_a_file_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    """Whatever its name; a file that is not there is none."""
    (tmp_path / "log.dat").write_bytes(b"PAR1rest")
    assert is_parquet(tmp_path / "log.dat")
    assert not is_parquet(tmp_path / "absent")


def test_without_pyarrow_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install, and what else would do."""
    monkeypatch.setattr(parquet, "find_spec", lambda _: None)
    with pytest.raises(InputError, match="pyarrow"):
        read_parquet(tmp_path / "log.parquet", choose)


@pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is not installed")
def test_times_become_text_and_gaps_nothing(tmp_path: Path) -> None:
    """A table comes back as it went, as text; of a personal column nothing is kept."""
    times = pd.to_datetime(["2025-01-06 09:00", "2025-01-07 00:00"])
    frame = pd.DataFrame({"case": ["NA", None], "Name": ["Jo", "Al"], "time": times}, index=[4, 7])
    frame.to_parquet(tmp_path / "log.parquet")
    rows = read_parquet(tmp_path / "log.parquet", choose)
    assert rows.cells == [("NA", "2025-01-06 09:00:00"), ("", "2025-01-07 00:00:00")]
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 and nothing")
    with pytest.raises(InputError, match="damaged"):
        read_parquet(tmp_path / "bad.parquet", choose)


@pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is not installed")
def test_a_column_that_was_an_index_is_read(tmp_path: Path) -> None:
    """Where the case is the index of the table that was written."""
    frame = pd.DataFrame({"case": ["A", "B"], "time": ["2025-01-06 09:00", "2025-01-07"]}).set_index("case")
    frame.to_parquet(tmp_path / "log.parquet")
    rows = read_parquet(tmp_path / "log.parquet", choose)
    assert [row[rows.header.index("case")] for row in rows.cells] == ["A", "B"]
