"""What rows are called and what they mean, where an analyst needs other words than a service file has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from opmodels.describe.paths import Path
from opmodels.describe.workbook_volumes import IN_ALL


class Words(NamedTuple):
    """The title of a row, empty where it keeps its own, and its meaning."""

    title: str
    meaning: str


CASES = "cases per person per year"
CASES_IN_ALL = "cases, all groups together"
TAKES = (
    "How long it takes on average, with what must be done before the next: notes, wrap-up. Breaks and"
    " time not"
    " ready belong to 'absence' on the sheet Pools."
)
CV = "How much it differs from case to case: standard deviation over average. 0 is always the same."
WORDS: Mapping[str, Words] = {
    "groups.*.people": Words("", "How many people there are. 0 leaves this group out of the service."),
    "needs.*.per_person_per_year": Words(
        CASES, "How often one person has this need in a year. Or how many cases come in all: 2600 per month."
    ),
    "needs.*.per_person_per_year.*": Words(
        CASES,
        "How often one person of this group has this need in a year. Or how many cases come from the whole"
        " group: 400 per month.",
    ),
    f"needs.*.{IN_ALL}": Words(
        CASES_IN_ALL,
        "How many cases come, e.g. 2600 per month. The sheet Groups then only says how they are shared out."
        " 0 if nobody has this need.",
    ),
    "needs.*.rate": Words("cases", "How many cases come of all people, e.g. 2600 per month or 48 per hour."),
    **{f"steps.*.takes{more}": Words("", TAKES) for more in (".*.*.mean", ".*.mean")},
    **{f"steps.*.takes{more}": Words("", CV) for more in (".*.*.cv", ".*.cv")},
    "pools.*.staff": Words(
        "",
        "On the rota at the same time while the pool is open; the row 'absence' is taken off. 0 if you have"
        " none.",
    ),
    "pools.*.people": Words(
        "", "People employed to keep these hours. With your own staff and this left empty, it is reckoned."
    ),
    "pools.*.absence": Words(
        "",
        "Share of shifts that one of them misses: leave, illness, training, breaks. 0 % if 'staff' is those"
        " really at work.",
    ),
}


def find_words(path: Path) -> Words | None:
    """Return the words for the row of a path, if it has words of its own."""
    names = [str(step) for step in path]
    for pattern, words in WORDS.items():
        wanted = pattern.split(".")
        if len(wanted) == len(names) and all(w in ("*", n) for w, n in zip(wanted, names, strict=True)):
            return words
    return None
