"""Imports run one way, stay light where speed is felt, and name only what the package installs."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest

from tests.completeness.source_tree import ROOT, list_sources, parse_source

HEAVY = ("numba", "scipy.stats", "pandas")

# The kernel, and the module that tells numba where to keep what it compiled.
MAY_IMPORT_NUMBA = ("simulate/kernel/", "simulate/compile_cache.py")

# Imported under their own name, but documented and installed as a part of another package.
CARRIED_BY = {"pydantic_core": "pydantic", "llvmlite": "numba"}


def list_loaded(statement: str) -> set[str]:
    """Return the modules that a fresh Python has loaded after a statement."""
    script = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def imported_names(node: ast.AST) -> list[str]:
    """Return the modules that an import statement names, in full."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []


def list_imports() -> Iterator[tuple[str, str]]:
    """Return each source file with each module that it imports, also inside functions."""
    for file in list_sources():
        for node in ast.walk(parse_source(file)):
            yield from ((file, name) for name in imported_names(node))


def list_declared() -> set[str]:
    """Return the core dependencies of the project, spelt the way package records are compared."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = (re.match(r"[\w.-]+", line) for line in project["dependencies"])
    return {fold_name(match[0]) for match in names if match}


def fold_name(name: str) -> str:
    """Return a distribution's name in small letters with hyphens."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_describe_is_light() -> None:
    """Reading and checking a service needs neither numba, nor scipy.stats, nor pandas."""
    loaded = list_loaded("import opmodels.describe")
    assert "opmodels.describe" in loaded
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize(
    "name", [file for file in list_sources() if file.startswith(("foundation/", "describe/"))]
)
def test_no_heavy_import_at_module_level(name: str) -> None:
    """No module below the kernel imports a heavy package when it is itself imported."""
    body = [imported for node in parse_source(name).body for imported in imported_names(node)]
    heavy = [word for word in body if word.startswith(HEAVY)]
    assert not heavy, f"{name} imports {heavy} when it is imported"


def test_only_the_kernel_imports_numba() -> None:
    """Numba is imported in simulate/kernel and where its cache is keyed to that folder, nowhere else."""
    outside = [
        file
        for file, name in list_imports()
        if name.split(".")[0] == "numba" and not file.startswith(MAY_IMPORT_NUMBA)
    ]
    assert not outside, f"these import numba: {outside}"


def test_kernel_is_compiled_under_its_key() -> None:
    """Importing the kernel imports every module that compiles, while its cache folder is set."""
    compiling = {
        file.removesuffix(".py").replace("/", ".")
        for file, name in list_imports()
        if file.startswith("simulate/kernel/") and name == "opmodels.simulate.kernel.compiled"
    }
    loaded = {name.removeprefix("opmodels.") for name in list_loaded("import opmodels.simulate.kernel")}
    late = sorted(compiling - loaded)
    assert not late, f"name these in MODULES of simulate/kernel/__init__.py: {late}"


def test_imports_are_absolute_and_pass_the_root_by() -> None:
    """Nobody inside imports the package root or by dots."""
    by_dots = [
        file
        for file in list_sources()
        for node in ast.walk(parse_source(file))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    by_root = [file for file, name in list_imports() if name == "opmodels"]
    assert not by_dots + by_root, f"import from the module itself: {sorted({*by_dots, *by_root})}"


def test_imported_packages_are_declared() -> None:
    """Whatever the source imports comes with Python or is a core dependency of the project."""
    homes = packages_distributions()
    named = {name.split(".")[0] for _, name in list_imports()} - set(sys.stdlib_module_names) - {"opmodels"}
    outside = {CARRIED_BY.get(name, name) for name in named}
    missing = {
        name for name in outside if not {fold_name(home) for home in homes.get(name, [])} & list_declared()
    }
    assert not missing, f"imported but not among the dependencies: {sorted(missing)}"


def test_contracts_hold() -> None:
    """The contracts on who may import whom are kept."""
    pytest.importorskip("importlinter", reason="import-linter is not installed: pip install '.[dev]'")
    command = "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"
    done = subprocess.run(
        [sys.executable, "-c", command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "110"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
