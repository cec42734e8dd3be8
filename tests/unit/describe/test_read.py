"""A service is read from a file, from text, from a tree, or from the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.read import find_file, parse_service, parse_tree, read
from opmodels.foundation.errors import InputError
from tests.services import mmc, surgery, tandem, write_split_surgery


def test_file_text_and_tree_give_the_same(tmp_path: Path) -> None:
    """However it comes, the same description is the same service."""
    path = tmp_path / "s.yaml"
    path.write_text(surgery(), encoding="utf-8")
    service = parse_service(surgery())
    assert read(path) == read(str(path)) == service == parse_tree(service.tree)
    assert read(path).digest == service.digest


@pytest.mark.parametrize("name", list_services())
def test_library_services_are_read_by_name(name: str) -> None:
    """Every library service reads without a problem."""
    assert read(name).example


def test_file_beside_wins_over_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the name that is asked for is read."""
    monkeypatch.chdir(tmp_path)
    Path("gp-surgery").write_text(mmc())
    assert find_file("gp-surgery") == Path("gp-surgery")


@pytest.mark.parametrize("source", ["here/there", "nothing.yaml", "nothing.YML", "a\\b"])
def test_paths_are_paths(source: str) -> None:
    """What looks like a path is no name of the library."""
    assert find_file(source) == Path(source)
    with pytest.raises(InputError):
        read(source)


@pytest.mark.parametrize("source", ["no-such-service", "a\0b", "", "x" * 5000])
def test_nonsense_is_refused(source: str) -> None:
    """A name that is nothing is an error of the user, not a crash."""
    with pytest.raises(InputError):
        read(source)


def test_files_lie_in_another_folder_if_said(tmp_path: Path) -> None:
    """The folder of included files can be given, for a text that came from elsewhere."""
    path = write_split_surgery(tmp_path)
    text = path.read_text()
    assert parse_service(text, "uploaded.yaml", tmp_path).tree == read(path).tree
    elsewhere = tmp_path / "parts" / "service.yaml"
    elsewhere.write_text(text)
    with pytest.raises(InputError):
        read(elsewhere)
    assert read(elsewhere, folder=tmp_path).tree == read(path).tree


def test_text_names_no_files() -> None:
    """A text on its own cannot name a table."""
    with pytest.raises(InputError) as caught:
        parse_service(mmc().replace("starts_at:", "week: week.csv, starts_at:"))
    assert caught.value.problems[0].where == "service.yaml, line 5"


def test_problems_of_a_tree_name_the_tree() -> None:
    """Without a file there is still a name to tell."""
    tree = dict(parse_service(tandem()).tree)
    with pytest.raises(InputError) as caught:
        parse_tree({**tree, "ends": {"done": "mat"}}, "the changed service")
    assert str(caught.value).startswith("the changed service, line 1: found")


def test_tables_and_soundness_are_told_together(tmp_path: Path) -> None:
    """What is wrong with a table and with the whole comes at once."""
    (tmp_path / "w.csv").write_text("day;time\n")
    text = mmc().replace("starts_at: answer", "starts_at: anwser, week: w.csv")
    with pytest.raises(InputError) as caught:
        parse_service(text, "s.yaml", tmp_path)
    assert [problem.where for problem in caught.value.problems] == ["w.csv, line 1", "s.yaml, line 5"]
