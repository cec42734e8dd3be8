"""A service that is written reads back as the same service, and nothing is overwritten by accident."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.read import parse_service, read
from opmodels.describe.service import Service
from opmodels.describe.write import find_schema, save, save_text, write
from opmodels.foundation.errors import InputError
from tests.services import erlang_a, mmc, surgery, tandem, write_split_surgery


@pytest.mark.parametrize("text", [mmc(), erlang_a(), tandem(), surgery()])
def test_round_trip(text: str) -> None:
    """Written and read again, tree and service are equal, and so is the text."""
    service = parse_service(text)
    again = parse_service(write(service))
    assert (again, again.tree, again.digest) == (service, service.tree, service.digest)
    assert write(again) == write(service)


@pytest.mark.parametrize("name", list_services())
def test_round_trip_of_the_library(name: str) -> None:
    """Every library service survives being written."""
    assert parse_service(write(read(name))) == read(name)


def test_written_service_is_whole(tmp_path: Path) -> None:
    """What came from other files stands in the one that is written."""
    service = read(write_split_surgery(tmp_path))
    assert parse_service(write(service)).tree == service.tree


def test_first_lines_help_the_editor_and_the_reader() -> None:
    """The schema is named on the first line; that comments are lost is said."""
    first, second = write(parse_service(mmc())).splitlines()[:2]
    assert first == f"# yaml-language-server: $schema={find_schema().as_uri()}"
    assert "Comments" in second and "not kept" in second


def test_service_without_description_is_not_written() -> None:
    """A service put together from parts has no text to write."""
    service = parse_service(mmc())
    with pytest.raises(ValueError, match="made otherwise"):
        write(Service.model_construct(**dict(service)))


def test_file_is_saved_and_reads_back(tmp_path: Path) -> None:
    """A saved service is the service."""
    service = parse_service(surgery())
    path = save(service, tmp_path / "s.yaml")
    assert read(path) == service and [file.name for file in tmp_path.iterdir()] == ["s.yaml"]


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    """A file that is there stays as it was, unless told otherwise; it keeps its permissions."""
    path = tmp_path / "s.yaml"
    path.write_text("mine")
    path.chmod(0o600)
    with pytest.raises(InputError, match="there already"):
        save(parse_service(mmc()), path)
    assert path.read_text() == "mine"
    save(parse_service(mmc()), path, force=True)
    assert read(path).service == "A queue with 3 servers"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_failure_half_way_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails, the old file is whole and nothing else is left behind."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "s.yaml"
    path.write_text("mine")
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(InputError, match="No space left"):
        save_text("new", path, force=True)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("s.yaml", "mine")]


def test_folders_are_not_files(tmp_path: Path) -> None:
    """A folder is refused, and so is a file in a folder that is not there."""
    with pytest.raises(InputError, match="a folder"):
        save_text("x", tmp_path)
    with pytest.raises(InputError, match="cannot be written"):
        save_text("x", tmp_path / "nowhere" / "s.yaml")
