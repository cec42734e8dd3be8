"""Samples in a CSV file, which may not be anywhere else than beside the service file."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.samples import MOST_BYTES, find_inside, is_file_name, read_sample


def catch(name: str, folder: Path | None) -> DistributionError:
    """Return the error that reading a sample raises."""
    with pytest.raises(DistributionError) as caught:
        read_sample(name, folder)
    return caught.value


def write(folder: Path, text: str, name: str = "times.csv") -> str:
    """Write a file and return its name."""
    (folder / name).write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize(
    ("text", "values", "weights"),
    [
        ("value\n3 min\n4 min\n", ["3 min", "4 min"], None),
        ("day,value,weight\nMon,3 min,2\nTue,1 h,5\n", ["3 min", "1 h"], ["2", "5"]),
        ("minutes\n3 min\n", ["3 min"], None),
        ("\ufeffValue , Weight\n 3 min , 2 \n\n", ["3 min"], ["2"]),
        ("value\r\n3 min\r\n", ["3 min"], None),
        ('value\n"1 h, 30 min"\n', ["1 h, 30 min"], None),
    ],
)
def test_columns(tmp_path: Path, text: str, values: list[str], weights: list[str] | None) -> None:
    """Values are in the column of that name or the first; weights in the column of that name."""
    sample = read_sample(write(tmp_path, text), tmp_path)
    assert sample == ({"values": values} if weights is None else {"values": values, "weights": weights})


def test_folders_below_are_inside(tmp_path: Path) -> None:
    """A file in a folder below may be named, and a link to a file inside may be followed."""
    (tmp_path / "data").mkdir()
    write(tmp_path / "data", "value\n1\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "data" / "times.csv")
    assert read_sample("data/times.csv", tmp_path) == read_sample("link.csv", tmp_path) == {"values": ["1"]}


@pytest.mark.parametrize(
    "name",
    ["../secret.csv", "data/../../secret.csv", "data/../inside.csv", "..\\secret.csv", "C:\\secret.csv"],
)
def test_ways_out_are_closed(tmp_path: Path, name: str) -> None:
    """A name with .. in it, or with a drive, is refused even where a file is there."""
    folder = tmp_path / "home"
    (folder / "data").mkdir(parents=True)
    write(tmp_path, "value\n1\n", "secret.csv")
    write(folder, "value\n1\n", "inside.csv")
    error = catch(name, folder)
    assert error.found == f"'{name}', which is outside the folder"
    assert error.next == "copy the file there"


def test_absolute_path_is_refused(tmp_path: Path) -> None:
    """An absolute path is refused, even of a file in the folder."""
    name = str(tmp_path / write(tmp_path, "value\n1\n"))
    assert "outside the folder" in catch(name, tmp_path).found


def test_links_to_elsewhere_are_refused(tmp_path: Path) -> None:
    """A link to a file, or through a folder, outside is refused."""
    folder = tmp_path / "home"
    folder.mkdir()
    write(tmp_path, "value\n1\n", "secret.csv")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "up").symlink_to(tmp_path)
    for name in ("link.csv", "up/secret.csv"):
        assert "outside the folder" in catch(name, folder).found


def test_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    """Where the folder is reached through a link, its files are still inside."""
    (tmp_path / "home").mkdir()
    write(tmp_path / "home", "value\n1\n")
    (tmp_path / "link").symlink_to(tmp_path / "home")
    assert find_inside("times.csv", tmp_path / "link") == (tmp_path / "home" / "times.csv").resolve()


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is told, with the nearest name; so is a folder of that name."""
    write(tmp_path, "value\n1\n", "lead-times.csv")
    (tmp_path / "folder.csv").mkdir()
    error = catch("lead_times.csv", tmp_path)
    assert (error.found, error.nearest) == ("no file 'lead_times.csv'", "lead-times.csv")
    assert catch("folder.csv", tmp_path).found == "no file 'folder.csv'"
    assert catch("nowhere/times.csv", tmp_path).found == "no file 'nowhere/times.csv'"


def test_no_folder() -> None:
    """A description without a folder cannot name files."""
    assert catch("times.csv", None).next == "list the values"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "'times.csv' without values"),
        ("value\n", "'times.csv' without values"),
        ("value,weight\n3,1\n4\n", "1 cells in times.csv, line 3"),
        ("value\n\n3,1\n", "2 cells in times.csv, line 3"),
        ("3\n4\n", "the number '3' as the header of times.csv"),
    ],
)
def test_rows_that_do_not_fit(tmp_path: Path, text: str, found: str) -> None:
    """What is no table of values is told, with the line."""
    assert catch(write(tmp_path, text), tmp_path).found == found


def test_rubbish(tmp_path: Path) -> None:
    """Bytes that are not text are told."""
    (tmp_path / "times.csv").write_bytes(b"value\n\xff\xfe\x00")
    assert "not UTF-8" in catch("times.csv", tmp_path).found


def test_size(tmp_path: Path) -> None:
    """A file that is too large is refused from its size, without reading it."""
    with (tmp_path / "times.csv").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert catch("times.csv", tmp_path).expected == "at most 20,000,000 bytes"


@pytest.mark.parametrize(
    ("text", "is_file"), [("a.csv", True), ("A.CSV ", True), ("x/y", True), ("3 min", False), ("1.5", False)]
)
def test_file_names(text: str, is_file: bool) -> None:
    """A text is a file's name when it ends in .csv or has a slash."""
    assert is_file_name(text) is is_file
