"""The verb ``check``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema

from tests.unit.describe.workbooks import new_book, put
from tests.unit.show.cli.test_outcome import read_schema


def test_words(run: Any) -> None:
    """A sound file is told to be sound, with what there is in it, notes and the next command."""
    told = run("check", "desk.yaml").stdout.splitlines()
    assert told[0] == "Desk & counter: nothing is wrong"
    assert told[1] == "  2 groups, 2 needs, 2 pools, 1 diary, 4 steps, 2 ends"
    assert any("numbers without a source" in line for line in told)
    assert told[-1] == "Next: opmodels run desk.yaml"


def test_json(ask: Any) -> None:
    """The JSON fits its schema and counts what there is."""
    tree = ask("check", "desk.yaml")
    jsonschema.validate(tree, read_schema("check"))
    assert tree["counts"]["steps"] == 4


def test_file_and_line(run: Any, here: Path) -> None:
    """A mistake is told with file and line."""
    text = (here / "desk.yaml").read_text(encoding="utf-8").replace("starts_at: ask\n", "starts_at: aks\n")
    (here / "desk.yaml").write_text(text, encoding="utf-8")
    line = next(number for number, words in enumerate(text.splitlines(), 1) if "aks" in words)
    told = run("check", "desk.yaml")
    assert told.exit_code == 2
    assert f"desk.yaml, line {line}: found" in told.stderr
    assert "nearest:  ask" in told.stderr


def test_red_line_in_own_words(run: Any, here: Path) -> None:
    """A red line that cannot be checked is told before anything is run, with the nearest that can."""
    text = (
        (here / "desk.yaml")
        .read_text(encoding="utf-8")
        .replace("no compulsory redundancy", "no redundancies")
    )
    (here / "own.yaml").write_text(text, encoding="utf-8")
    told = " ".join(run("check", "own.yaml").stdout.split())
    assert "red_lines: 'no redundancies' is left to a person" in told
    assert "the nearest is 'no compulsory redundancy'" in told
    assert "left to a person" not in run("check", "desk.yaml").stdout


def test_nobody_speaks_for_citizens(run: Any, here: Path) -> None:
    """Where no hard guardrail protects citizens, that is told."""
    text = (here / "desk.yaml").read_text(encoding="utf-8")
    (here / "own.yaml").write_text(
        text.replace("at_most: 20 %}", "at_most: 20 %, hard: no}"), encoding="utf-8"
    )
    assert "none protects citizens" in run("check", "own.yaml").stdout
    assert "none protects citizens" not in run("check", "desk.yaml").stdout


def write_book(here: Path, cells: dict[str, Any]) -> None:
    """Write a workbook with some cells filled in, beside the other files."""
    book = new_book("contact-centre")
    for path, value in cells.items():
        put(book, path, value)
    book.save(here / "my desk.xlsx")


def test_cases_are_always_told(run: Any, here: Path) -> None:
    """How many cases come is told in all and by need, also when nothing of it is borrowed."""
    cells = {
        "needs.bill.in_all": "2600 per month",
        "needs.other_matter.per_person_per_year": "600 per fortnight.",
        "needs.online_task.in_all": 0,
    }
    write_book(here, cells)
    told = " ".join(run("check", "my desk.xlsx").stdout.split())
    assert "about 3,904 cases a month (898 a week): bill 2,600, other matter 1,304, online task 0" in told


def test_what_is_in_doubt(run: Any, here: Path) -> None:
    """A likely slip is asked about first, with sheet and cell; the file is quoted where it has a space."""
    write_book(here, {"needs.bill.per_person_per_year.over_65": "700 per person per year"})
    lines = run("check", "my desk.xlsx").stdout.splitlines()
    assert lines[0] == "my desk: nothing is wrong, but 1 number is in doubt"
    told = " ".join(" ".join(lines).split())
    assert (
        "Is this right? sheet Groups, cell D13 (bill): 700 per person per year is 700 cases a year for"
        " each of"
        " 13,500 people, 787,500 a month in all; in the library service it is 0.82 for each. Is that meant?"
    ) in told
    assert "sheet Pools, cell D16 (team leader): serves no step; its cost counts" in told
    assert lines[-1] == 'Next: opmodels run "my desk.xlsx"'


def test_people_that_are_reckoned(run: Any, here: Path) -> None:
    """Where staff is given and people are not, it is told how many people are reckoned."""
    write_book(here, {"pools.team_leader.staff": 1, "pools.team_leader.hours": "Mon-Fri 09:00-17:00"})
    told = " ".join(run("check", "my desk.xlsx").stdout.split())
    assert (
        "sheet Pools, cell D21 (team leader): 1 on duty for 40 hours a week are reckoned as 2 people of 37.5"
        " hours; write people if there are others"
    ) in told
