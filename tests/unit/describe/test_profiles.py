"""Tables in CSV files become part of the description, checked cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.describe.demand import DAYS
from opmodels.describe.profiles import MOST_PROBLEMS, inline_profiles
from opmodels.describe.read import parse_service
from opmodels.describe.yaml_lines import Node, parse_yaml
from opmodels.foundation.errors import InputError, Problem
from tests.services import mmc, week_csv, year_csv


def inline(folder: Path, yaml: str, **tables: str) -> tuple[dict[str, Node], list[Problem]]:
    """Read a description with tables beside it."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return inline_profiles(parse_yaml(yaml, "x.yaml"), folder, folder)


def refuse_week(folder: Path, text: str) -> list[Problem]:
    """Return what is wrong with the table of a week."""
    return inline(folder, "needs: {n: {week: w.csv}}\n", w=text)[1]


def test_week_becomes_a_table(tmp_path: Path) -> None:
    """The rows of the file stand in the description as they were."""
    tree, problems = inline(tmp_path, "needs: {n: {week: w.csv}}\n", w=week_csv())
    assert problems == []
    assert tree["needs"]["n"]["week"]["table"][0] == ["Mon", "08:00-12:00", "20 %"]  # type: ignore[index,call-overload]


def test_year_becomes_months(tmp_path: Path) -> None:
    """The file gives a factor to each month."""
    tree, problems = inline(tmp_path, "needs: {n: {year: y.csv}}\n", y=year_csv())
    assert problems == []
    assert tree["needs"]["n"]["year"]["Jan"] == "1.2"  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("text", "sample"),
    [
        ("value\n3 min\n4 min\n", {"values": ["3 min", "4 min"]}),
        ("\ufeffvalue,weight\r\n3 min,2\r\n\r\n", {"values": ["3 min"], "weights": ["2"]}),
        ('value\n"1 h 30 min"\n', {"values": ["1 h 30 min"]}),
    ],
)
def test_sample_becomes_values(tmp_path: Path, text: str, sample: dict[str, Node]) -> None:
    """A measured sample is found wherever a distribution stands, in any spelling of CSV."""
    tree, problems = inline(tmp_path, "steps: {s: {takes: {old: {empirical: v.csv}}}}\n", v=text)
    assert (tree, problems) == ({"steps": {"s": {"takes": {"old": {"empirical": sample}}}}}, [])


@pytest.mark.parametrize(
    ("yaml", "cell"),
    [
        ("groups: {g: {income: {empirical: v.csv}}}", "£27k"),
        ("groups: {g: {frailty: {empirical: v.csv}}}", "1.5"),
        ("steps: {s: {wait: {empirical: v.csv}}}", "2 days"),
    ],
)
def test_sample_has_the_unit_of_its_place(tmp_path: Path, yaml: str, cell: str) -> None:
    """Incomes are money, frailty a factor, all else durations; another unit is refused with its line."""
    assert inline(tmp_path, yaml + "\n", v=f"value\n{cell}\n")[1] == []
    (problem,) = inline(tmp_path, yaml + "\n", v="value\n7 apples\n")[1]
    assert problem.where == "v.csv, line 2"


def test_only_known_places_name_tables(tmp_path: Path) -> None:
    """A text that ends in .csv elsewhere is a text."""
    yaml = "story: see w.csv\nneeds: {week.csv: {note: w.csv}}\n"
    assert inline(tmp_path, yaml) == (parse_yaml(yaml, "x").tree, [])


@pytest.mark.parametrize(
    ("text", "where", "found"),
    [
        ("", "w.csv, line 1", "no header"),
        ("day;time;share\n", "w.csv, line 1", "day;time;share"),
        ("Day,time,share\n", "w.csv, line 1", "Day,time,share"),
        (week_csv().replace("Mon", "Mo"), "w.csv, line 2", '"Mo"'),
        (week_csv().replace("Tue,08:00-12:00", "Tue,8-12"), "w.csv, line 3", '"8"'),
        (week_csv().replace("Tue,08:00-12:00,20 %", "Tue,08:00-12:00"), "w.csv, line 3", "2 cells"),
        (week_csv().replace("Tue,08:00-12:00,20 %", "Tue,08:00-12:00,-5 %"), "w.csv, line 3", "below 0"),
        (week_csv().replace("Tue,08:00-12:00,20 %", "Tue,08:00-12:00,nan"), "w.csv, line 3", "not a finite"),
        (week_csv() + 'Mon,"08:00\n', "w.csv, line 9", "not CSV"),
        (week_csv().replace("Tue", ""), "w.csv, line 3", "nothing"),
    ],
)
def test_mistakes_in_a_table_have_their_line(tmp_path: Path, text: str, where: str, found: str) -> None:
    """Each wrong header, name, cell and row is told with the file and line of the table."""
    problem = refuse_week(tmp_path, text)[0]
    assert problem.where == where and found in problem.found


def test_problems_of_a_table_are_limited(tmp_path: Path) -> None:
    """A table in which every row is wrong does not bury the rest."""
    rows = [f"{day},{hour:02d}:00-{hour + 1:02d}:00,x" for day in DAYS for hour in range(8, 18)]
    assert len(refuse_week(tmp_path, "\n".join(["day,time,share", *rows]))) == MOST_PROBLEMS


def test_empty_sample_is_refused(tmp_path: Path) -> None:
    """A sample needs a value."""
    (problem,) = inline(tmp_path, "steps: {s: {takes: {empirical: v.csv}}}\n", v="value\n")[1]
    assert problem.found == "no rows"


def test_rest_of_the_file_is_checked_too(tmp_path: Path) -> None:
    """A table that is wrong does not hide other mistakes, nor cause any."""
    (tmp_path / "w.csv").write_text("day,time\n")
    text = (
        mmc().replace("starts_at: answer", "starts_at: answer, week: w.csv").replace("staff: 3", "staff: x")
    )
    with pytest.raises(InputError) as caught:
        parse_service(text, "s.yaml", tmp_path)
    assert [problem.where for problem in caught.value.problems] == ["w.csv, line 1", "s.yaml, line 6"]


def test_table_equals_what_is_written_out(tmp_path: Path) -> None:
    """A week from a file is the week that the same shares give in the description."""
    (tmp_path / "w.csv").write_text(week_csv())
    spelt = "{days: {Mon: 20 %, Tue: 20 %, Wed: 20 %, Thu: 20 %, Fri: 20 %}, hours: {08:00-12:00: 100 %}}"
    weeks = [
        parse_service(mmc().replace("starts_at: answer", f"starts_at: answer, week: {week}"), "s", tmp_path)
        .needs["call"]
        .week
        for week in ("w.csv", spelt)
    ]
    assert weeks[0] == pytest.approx(weeks[1])


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("time\n2025-06-02 09:00\nMon 10:00\n", [["2025-06-02 09:00"], ["Mon 10:00"]]),
        (
            "time,group\r\n2025-06-02 09:00,old\r\n2025-06-02 09:01,\r\n",
            [["2025-06-02 09:00", "old"], ["2025-06-02 09:01"]],
        ),
    ],
)
@pytest.mark.parametrize("written", ["t.csv", "{times: t.csv}"])
def test_recorded_times_become_a_list(tmp_path: Path, written: str, text: str, times: Node) -> None:
    """A table of arrivals stands in place of the list, with or without groups."""
    tree, problems = inline(tmp_path, f"needs: {{n: {{planned: {written}}}}}\n", t=text)
    node = tree["needs"]["n"]["planned"]  # type: ignore[index,call-overload]
    assert problems == []
    assert (node["times"] if written.startswith("{") else node) == times  # type: ignore[index,call-overload]


@pytest.mark.parametrize("text", ["", "time\n", "time\nsoon\n", "when\n2025-06-02 09:00\n"])
def test_wrong_list_hides_nothing_else(tmp_path: Path, text: str) -> None:
    """A table of times that is wrong does not hide other mistakes, nor cause any."""
    (tmp_path / "t.csv").write_text(text)
    yaml = mmc().replace("rate: 48 per hour", "planned: t.csv").replace("staff: 3", "staff: x")
    with pytest.raises(InputError) as caught:
        parse_service(yaml, "s.yaml", tmp_path)
    first, second = caught.value.problems
    assert first.where.startswith("t.csv") and second.where == "s.yaml, line 6"


def test_ways_between_areas(tmp_path: Path) -> None:
    """A table of ways becomes distances by area; an odd way and a row given twice are told with lines."""
    text = "from,to,way\nnorth,town,12 min\nnorth,hills,25 min\ntown,hills,18 min\n"
    tree, problems = inline(tmp_path, "distances: w.csv\n", w=text)
    assert not problems
    assert tree["distances"] == {
        "north": {"town": "12 min", "hills": "25 min"},
        "town": {"hills": "18 min"},
    }
    _, problems = inline(tmp_path, "distances: w.csv\n", w=text + "north,town,3\n")
    assert [problem.where for problem in problems] == ["w.csv, line 5", "w.csv, line 5"]
