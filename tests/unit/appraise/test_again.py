"""Results made again."""

from __future__ import annotations

import json

import pytest

from opmodels.appraise.again import make_again
from opmodels.appraise.alone import run
from opmodels.appraise.appraisal import Appraisal, appraise
from opmodels.appraise.compare import compare
from opmodels.appraise.comparison import Comparison
from opmodels.appraise.winners import Material
from opmodels.describe.read import parse_service
from opmodels.foundation.errors import InputError
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.replicate import replicate
from tests import services

TEXT = services.mmc(run="1 week").replace("hours: always}", "hours: always, cost: £15 per hour}")
SERVICE = parse_service(TEXT)


def test_comparison_is_the_same_again() -> None:
    """From nothing but its JSON a comparison is made again, digest and all, with settings and misfits."""
    first = compare(
        SERVICE, ["trim", "keep+trim(cut=60 %)", "call_back_first"], seed=8, replications=3,
        settings={"trim": {"cut": "40 %"}}, material=Material(1.0, 0.2, 0.1),
    )  # fmt: skip
    again = make_again(json.loads(json.dumps(first.as_json()))["provenance"], workers=1)
    assert isinstance(again, Comparison)
    assert again.result_digest == first.result_digest
    assert set(again.models) == set(first.models) and set(again.does_not_fit) == {"call_back_first"}
    assert again.provenance.digest() == first.provenance.digest()


def test_run_is_the_same_again() -> None:
    """A run whose replications were settled by precision settles them the same way."""
    first = run(SERVICE, seed=4, precision=0.2)
    again = make_again(json.loads(json.dumps(first.as_json()))["provenance"])
    assert isinstance(again, Appraisal)
    one, other = (x.as_json() for x in (first, again))
    one["provenance"].pop("created"), other["provenance"].pop("created")
    assert one == other


@pytest.mark.parametrize("missing", ["verb", "service", "asked", "warm_up_weeks", "replications"])
def test_what_is_missing_is_told(missing: str) -> None:
    """Provenance from elsewhere is refused, with what it lacks."""
    told = run(SERVICE, replications=1).provenance.as_dict()
    del told["settings"][missing]  # type: ignore[attr-defined]
    with pytest.raises(InputError, match=missing):
        make_again(told)


def test_runs_that_were_appraised_are_the_same_again() -> None:
    """Replications that somebody made and had appraised are made again, settings and all."""
    first = appraise(SERVICE, replicate(compile_service(SERVICE), seed=2, count=3))
    again = make_again(first.provenance.as_dict())
    assert again.provenance.settings_digest == first.provenance.settings_digest
    assert json.dumps(again.as_json()["steps"]) == json.dumps(first.as_json()["steps"])


def test_replications_are_not_settled_anew() -> None:
    """As many are run as there were, whatever precision would ask for today; why is told as it was."""
    told = run(SERVICE, seed=4, precision=0.2).provenance.as_dict()
    told["settings"]["replications"] = 13  # type: ignore[index]
    again = make_again(told)
    assert again.replications == 13 and again.provenance.settings["asked"] == told["settings"]["asked"]  # type: ignore[index]
