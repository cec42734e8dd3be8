"""Page one."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from opmodels.appraise.compare import compare
from opmodels.appraise.comparison import Comparison
from opmodels.describe.read import parse_service
from opmodels.models.staff_effect import Decisions
from opmodels.show.page import _list_told, list_table, write_page
from tests.services import mm1
from tests.unit.show.desk import DESK, GOLDEN

FORBIDDEN = re.compile(r"\b(probabl\w*|likel\w*|chance of|confiden\w*|viable)\b", re.IGNORECASE)


def test_golden_page(comparison: Comparison) -> None:
    """The page of the small service is as it was read by a person; ``tests/unit/show/desk.py`` renews it."""
    page = write_page(comparison, "report.html", "opmodels show desk.yaml")
    assert page == GOLDEN.read_text(encoding="utf-8")


def test_width(comparison: Comparison) -> None:
    """No line is wider than 80 columns."""
    assert max(map(len, write_page(comparison).splitlines())) <= 80


def test_no_words_of_probability(comparison: Comparison) -> None:
    """Verdicts with probabilities are not claimed: no such word stands in finding or table."""
    page = write_page(comparison)
    assert not FORBIDDEN.search(page.split("Against:")[0])


def test_lines_that_are_not_true_are_left_out() -> None:
    """A service without gap, guardrails, money or observed figures has no line on them, and none is empty."""
    made = compare(parse_service(mm1()), ["keep"], replications=2)
    page = write_page(made)
    assert "gap" not in page.split("FINDING")[1]
    for start in ("Report:", "Next:", "Who pays:", "Staff:", "Worst off:", "Against:", "What did the work:"):
        assert not any(line.startswith(start) for line in page.splitlines())
    assert not re.search(r"(?i)todo|n/a|none given|: *$", page)


def test_withheld(comparison: Comparison) -> None:
    """A miss on a figure that matters withholds the verdict, in the finding and in the table."""
    text = DESK.replace("matters: no", "matters: yes")
    made = compare(parse_service(text), ["trim(cut=30 %)"], replications=4)
    page = write_page(made)
    assert "FINDING: no verdict yet: the as-is run misses end helped." in page
    assert any(line.endswith("withheld") for line in list_table(made))
    assert comparison.withheld == ()


def test_long_names_are_cut(comparison: Comparison) -> None:
    """A model with a long name does not widen the table."""
    name = "trim(cut=30 %, redundancy=4 weeks)+call_back_first(window=30 min)"
    long = replace(comparison, models={name: comparison.models["withdraw"]}, does_not_fit={})
    lines = list_table(long)
    assert max(map(len, lines)) <= 80
    assert any("…" in line for line in lines)


@pytest.mark.parametrize(
    "start", ["Question: close £40k a year by March 2027", "As-is check: 1 of 2", "Precision: simulation ±"]
)
def test_lines_of_the_interface(comparison: Comparison, start: str) -> None:
    """The lines that other people rely on are there."""
    assert any(line.startswith(start) for line in write_page(comparison).splitlines())


def test_what_is_too_much_is_counted(comparison: Comparison) -> None:
    """A list that is cut says how many lines more there are."""
    lines = _list_told("Against", [(f"model {n}", "a reason") for n in range(14)])
    assert len(lines) == 13 and lines[-1] == "  and 2 more, see the report"


def test_one_role_is_one(comparison: Comparison) -> None:
    """One role that changes is told as one, in the table too."""
    model = comparison.models["trim(cut=30 %)"]
    one = replace(model.staff.effect, pools=(), decisions={"adviser": Decisions(("rota",), ())})
    assert one.summary == "1 role changes"
    made = replace(comparison, models={"trim": replace(model, staff=replace(model.staff, effect=one))})
    assert any("1 changes" in line for line in list_table(made))
