"""Every file has its place, a plain name and a test; nothing in it speaks of one person's machine."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.completeness.source_tree import PACKAGE, ROOT, list_sources, parse_source

BANNED_WORDS = {"utils", "util", "common", "helpers", "helper", "manager", "managers", "misc"}

# Modules, or folders of them, without a test file of their own name: where they are tested instead, and why.
TESTED_ELSEWHERE = {
    "describe/disciplines/": ("reference", "the order of service is compared with the reference engine's"),
    "simulate/kernel/": ("reference", "compared with the reference engine, event by event"),
    "foundation/codes.py": ("reference", "constants: both engines have to mean the same by them"),
}

# What nobody but the writer's machine knows, and what tells how a text came about instead of what it says.
# The patterns are written so that they do not match themselves.
UNWANTED = {
    "an absolute path of a machine": r"(?<![\w.:/~-])/(?:root|home|Users|work|workspace|mnt)/\w",
    "a Windows path of a user": r"[A-Z]:\\{1,2}Users\\{1,2}\w",
    "a package registry host": r"\b(?:pypi|pythonhosted|npmjs|anaconda|crates)\.(?:org|io|com)\b",
    "the writing of the text": r"(?i)\b(?:chat|coding|agent|assistant|model) sessions?\b",
    "a tool that wrote it": r"(?i)\b(?:coding[ ]agent|sub-?agent|chat-?bot|language[ ]model|AI[ ]helper)s?\b",
    "an order to the writer": r"(?i)\b(?:(?:the|your)[ ]brief[ ](?:says|asks)|in[ ]your[ ]brief)\b",
}

BINARY = {".png", ".jpg", ".ico", ".woff2", ".gz", ".xlsx", ".parquet", ".pdf"}


@cache
def list_tracked() -> tuple[Path, ...]:
    """Return the files that git tracks or would track; without git, all files outside hidden folders."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True
    )
    names = listing.stdout.decode().split("\0") if listing.returncode == 0 else _walk_visible()
    return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())


def _walk_visible() -> Iterator[str]:
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
    return (str(path) for path in files if not any(part[0] == "." or "cache" in part for part in path.parts))


def list_packages() -> list[Path]:
    """Return every folder of the package that holds Python files."""
    return sorted({(PACKAGE / file).parent for file in list_sources()})


@cache
def name_tests() -> frozenset[str]:
    """Return the test files of the unit tests, relative to their folder."""
    folder = ROOT / "tests" / "unit"
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("test_*.py"))


def mirror_of(file: str) -> str:
    """Return the test file that belongs to a source file."""
    folder, _, name = file.rpartition("/")
    return f"{folder}/test_{name}" if folder else f"test_{name}"


def test_names_are_plain() -> None:
    """No module or folder has a name that says nothing, such as utils."""
    bad = [file for file in list_sources() if set(re.split(r"[/_.]", file)) & BANNED_WORDS]
    assert not bad, f"names that say nothing: {bad}"


def test_modules_have_tests() -> None:
    """Every module has a test file of its name, or is on the list that says where it is tested."""
    modules = [file for file in list_sources() if not file.endswith(("__init__.py", "__main__.py"))]
    missing = [
        f"{file}: no tests/unit/{mirror_of(file)}"
        for file in modules
        if mirror_of(file) not in name_tests() and not file.startswith(tuple(TESTED_ELSEWHERE))
    ]
    assert not missing, "without a test:\n" + "\n".join(missing)


@pytest.mark.parametrize("start", TESTED_ELSEWHERE)
def test_exception_is_true(start: str) -> None:
    """Whatever is tested elsewhere exists, lacks a test of its own, and the other tests are there."""
    place, reason = TESTED_ELSEWHERE[start]
    meant = [file for file in list_sources() if file.startswith(start) and not file.endswith("__init__.py")]
    assert meant, f"{start} is gone: take it off the list"
    assert not all(mirror_of(file) in name_tests() for file in meant), f"{start} has tests of its own now"
    assert list((ROOT / "tests" / place).rglob("test_*.py")), f"no tests in tests/{place}: {reason}"


def test_packages_have_docstrings() -> None:
    """Every folder of Python files is a package that says in a sentence what it holds."""
    for folder in list_packages():
        file = (folder / "__init__.py").relative_to(PACKAGE).as_posix()
        assert file in list_sources(), f"{folder.name} has no __init__.py"
        assert ast.get_docstring(parse_source(file)), f"{file} has no docstring"


def test_library_is_data() -> None:
    """The library of services holds data only: no Python package, so no layer."""
    assert not list((PACKAGE / "library").rglob("*.py"))


@pytest.mark.parametrize("what", UNWANTED)
def test_nothing_unwanted(what: str) -> None:
    """No file of the repository mentions what only the writer's machine knows."""
    pattern = re.compile(UNWANTED[what])
    texts = [path for path in list_tracked() if path.suffix not in BINARY]
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in texts
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, f"{what}:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("an absolute path of a machine", "see /" + "home/ann/opmodels/x.py"),
        ("an absolute path of a machine", "open('/" + "root/data.csv')"),
        ("a Windows path of a user", "C:" + r"\Users\ann"),
        ("a package registry host", "https://py" + "pi.org/simple"),
        ("the writing of the text", "in an earlier coding " + "session"),
        ("a tool that wrote it", "written by a language " + "model"),
        ("an order to the writer", "as the brief" + " says"),
    ],
)
def test_unwanted_is_recognised(what: str, text: str) -> None:
    """The patterns find what they are for."""
    assert re.search(UNWANTED[what], text)


@pytest.mark.parametrize("text", ["https://example.org/work/2024", "~/work/x", "GP sessions", "a/root/b"])
def test_wanted_is_left_alone(text: str) -> None:
    """Addresses and the words of services are no machine paths and no history."""
    assert not any(re.search(pattern, text) for pattern in UNWANTED.values())


def test_versions_agree() -> None:
    """The citation file names the version of the package."""
    from opmodels.foundation.provenance import VERSION

    assert f"version: {VERSION}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_marker_for_types() -> None:
    """The package says that it is typed, and the project file that it is built from here."""
    assert (PACKAGE / "py.typed").exists()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["src/opmodels"]
