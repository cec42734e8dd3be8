"""Every mistake that people make in a service file is told with file, line, what fits and what to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from opmodels.describe.read import read
from opmodels.foundation.errors import InputError, Problem

HERE = Path(__file__).parent


class Mistake(NamedTuple):
    """What the message about a file must say; `help` is the nearest name or the next step."""

    where: str
    found: str
    expected: str
    help: str | None


MISTAKES = {
    "alias_bomb": Mistake("line 2", "(an anchor or alias)", "every value written out", "write it out"),
    "bad_name": Mistake("line 4", 'name "9 to 18"', "starts with a letter", "to_18"),
    "clock_for_duration": Mistake("line 8", "12:30", "a duration with its unit", None),
    "clock_meant": Mistake("line 9", "12.30", "a time of day", "12:30"),
    "csv_duplicate_row": Mistake("tables/duplicate_row.csv, line 9", "line 4", "each row once", None),
    "csv_missing_day": Mistake("tables/missing_day.csv, line 7", "Sat", "every day", "Sat,00:00-24:00,0 %"),
    "csv_missing_month": Mistake("tables/missing_month.csv, line 12", "Dec", "every month", "Dec,1.0"),
    "csv_not_a_number": Mistake("tables/not_a_number.csv, line 5", '"ten"', "a share", None),
    "csv_outside": Mistake("line 5", "outside the folder", "in the folder", "copy the file"),
    "csv_sample": Mistake("tables/sample.csv, line 4", '"5" (missing unit)', "a duration", "5 min"),
    "csv_wrong_header": Mistake("tables/wrong_header.csv, line 1", "day,tme,share", "day,time,share", "time"),
    "currency_mixed": Mistake("line 6", "money in €", "money in £", "one currency"),
    "date_turned_round": Mistake("line 3", "06/01/2025", "year-month-day", "2025-01-06"),
    "duplicate_key": Mistake("line 9", "first on line 2", "each key once", "join the two"),
    "empty": Mistake("line 1", "an empty file", "keys to values", "opmodels: 1"),
    "holidays_unknown": Mistake("line 3", "Englnd", "a country", "England"),
    "include_absolute": Mistake("line 3", "outside the folder", "in the folder", "copy the file"),
    "include_clash": Mistake("tables/pools.yaml, line 1", "include_clash.yaml, line 7", "one file", "rename"),
    "include_itself": Mistake("line 3", "a second time", "no circles", None),
    "include_missing": Mistake("line 3", "missing_ky.yaml", "a file beside this one", "missing_key.yaml"),
    "include_outside": Mistake("line 3", "outside the folder", "in the folder", "copy the file"),
    "infinite_number": Mistake("line 5", "not a finite number", "a rate", None),
    "loop_without_exit": Mistake("line 8", "answer, again", "a way to some end", "lead to an end"),
    "missing_key": Mistake("line 5", "no 'starts_at'", "The step at which", "add starts_at:"),
    "missing_unit": Mistake("line 8", '"4" (missing unit)', "a duration with its unit", "4 min"),
    "negative_number": Mistake("line 4", '"-400" (below 0)', "0 or more", None),
    "number_for_word": Mistake("line 6", "12:30", "opening hours", "a start and an end"),
    "patience_without_exit": Mistake("line 8", "patience without", "both", "add gives_up_to:"),
    "pool_never_open": Mistake("line 6", "never open", "works in the run", "change its hours"),
    "pool_of_nobody": Mistake("line 6", "nobody in it", "works in the run", "change its staff"),
    "pool_shut_by_exceptions": Mistake("line 6", "never open", "works in the run", "change its hours"),
    "range_without_value": Mistake("line 4", "500 to 600", "holds the value", None),
    "route_to_nowhere": Mistake("line 8", "'dne'", "a step or an end", "done"),
    "run_too_long": Mistake("line 3", "18 years", "at most 17 years", None),
    "shares_above_one": Mistake("line 8", "sum to 110 %", "sum to 100 %", "rest"),
    "shares_below_one": Mistake("line 8", "sum to 90 %", "sum to 100 %", "rest"),
    "shares_by_group": Mistake("line 8", "110 % for old", "sum to 100 %", "rest"),
    "slots_too_many": Mistake("line 10", "200 slots of 10 min", "at most 144", "144"),
    "two_rests": Mistake("line 8", "done and lost", "at most one", None),
    "unknown_end_kind": Mistake("line 9", '"meet"', "met elsewhere", "met"),
    "unknown_family": Mistake("line 8", "lognornal", "weibull", "lognormal"),
    "unknown_group": Mistake("line 8", "'yuong'", "a group or a need", "young"),
    "unknown_key": Mistake("line 6", "'staf'", "shift_end", "staff"),
    "unknown_kind": Mistake("line 8", "srve", "exactly one of the keys", "serve"),
    "unknown_pool": Mistake("line 8", "'dsek'", "a pool: desk", "desk"),
    "unknown_start": Mistake("line 5", "'anwser'", "a step: answer", "answer"),
    "unreached_step": Mistake("line 9", "'attic'", "a way there", "take the step away"),
    "value_left_out": Mistake("line 8", "young with call", "every case", "others:"),
    "word_meant": Mistake("line 10", '"n"', "yes, no", "no"),
    "word_of_the_grammar": Mistake("line 4", "'rest'", "another name", None),
    "zone_unknown": Mistake("line 3", "Londn", "a zone such as", "Europe/London"),
}


def read_problems(path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a file that cannot be read."""
    with pytest.raises(InputError) as caught:
        read(path)
    return caught.value.problems


@pytest.mark.parametrize("name", sorted(path.stem for path in HERE.glob("*.yaml")))
def test_mistake_is_told_in_full(name: str) -> None:
    """Each file makes one mistake, and the message says file and line, found, expected and what helps."""
    mistake, problem = MISTAKES[name], read_problems(HERE / f"{name}.yaml")[0]
    where = mistake.where if "," in mistake.where else f"{name}.yaml, {mistake.where}"
    assert problem.where == where
    assert mistake.found in problem.found
    assert mistake.expected in problem.expected
    assert (mistake.help or "") in f"{problem.nearest} {problem.next}"


@pytest.mark.parametrize("name", sorted(set(MISTAKES) - {"csv_sample"}))
def test_one_mistake_gives_one_problem(name: str) -> None:
    """A single mistake is not told twice, nor does it draw others after it."""
    assert len(read_problems(HERE / f"{name}.yaml")) == 1


def test_every_line_of_a_table_is_told() -> None:
    """Two bad cells of one table are two problems."""
    lines = [problem.where for problem in read_problems(HERE / "csv_sample.yaml")]
    assert lines == ["tables/sample.csv, line 4", "tables/sample.csv, line 5"]


def test_every_mistake_has_its_file() -> None:
    """The list above and the files beside it are the same."""
    assert set(MISTAKES) == {path.stem for path in HERE.glob("*.yaml")}


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """A file of 100 MB is refused from its size."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    (problem,) = read_problems(path)
    assert "100,000,000 bytes" in problem.found and "CSV" in (problem.next or "")


def test_huge_table_is_refused_unread(tmp_path: Path) -> None:
    """A CSV file above 20 MB is refused from its size."""
    (tmp_path / "big.csv").touch()
    with (tmp_path / "big.csv").open("r+b") as file:
        file.truncate(20_000_001)
    path = copy_with(tmp_path, "takes: 4 min", "takes: {empirical: big.csv}")
    (problem,) = read_problems(path)
    assert (problem.where, problem.found) == ("big.csv", "a file of 20,000,001 bytes")


@pytest.mark.parametrize(
    "rubbish", [bytes(range(256)), b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xfe\0o\0p", b"{[", b"- 1\n- 2"]
)
def test_rubbish_is_refused(tmp_path: Path, rubbish: bytes) -> None:
    """What is no YAML mapping at all is refused with a line."""
    path = tmp_path / "rubbish.yaml"
    path.write_bytes(rubbish)
    assert re.match(r"rubbish\.yaml, line \d+", read_problems(path)[0].where)


def test_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A link to a file elsewhere does not get round the rule that a file stays in its folder."""
    (tmp_path / "outside.yaml").write_text("pools: {desk: {staff: 2}}\n")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "pools.yaml").symlink_to(tmp_path / "outside.yaml")
    path = copy_with(tmp_path / "home", "service: A desk", "service: A desk\ninclude: pools.yaml")
    assert "outside the folder" in read_problems(path)[0].found


def test_binary_table_is_refused(tmp_path: Path) -> None:
    """A table that is not text is refused, with the line where it stops being text."""
    (tmp_path / "week.csv").write_bytes(b"day,time,share\nMon,08:00-09:00,\xff\xfe\n")
    path = copy_with(tmp_path, "starts_at: answer", "starts_at: answer, week: week.csv")
    (problem,) = read_problems(path)
    assert problem.where == "week.csv, line 2" and "UTF-8" in (problem.next or "")


def copy_with(folder: Path, old: str, new: str) -> Path:
    """Write the service that every file here is a variant of, with one text replaced."""
    text = (HERE / "unreached_step.yaml").read_text().replace("  attic: {wait: 5 min, then: done}\n", "")
    assert old in text
    path = folder / "service.yaml"
    path.write_text(text.replace(old, new))
    return path
