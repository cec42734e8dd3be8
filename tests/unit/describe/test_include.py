"""Several files are one description; a name is in one of them, and everything knows its own."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from opmodels.describe.include import gather
from opmodels.describe.read import read
from opmodels.describe.yaml_lines import parse_yaml, read_yaml
from opmodels.foundation.errors import InputError, Problem
from tests.services import write_split_surgery


def put(folder: Path, **files: str) -> Path:
    """Write YAML files by name, and return the one called main."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder / "main.yaml"


def list_problems(path: Path) -> tuple[Problem, ...]:
    """Return why files cannot be put together."""
    with pytest.raises(InputError) as caught:
        gather(read_yaml(path), path.parent, path)
    return caught.value.problems


def test_sections_are_merged(tmp_path: Path) -> None:
    """Mappings are merged by name, money a level further down, lists end to end; include is gone."""
    path = put(
        tmp_path,
        main="opmodels: 1\ninclude: [a.yaml, b.yaml]\npools: {x: {staff: 1}}\nobserved: [1]\n"
        "money: {fixed: {f: 1}}\n",
        a="opmodels: 1\npools: {y: {staff: 2}}\nobserved: [2, 3]\nmoney: {fixed: {g: 2}, income: {h: 3}}\n",
        b="pools: {z: {staff: 3}}\nobserved: [4]\n",
    )
    assert gather(read_yaml(path), tmp_path, path).tree == {
        "opmodels": "1",
        "pools": {"x": {"staff": "1"}, "y": {"staff": "2"}, "z": {"staff": "3"}},
        "observed": ["1", "2", "3", "4"],
        "money": {"fixed": {"f": "1", "g": "2"}, "income": {"h": "3"}},
    }


def test_parts_keep_their_own_file_and_line(tmp_path: Path) -> None:
    """A place in the whole is told as file and line of the file it came from."""
    path = put(
        tmp_path,
        main="include: a.yaml\npools: {x: 1}\nlist: [1]\n",
        a="\npools:\n  y: 2\nlist:\n- 2\nnew: {k: 3}\n",
    )
    spot = gather(read_yaml(path), tmp_path, path).places.spot
    assert str(spot(("pools", "x"))) == "main.yaml, line 2"
    assert str(spot(("pools", "y"))) == "a.yaml, line 3"
    assert str(spot(("list", 1))) == "a.yaml, line 5"
    assert str(spot(("new", "k"))) == "a.yaml, line 6"


def test_split_service_is_read_whole(tmp_path: Path) -> None:
    """A service in three files and three tables is one, and its digest covers them all."""
    path = write_split_surgery(tmp_path)
    before = read(path)
    assert set(before.pools) == {"reception", "gp"}
    (tmp_path / "leads.csv").write_text("value,weight\n1 day,3\n2 days,2\n")
    assert read(path).digest != before.digest


def test_problem_in_an_included_file_names_it(tmp_path: Path) -> None:
    """What is wrong in an included file is told with that file's name and line."""
    path = write_split_surgery(tmp_path)
    (tmp_path / "parts" / "later.yaml").write_text("pools:\n  gp: {staff: 5, hour: always}\n")
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.problems[0].where == "later.yaml, line 2"


@pytest.mark.parametrize(
    ("main", "other", "clash"),
    [
        ("pools: {x: 1}", "pools: {x: 2}", "'x' of pools"),
        ("time: {start: 1}", "time: {run: 2}", "'time'"),
        ("gap: {amount: 1}", "gap: {by: 2}", "'gap'"),
        ("service: a", "service: a", "'service'"),
        ("pools: {x: 1}", "pools: [x]", "'pools'"),
        ("money: {fixed: {f: 1}}", "money: {fixed: {f: 2}}", "'f' of fixed"),
    ],
)
def test_name_in_two_files_is_refused(tmp_path: Path, main: str, other: str, clash: str) -> None:
    """A clash names both files and lines."""
    path = put(tmp_path, main=f"include: other.yaml\n{main}\n", other=f"{other}\n")
    (problem,) = list_problems(path)
    assert problem.where == "other.yaml, line 1"
    assert problem.found == f"{clash} a second time (first in main.yaml, line 2)"


def test_circles_and_repeats_are_refused(tmp_path: Path) -> None:
    """A file is included once, and never includes itself, directly or by way of another."""
    path = put(tmp_path, main="include: a.yaml\n", a="include: b.yaml\n", b="include: main.yaml\n")
    assert list_problems(path)[0].where == "b.yaml, line 1"
    path = put(tmp_path, main="include: [a.yaml, a.yaml]\n", a="x: 1\n")
    assert "first: main.yaml, line 1" in list_problems(path)[0].found


def test_depth_is_limited(tmp_path: Path) -> None:
    """Five levels of include are read, a sixth is refused."""
    names = ["main", *(f"f{level}" for level in range(1, 7))]
    chain = {name: f"include: {after}.yaml\n" for name, after in pairwise(names)}
    path = put(tmp_path, **chain, f6="x: 1\n")
    assert list_problems(path)[0].where == "f5.yaml, line 1"
    put(tmp_path, f5="x: 1\n")
    assert gather(read_yaml(path), tmp_path, path).tree == {"x": "1"}


@pytest.mark.parametrize("include", ["{a: b}", "[[a.yaml]]", '""', "[a.yaml, '']"])
def test_include_is_a_name_or_a_list(tmp_path: Path, include: str) -> None:
    """Anything else after include is refused."""
    path = put(tmp_path, main=f"x: 1\ninclude: {include}\n", a="y: 1\n")
    assert list_problems(path)[0].where == "main.yaml, line 2"


def test_text_without_a_folder_includes_nothing() -> None:
    """A text that was not read from a file names no other."""
    with pytest.raises(InputError) as caught:
        gather(parse_yaml("include: a.yaml\n", "text"), None)
    assert "not read from a folder" in caught.value.problems[0].expected


def test_several_failures_are_told_together(tmp_path: Path) -> None:
    """Every include that fails is told."""
    path = put(tmp_path, main="include: [nowhere.yaml, ../up.yaml, bad.yaml]\n", bad="a: [\n")
    assert len(list_problems(path)) == 3
