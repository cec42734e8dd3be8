"""The folder of compiled code: its name follows the sources, and it is ours alone."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from opmodels.simulate.compile_cache import (
    CACHE_VARIABLE,
    KERNEL_FOLDER,
    SHARED_FILES,
    find_cache_base,
    hash_sources,
    keyed_cache,
    make_cache_folder,
)


def module_of(file: Path) -> str:
    """Return the dotted name of a module of the package."""
    package = KERNEL_FOLDER.parents[1]
    return ".".join(["opmodels", *file.relative_to(package).with_suffix("").parts])


def imported_modules(file: Path) -> set[str]:
    """Return the modules of opmodels that a file imports, as they may be files."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            named = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {one for one in named if is_module(one)} or {node.module}
    return {name for name in found if name.startswith("opmodels")}


def is_module(name: str) -> bool:
    """Say whether a dotted name is a file of the package."""
    return (KERNEL_FOLDER.parents[2] / Path(*name.split("."))).with_suffix(".py").is_file()


def test_every_source_of_the_kernel_is_hashed() -> None:
    """What a module of the kernel imports from the package is part of the key, or its code would go stale."""
    hashed = {module_of(file) for file in [*KERNEL_FOLDER.glob("*.py"), *SHARED_FILES]}
    hashed.add("opmodels.simulate.compile_cache")  # decides where, not what
    for file in [*KERNEL_FOLDER.glob("*.py"), *SHARED_FILES]:
        unknown = imported_modules(file) - hashed
        assert not unknown, f"{file.name} imports {unknown}: add it to compile_cache.SHARED_FILES"


def test_hash_follows_the_sources(tmp_path: Path) -> None:
    """The hash changes with the text of any file, with a new file and with a new name, and not otherwise."""
    (tmp_path / "a.py").write_text("x = 1\n")
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "codes.py").write_text("y = 1\n")
    seen = [hash_sources(tmp_path, (shared / "codes.py",))]
    (tmp_path / "a.py").write_text("x = 2\n")
    seen.append(hash_sources(tmp_path, (shared / "codes.py",)))
    (shared / "codes.py").write_text("y = 2\n")
    seen.append(hash_sources(tmp_path, (shared / "codes.py",)))
    (tmp_path / "b.py").write_text("")
    seen.append(hash_sources(tmp_path, (shared / "codes.py",)))
    (tmp_path / "b.py").rename(tmp_path / "c.py")
    seen.append(hash_sources(tmp_path, (shared / "codes.py",)))
    assert len(set(seen)) == 5
    (tmp_path / "notes.txt").write_text("not a source")
    assert hash_sources(tmp_path, (shared / "codes.py",)) == seen[-1]
    assert hash_sources() == hash_sources()


def test_variable_names_the_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable of the environment wins over the user's cache folder."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "here"))
    assert find_cache_base() == tmp_path / "here"
    assert make_cache_folder("kernel-1") == tmp_path / "here" / "kernel-1"
    assert (tmp_path / "here" / "kernel-1").is_dir()
    monkeypatch.delenv(CACHE_VARIABLE)
    assert find_cache_base().name == "opmodels"


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the cache's base a place that cannot be written, and return the temporary folder."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "below"))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return temporary


def test_closed_place_gives_way(closed: Path) -> None:
    """Where the base cannot be written, a temporary folder of the user's own is used, the same each time."""
    folder = make_cache_folder("kernel-1")
    assert folder.is_relative_to(closed)
    assert make_cache_folder("kernel-1") == folder
    assert folder.parent.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="this system has no user numbers")
@pytest.mark.parametrize("how", ["open", "link", "foreign"])
def test_folder_that_others_could_fill_is_not_used(
    closed: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A temporary folder open to others, a link, or another user's is passed by: what is cached is run."""
    usual = make_cache_folder("kernel-1").parent
    if how == "open":
        usual.chmod(0o777)
    elif how == "link":
        usual.rename(closed / "elsewhere")
        usual.symlink_to(closed / "elsewhere")
    else:
        other = usual.stat().st_uid + 1
        monkeypatch.setattr(os, "getuid", lambda: other)
        usual = usual.rename(closed / f"opmodels-{other}")
    folder = make_cache_folder("kernel-1")
    assert folder.is_relative_to(closed)
    assert not folder.resolve().is_relative_to(usual.resolve())
    assert folder.stat().st_mode & 0o077 == 0


def test_setting_is_restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numba's own setting is what it was, also after an error inside."""
    import numba

    config: Any = numba.config
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    before = config.CACHE_DIR
    with pytest.raises(RuntimeError, match="inside"), keyed_cache() as folder:
        assert str(folder) == config.CACHE_DIR
        raise RuntimeError("inside")
    assert before == config.CACHE_DIR


RUN = """
import sys
from pathlib import Path
from typing import Any
from opmodels.simulate.compile_cache import keyed_cache
folder = Path(sys.argv[1])
sys.path.insert(0, str(folder))
with keyed_cache(folder, ()):
    import outer
print(outer.g(20), sum(outer.g.stats.cache_hits.values()))
"""
OUTER = """
from numba import njit
from inner import f
@njit(cache=True)
def g(x):
    return f(x)
"""
INNER = """
from numba import njit
@njit(cache=True)
def f(x):
    return {} * x
"""


def test_edits_are_seen_and_repeats_are_not_compiled(tmp_path: Path) -> None:
    """After an edit of a file that another calls, the new answer is given; without one, the cached code."""
    source, environment = tmp_path / "source", {**os.environ, CACHE_VARIABLE: str(tmp_path / "cache")}
    source.mkdir()
    (source / "outer.py").write_text(OUTER)

    def run(factor: int) -> str:
        (source / "inner.py").write_text(INNER.format(factor))
        command = [sys.executable, "-c", RUN, str(source)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()

    assert [run(1), run(3), run(3)] == ["20 0", "60 0", "60 1"]
