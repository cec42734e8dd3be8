"""Library services are found by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.describe import library
from opmodels.describe.library import find_library, find_service, list_services
from opmodels.foundation.errors import InputError


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of two services, and an empty folder to work in."""
    for name in ("gp-surgery", "contact-centre", "models"):
        (tmp_path / "library" / name).mkdir(parents=True)
    for name in ("gp-surgery", "contact-centre"):
        (tmp_path / "library" / name / "service.yaml").touch()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setattr(library, "find_library", lambda: tmp_path / "library")
    return tmp_path / "library"


def test_library_is_in_the_package() -> None:
    """The library lies beside the code, and holds the schema."""
    assert (find_library() / "service.schema.json").is_file()


def test_services_are_folders_with_a_file(shelf: Path) -> None:
    """Only folders that hold a service are services."""
    assert list_services() == ["contact-centre", "gp-surgery"]


@pytest.mark.parametrize("name", ["gp-surgery", "gp_surgery", "GP-Surgery", " gp-surgery "])
def test_spelling_of_a_name_is_lax(shelf: Path, name: str) -> None:
    """A dash is as good as a line below."""
    assert find_service(name) == shelf / "gp-surgery" / "service.yaml"


@pytest.mark.parametrize(
    ("name", "nearest"), [("gp-surgry", "gp-surgery"), ("my-servce", "my-service.yaml"), ("qqq", None)]
)
def test_unknown_name_has_the_nearest(shelf: Path, name: str, nearest: str | None) -> None:
    """The nearest is a library service or a file of the folder one works in."""
    Path("my-service.yaml").touch()
    with pytest.raises(InputError) as caught:
        find_service(name)
    (problem,) = caught.value.problems
    assert problem.nearest == nearest and "contact-centre, gp-surgery" in problem.expected
