"""Every column of a log is told with what was done with it."""

from __future__ import annotations

from opmodels.describe.learn.log.columns import ROLES, find_columns
from opmodels.describe.learn.log.privacy import DONE, NOT_READ, list_privacy

HEADER = ("ref", "task", "time", "user", "E-Mail", "Age", "weight")


def test_each_column_stands_once_the_personal_ones_first() -> None:
    """The case and who did it may tell who, by their part; a mail address by its name, and is not read."""
    told = list_privacy(find_columns(HEADER, {}, "log.csv"))
    assert sorted(str(one["column"]) for one in told) == sorted(HEADER)
    may = [one["column"] for one in told if one["may_tell_who"]]
    assert may == [one["column"] for one in told][:4]
    assert set(may) == {"ref", "user", "E-Mail", "Age"}
    done = {one["column"]: one["done"] for one in told}
    assert done["E-Mail"] == NOT_READ
    assert done["user"] == DONE["resource"]


def test_a_personal_column_that_is_mapped_is_told_as_read() -> None:
    """Who maps a column reads it: it is told with what was done, whatever its name."""
    columns = find_columns(HEADER, {"case": "E-Mail"}, "log.csv")
    mail = next(one for one in list_privacy(columns) if one["column"] == "E-Mail")
    assert mail == {"column": "E-Mail", "part": "case", "may_tell_who": True, "done": DONE["case"]}


def test_every_part_has_its_words() -> None:
    """Whatever part a column can play, it is said what is done with it."""
    assert set(DONE) == set(ROLES)
