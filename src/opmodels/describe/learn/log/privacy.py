"""Which columns of a log may tell who somebody is, and what is done with each."""

from __future__ import annotations

from opmodels.describe.learn.log.columns import CODED, Columns, looks_personal

DONE = {
    "case": "made numbers, to put together what belongs to one case; what stands in it is not kept",
    "activity": "read; what was done is written, in the names of steps",
    "end": "read; days, hours and lengths are counted, and the first and the last day are written",
    "start": "read; days, hours and lengths are counted",
    "resource": "made numbers, to count who does the same things; what stands in it is not kept",
    "lifecycle": "read, to tell begins from ends",
    "outcome": "read, to count what was missed; what stands in it is not written",
    "class": "read, to see who is begun before others; classes of many cases are written",
}
"""What is done with a column, by the part it plays."""
NOT_READ = "not read"


def list_privacy(columns: Columns) -> list[dict[str, str | bool]]:
    """Return for each column its part, whether it may tell who somebody is, and what is done with it.

    Those that may come first. A column may tell by its name, or because it is the case or who did it,
    whatever it is called.
    """
    told = [
        _tell_column(column, part, part in CODED or looks_personal(column), DONE[part])
        for part, column in columns.by_role.items()
    ]
    told += [_tell_column(column, "", column in columns.personal, NOT_READ) for column in columns.unread]
    return sorted(told, key=lambda one: not one["may_tell_who"])


def _tell_column(column: str, part: str, may: bool, done: str) -> dict[str, str | bool]:
    return {"column": column, "part": part, "may_tell_who": may, "done": done}
