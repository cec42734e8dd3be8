"""Rows are called as the first sheet calls them."""

from __future__ import annotations

import re

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.workbook import read_library
from opmodels.describe.workbook_further import HEADING
from opmodels.describe.workbook_rows import list_rows
from opmodels.describe.workbook_sheets import ADDING, GUIDE
from opmodels.describe.workbook_words import find_words


def test_words_by_pattern() -> None:
    """A star stands for one name; other rows keep the words of the reference."""
    assert find_words(("pools", "gp", "absence")) is not None
    assert find_words(("pools", "gp", "cost")) is None
    assert find_words(("pools", "gp", "absence", "more")) is None


@pytest.mark.parametrize("like", list_services())
def test_both_ways_to_count_cases_are_told(like: str) -> None:
    """Each row of cases says that a number per person or one per month may stand there."""
    rows = [row for listed in list_rows(read_library(like)).values() for row in listed]
    cases = [row for row in rows if row.path[0] == "needs" and row.title.startswith("cases")]
    assert cases and all("per month" in row.meaning for row in cases)


def test_guide_names_rows_as_they_are_called() -> None:
    """What the first sheet puts in quotation marks or lists as the rows to begin with is a title."""
    rows = [row for listed in list_rows(read_library("contact-centre")).values() for row in listed]
    titles = {row.title.split(":")[0] for row in rows}
    begin = next(line for line in GUIDE if line.startswith("Begin"))
    for title in ("name", "start", "amount", "people", "staff", "hours", "cost", "absence", "value"):
        assert title in begin and title in titles
    known = titles | {"Low", "High", "Yours", "Your source", "Grade", "Notes", "another figure", HEADING}
    named = re.findall(r"(?<!\w)'([^']+)'", " ".join([*GUIDE, *ADDING]))
    assert {"staff", "absence", "cases, all groups together"} <= set(named)
    assert not set(named) - known
