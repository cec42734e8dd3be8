"""Logs in Parquet, where the package that reads them is installed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from opmodels.describe.learn.csv_text import MOST_BYTES, tell_too_large
from opmodels.describe.learn.log.rows import WHAT, Choose, Keeper, Rows
from opmodels.foundation.errors import InputError, Problem

MARK = b"PAR1"
INDEX = "__index_level_"
"""How the columns begin in which pandas keeps the numbers of rows."""


def is_parquet(path: Path) -> bool:
    """Whether a file begins as Parquet files do."""
    try:
        with path.open("rb") as stream:
            return stream.read(4) == MARK
    except OSError:
        return False


def read_parquet(path: Path, choose: Choose) -> Rows:
    """Read a log in Parquet; times become ISO text, what is missing becomes nothing.

    Parameters
    ----------
    path
        The file.
    choose
        Says which columns of a header are what; personal ones without a part are not read at all.

    Raises
    ------
    InputError
        When the file is damaged or too large, or pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        step = 'python -m pip install "opmodels[parquet]", or save it as CSV'
        raise InputError(Problem(path.name, "a Parquet file", "pyarrow, which reads it", None, step))
    if path.stat().st_size > MOST_BYTES:
        raise InputError(tell_too_large(path))
    import pandas as pd

    try:
        header = _read_header(path)
        columns = choose(header)
        named = [column for column in header if column not in columns.personal]
        # Without what pandas notes in a file, a column that was an index there is one like others.
        table = import_module("pyarrow.parquet").read_table(path, columns=named)
        frame = table.to_pandas(ignore_metadata=True)[named]
    except (OSError, ValueError) as error:
        found = f"a damaged Parquet file ({type(error).__name__})"
        raise InputError(Problem(path.name, found, WHAT, None, "fetch the file again")) from None
    text = frame.map(lambda cell: "" if pd.api.types.is_scalar(cell) and pd.isna(cell) else str(cell))
    keeper = Keeper(tuple(named), columns)
    for line, row in enumerate(text.itertuples(index=False, name=None), 1):
        keeper.add(row, line)
    return keeper.make_rows((), (), "row")


def _read_header(path: Path) -> tuple[str, ...]:
    """Return the names of the columns, before anything else is read."""
    schema = import_module("pyarrow.parquet").ParquetFile(path).schema_arrow
    return tuple(str(name) for name in schema.names if not str(name).startswith(INDEX))
