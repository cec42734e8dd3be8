"""A description names files beside it or below, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.describe.beside import find_beside
from opmodels.foundation.errors import InputError, Problem


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with two files, one of them a level down, and one outside it."""
    (tmp_path / "outside.csv").touch()
    (tmp_path / "home" / "below").mkdir(parents=True)
    (tmp_path / "home" / "week.csv").touch()
    (tmp_path / "home" / "below" / "year.csv").touch()
    return tmp_path / "home"


def refuse(name: str, folder: Path | None, home: Path | None) -> Problem:
    """Return why a file is refused."""
    with pytest.raises(InputError) as caught:
        find_beside(name, folder, home, "x.yaml, line 3")
    (problem,) = caught.value.problems
    assert problem.where == "x.yaml, line 3"
    return problem


def test_files_beside_and_below_are_found(home: Path) -> None:
    """A name is relative to the folder of the file that names it; spaces around it do not matter."""
    assert find_beside(" week.csv ", home, home, "w") == (home / "week.csv").resolve()
    assert find_beside("below/year.csv", home, home, "w").name == "year.csv"
    assert find_beside("year.csv", home / "below", home, "w").name == "year.csv"


@pytest.mark.parametrize(
    "name",
    [
        "../outside.csv",
        "/etc/hostname",
        "below/../../outside.csv",
        "C:\\week.csv",
        "..\\outside.csv",
        "below/../week.csv",
    ],
)
def test_leaving_the_folder_is_refused(home: Path, name: str) -> None:
    """Neither .. nor an absolute path is followed, not even back into the folder."""
    assert "outside the folder" in refuse(name, home, home).found


def test_leaving_through_a_link_is_refused(home: Path) -> None:
    """A linked file or folder outside counts as outside; a link within is fine."""
    (home / "link.csv").symlink_to(home.parent / "outside.csv")
    (home / "up").symlink_to(home.parent)
    (home / "fine.csv").symlink_to(home / "week.csv")
    assert "outside the folder" in refuse("link.csv", home, home).found
    assert "outside the folder" in refuse("up/outside.csv", home, home).found
    assert find_beside("fine.csv", home, home, "w").name == "week.csv"


def test_missing_file_has_the_nearest(home: Path) -> None:
    """A misspelt name has the nearest file, in the same folder below."""
    assert refuse("weak.csv", home, home).nearest == "week.csv"
    assert refuse("below/yaer.csv", home, home).nearest == "below/year.csv"
    assert refuse("nothing.at.all", home, home).next == "check its name"
    assert "not there" in refuse("nowhere/year.csv", home, home).found


def test_folder_is_no_file(home: Path) -> None:
    """A folder cannot be read as a file."""
    assert "is a folder" in refuse("below", home, home).found


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_impossible_names_are_refused(home: Path, name: str) -> None:
    """A name that no file can have is an error of the description."""
    assert refuse(name, home, home).expected


def test_text_without_a_folder_names_no_file() -> None:
    """A description that was not read from a file cannot name others."""
    assert "not read from a folder" in refuse("week.csv", None, None).expected
