"""Logs in Parquet, where the package that reads them is installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from opmodels.describe.learn.csv_text import MOST_BYTES
from opmodels.describe.learn.log.rows import WHAT, Rows
from opmodels.foundation.errors import InputError, Problem

MARK = b"PAR1"


def is_parquet(path: Path) -> bool:
    """Whether a file begins as Parquet files do."""
    try:
        with path.open("rb") as stream:
            return stream.read(4) == MARK
    except OSError:
        return False


def read_parquet(path: Path) -> Rows:
    """Read a log in Parquet; times become ISO text, what is missing becomes nothing.

    Raises
    ------
    InputError
        When the file is damaged or too large, or pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        step = 'python -m pip install "opmodels[parquet]", or save it as CSV'
        raise InputError(Problem(path.name, "a Parquet file", "pyarrow, which reads it", None, step))
    if path.stat().st_size > MOST_BYTES:
        most = f"at most {MOST_BYTES // 1_000_000} MB"
        raise InputError(Problem(path.name, "a larger file", most, None, "cut it to fewer months"))
    import pandas as pd

    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        found = f"a damaged Parquet file ({str(error).splitlines()[0]})"
        raise InputError(Problem(path.name, found, WHAT, None, "fetch the file again")) from None
    text = frame.map(lambda cell: "" if pd.api.types.is_scalar(cell) and pd.isna(cell) else str(cell))
    cells = list(text.itertuples(index=False, name=None))
    return Rows(tuple(map(str, frame.columns)), cells, list(range(1, len(cells) + 1)), counted="row")
