"""Provenance: everything needed to run a result again, and nothing that time changes in its digest."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta
from importlib import metadata

import numpy as np
import pytest

from opmodels.foundation.digest import digest_tree
from opmodels.foundation.provenance import VERSION, Provenance, make_provenance

SERVICE = digest_tree({"service": "Elm Street surgery"})


def make(**changes: object) -> Provenance:
    """Return a provenance of a small run, with some of its parts changed."""
    parts = {
        "seed": 7,
        "service_digest": SERVICE,
        "settings": {"replications": 20},
        "command": "opmodels run",
    }
    return make_provenance(**{**parts, **changes})  # type: ignore[arg-type]


def test_records_what_was_asked() -> None:
    """Seed, digests, settings and command are kept as given."""
    made = make()
    assert (made.seed, made.service_digest, made.command) == (7, SERVICE, "opmodels run")
    assert made.settings == {"replications": 20}
    assert made.settings_digest == digest_tree({"replications": 20})


def test_records_the_machine() -> None:
    """Versions are those of this Python and of the packages that decide the numbers."""
    made = make()
    assert made.version == VERSION
    assert made.python == ".".join(map(str, sys.version_info[:3]))
    assert made.packages["numpy"] == np.__version__
    assert made.packages["scipy"] == metadata.version("scipy")
    assert set(made.packages) == {"numpy", "numba", "scipy"}


def test_package_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that this Python cannot have is recorded as missing, not as a failure."""
    monkeypatch.setattr("opmodels.foundation.provenance.DECIDING_PACKAGES", ("numpy", "no-such-package"))
    assert make().packages["no-such-package"] == "not installed"


def test_created_is_now_in_utc() -> None:
    """The time is UTC, written in ISO 8601 to the second."""
    created = datetime.fromisoformat(make().created)
    assert created.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - created) < timedelta(minutes=5)


def test_digest_leaves_out_created() -> None:
    """The same run made at another time has the same digest."""
    made = make()
    assert replace(made, created="2020-01-01T00:00:00+00:00").digest() == made.digest()


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 8},
        {"service_digest": digest_tree("another")},
        {"settings": {"replications": 21}},
        {"command": "opmodels compare"},
    ],
)
def test_digest_covers_the_rest(change: dict[str, object]) -> None:
    """A run that was asked for differently has another digest."""
    assert make(**change).digest() != make().digest()


@pytest.mark.parametrize("field", ["version", "python", "platform"])
def test_digest_covers_the_machine(field: str) -> None:
    """A run on another version or machine has another digest."""
    assert replace(make(), **{field: "another"}).digest() != make().digest()


def test_is_frozen() -> None:
    """A provenance cannot be changed after it was made."""
    with pytest.raises(FrozenInstanceError):
        make().seed = 8  # type: ignore[misc]


def test_later_changes_do_not_reach_it() -> None:
    """Neither the caller's settings nor the dictionary handed out can change what was recorded."""
    settings = {"futures": {"count": 3}}
    made = make(settings=settings)
    settings["futures"]["count"] = 4
    made.as_dict()["settings"]["futures"]["count"] = 5  # type: ignore[index]
    assert made.settings == {"futures": {"count": 3}}


def test_as_dict_goes_through_json() -> None:
    """The dictionary survives JSON and rebuilds an equal provenance."""
    made = make()
    assert Provenance(**json.loads(json.dumps(made.as_dict()))) == made


def test_refuses_settings_that_have_no_digest() -> None:
    """Settings of another type are refused, saying where."""
    with pytest.raises(TypeError, match="tree\\['seeds'\\] is a set"):
        make(settings={"seeds": {1, 2}})


def test_holds_no_name_of_user_or_machine() -> None:
    """A result may be shared: the platform says the kind of machine, not whose it is."""
    assert re.fullmatch(r"\w+ \w+", make().platform)


def test_making_one_imports_no_heavy_package() -> None:
    """Reading the versions does not import the packages themselves."""
    script = (
        "import sys; from opmodels.foundation.provenance import make_provenance as make;"
        "make(seed=1, service_digest='', settings={});"
        "print([name for name in ('numpy', 'numba', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
