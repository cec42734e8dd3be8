"""The names that ``import opmodels`` gives, and that it costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import opmodels

NAMES = {
    "Appraisal", "Comparison", "InputError", "Matrix", "OpmodelsError", "Service", "__version__", "compare",
    "fill_matrix", "find_model", "list_models", "list_services", "page", "parse_service", "read", "run",
}  # fmt: skip


def test_public_names_are_these() -> None:
    """A public name neither goes nor comes unnoticed."""
    assert set(opmodels.__all__) == NAMES
    assert set(dir(opmodels)) == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_name_is_there(name: str) -> None:
    """Each public name can be had, and comes with an explanation unless it is the version."""
    found = getattr(opmodels, name)
    assert isinstance(found, str) if name == "__version__" else found.__doc__


def test_unknown_name_tells_the_nearest() -> None:
    """A misspelt name is refused like any other, with the nearest one."""
    with pytest.raises(AttributeError, match="nearest is 'compare'"):
        opmodels.comare  # noqa: B018


def test_no_name_hides_a_folder() -> None:
    """A public name never has the name of a folder of the package, which importing would put in its place."""
    folders = {"foundation", "describe", "simulate", "models", "appraise", "show", "library"}
    assert not folders & NAMES


def test_importing_loads_nothing() -> None:
    """Importing loads neither numpy nor pydantic; reading a service loads no numba and no pandas."""
    script = (
        "import sys, opmodels as om; light = {'numpy', 'pydantic', 'numba', 'pandas'} & set(sys.modules); "
        "om.read('gp-surgery'); heavy = {'numba', 'pandas', 'scipy.stats'} & set(sys.modules); "
        "print(light, heavy)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set() set()"
