"""Rows that somebody has deleted from a workbook: what stood there is borrowed, and that is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from opmodels.describe.fault import Note
from opmodels.describe.paths import Path
from opmodels.describe.workbook_further import FURTHER
from opmodels.foundation.errors import name_list

OPTIONAL = frozenset({"observed", FURTHER})
"""Sections of which nothing is borrowed: a figure that was not seen, or one more step, is left out."""
MOST_NAMED = 4


def find_deleted(template: Mapping[Path, str], there: Iterable[Path], like: str) -> Iterator[Note]:
    """Tell which rows of the template are not in the workbook, a line for each part that has lost some.

    Parameters
    ----------
    template
        By path: the sheet of every row that the workbook was written with.
    there
        The paths of the rows that it has.
    like
        The library service that stands behind it.
    """
    present, lost = set(there), dict[Path, list[str]]()
    for path in template:
        if path not in present and path[0] not in OPTIONAL:
            lost.setdefault(path[:2], []).append(" ".join(str(step) for step in path[2:]).replace("_", " "))
    for part, names in lost.items():
        what = name_list([name for name in names if name], MOST_NAMED)
        rows = f"{len(names)} row{'s' if len(names) > 1 else ''} deleted"
        values = "their values are" if len(names) > 1 else "its value is"
        yield Note(part, f"{rows}{f' ({what})' if what else ''}: {values} borrowed from {like}")
