"""Cases a month, as people count them, become cases per person and year."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.workbook import read_library
from opmodels.describe.workbook_borrowed import Entry
from opmodels.describe.workbook_volumes import Volumes, count_monthly

TREE: dict[str, Any] = {
    "groups": {"young": {"people": {"value": "300"}}, "old": {"people": "100"}},
    "needs": {
        "call": {"per_person_per_year": {"young": "1", "old": {"value": "3", "source": "theirs"}}},
        "visit": {"per_person_per_year": "2"},
        "post": {"per_person_per_year": {"old": "4", "others": "1"}},
        "mail": {"rate": "1 per hour"},
    },
}
CALL, VISIT = ("needs", "call", "per_person_per_year"), ("needs", "visit", "per_person_per_year")


def turn(*entries: Entry) -> dict[tuple[str | int, ...], str]:
    """Return the texts of entries once they are turned."""
    volumes = Volumes(TREE, entries)
    turned = {entry.path: entry.text for entry in volumes.turn()}
    assert not volumes.problems
    return turned


def find_problem(*entries: Entry) -> str:
    """Return what is found wrong with entries."""
    volumes = Volumes(TREE, entries)
    volumes.turn()
    (problem,) = volumes.problems
    assert problem.where == "D6"
    return problem.found


@pytest.mark.parametrize(
    ("path", "text", "each"),
    [
        ((*CALL, "old"), "50 per month", 6.0),
        ((*CALL, "old"), "50 calls a month", 6.0),
        ((*CALL, "old"), "600 a year", 6.0),
        ((*CALL, "old"), "6 a year in all", 0.06),
        ((*CALL, "old"), "0.5 per person per month", 6.0),
        ((*CALL, "old"), "6 calls per person a year", 6.0),
        ((*CALL, "old"), "2.5", 2.5),
        (VISIT, "2,600/month", 78.0),
        (("needs", "post", "per_person_per_year", "others"), "50 per month", 2.0),
    ],
)
def test_one_rate(path: Any, text: str, each: float) -> None:
    """A count over time is divided by the people of whom the rate is told; other numbers stay."""
    assert float(turn(Entry(path, text, "D6"))[path]) == pytest.approx(each, rel=1e-12)


def test_people_of_the_analyst_count() -> None:
    """The people are those that the analyst has filled in."""
    entries = Entry(("groups", "old", "people"), "50", "D2"), Entry((*CALL, "old"), "50 per month", "D6")
    assert float(turn(*entries)[*CALL, "old"]) == pytest.approx(12)


def test_all_groups_together() -> None:
    """One number for a need is shared out as the groups' rates say; its ends and source go with it."""
    entry = Entry(
        ("needs", "call", "in_all"), "100 per month", "D6", "log", "A", ends=("50 per month", "200 per month")
    )
    volumes = Volumes(TREE, [entry])
    young, old = volumes.turn()
    assert (young.path, old.path) == ((*CALL, "young"), (*CALL, "old"))
    assert float(young.text) == pytest.approx(2) and float(old.text) == pytest.approx(6)
    assert [float(end) for end in old.ends] == pytest.approx([3, 12])
    assert (old.where, old.source, old.grade, old.note) == ("D6", "log", "A", "given as 100 per month")


def test_all_groups_and_one_of_them() -> None:
    """A rate that the analyst gives beside the total says how it is shared."""
    entries = (
        Entry(("needs", "call", "in_all"), "100 per month", "D6"),
        Entry((*CALL, "old"), "0", "D9"),
    )
    turned = turn(*entries)
    assert float(turned[*CALL, "young"]) == pytest.approx(4)
    assert float(turned[*CALL, "old"]) == 0


def test_none_in_all() -> None:
    """Nought for all groups leaves each of them without."""
    assert set(turn(Entry(("needs", "call", "in_all"), "0 per month", "D6")).values()) == {"0"}


def test_rate_by_the_hour() -> None:
    """Where the library counts cases over time, the noun is dropped."""
    assert turn(Entry(("needs", "mail", "rate"), "2,600 calls a month", "D6")) == {
        ("needs", "mail", "rate"): "2,600 per month"
    }


def test_what_can_mean_two_things() -> None:
    """A few a year may be meant of one person or of all: both ways are offered."""
    assert "of one person or of all" in find_problem(Entry((*CALL, "old"), "3 a year", "D6"))


def test_what_cannot_be() -> None:
    """Cases of nobody, cases without a time, and cases that no group has are refused at their cell."""
    nobody = Entry(("groups", "old", "people"), "0", "D2")
    assert "of nobody" in find_problem(nobody, Entry((*CALL, "old"), "50 per month", "D6"))
    assert "2600" in find_problem(Entry(("needs", "call", "in_all"), "2600 calls", "D6"))
    nought = [Entry((*CALL, name), "0", "D9") for name in ("young", "old")]
    assert "every group has none" in find_problem(
        *nought, Entry(("needs", "call", "in_all"), "5 per month", "D6")
    )


def test_cases_of_the_library() -> None:
    """The library's cases are counted over all groups."""
    service = read_library("contact-centre")
    assert count_monthly(service, "bill") == pytest.approx((0.92 * 29000 + 0.82 * 13500 + 2.95 * 5500) / 12)
    assert count_monthly(service, "other_matter") == pytest.approx(1.94 * 48000 / 12)


def tell(*entries: Entry) -> list[str]:
    """Return what is asked of entries."""
    volumes = Volumes(TREE, entries)
    volumes.turn()
    assert not volumes.problems
    return [note.text for note in volumes.notes if note.asks]


def test_far_from_the_library() -> None:
    """A volume five times the library's for each person, or a fifth of it, is asked about; less is not."""
    assert tell(Entry((*CALL, "old"), "200 per month", "D6")) == [
        "200 per month is 24 cases a year for each of 100 people, 200 a month in all; in the library"
        " service it"
        " is 3 for each. Is that meant?"
    ]
    assert tell(Entry((*CALL, "old"), "0.5", "D6"))
    assert not tell(Entry((*CALL, "old"), "14.9", "D6"), Entry(VISIT, "0.5", "D7"))
    assert len(tell(Entry(("needs", "call", "in_all"), "1000 per month", "D6"))) == 1
    assert not tell(Entry((*CALL, "old"), "0", "D6"))


PER = "so many per day, week, fortnight, month or year"


@pytest.mark.parametrize(
    ("text", "expected", "nearest", "step"),
    [
        (
            "2100",
            f"{PER}, or per person",
            None,
            "write 2100 per month in all (or per week, per year), or 2100 per person per year",
        ),
        ("40 a week or so", f"{PER}, e.g. 2600 per month; or cases per person per year", "40 per week", None),
        ("2100 calls", f"{PER}, e.g. 2600 per month; or cases per person per year", None, None),
        ("2100 per quarter", f"{PER}, e.g. 2600 per month; or cases per person per year", None, None),
    ],
)
def test_volume_that_cannot_be_read(text: str, expected: str, nearest: str | None, step: str | None) -> None:
    """What looks like a volume is asked per what; a suggestion is never a value in another unit."""
    volumes = Volumes(TREE, [Entry((*CALL, "old"), text, "D6")])
    volumes.turn()
    (problem,) = volumes.problems
    assert (problem.where, problem.expected, problem.nearest, problem.next) == ("D6", expected, nearest, step)


def test_fortnights_and_full_stops() -> None:
    """Cases by the fortnight, and a full stop at the end, are plain enough."""
    turned = turn(Entry((*CALL, "old"), "50 per fortnight", "D6"), Entry(VISIT, "2,600 per month.", "D7"))
    assert float(turn(Entry((*CALL, "old"), "25 per week", "D6"))[*CALL, "old"]) == pytest.approx(
        float(turned[*CALL, "old"])
    )
    assert float(turned[VISIT]) == pytest.approx(78)


def test_people_that_cannot_be_read() -> None:
    """A number of people that cannot be read is told at its own cell, not where cases are counted with it."""
    people = Entry(("groups", "old", "people"), "100 homes", "D2")
    volumes = Volumes(TREE, [people, Entry((*CALL, "old"), "50 per month", "D6")])
    volumes.turn()
    assert [problem.where for problem in volumes.problems] == ["D2"]
