"""Makes a result again from its provenance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opmodels.appraise.alone import run
from opmodels.appraise.appraisal import Appraisal
from opmodels.appraise.compare import compare
from opmodels.appraise.comparison import Comparison
from opmodels.appraise.winners import Material
from opmodels.describe.read import parse_tree
from opmodels.foundation.errors import InputError, Problem
from opmodels.simulate.replicate import Progress


def make_again(
    provenance: Mapping[str, Any], *, workers: int | None = None, progress: Progress | None = None
) -> Appraisal | Comparison:
    """Run again what a result says it was made from.

    Parameters
    ----------
    provenance
        As `as_json` wrote it.
    workers
        How many replications run at the same time.
    progress
        Called with the runs done and, where it is known, planned.

    Raises
    ------
    InputError
        When the service or a model in it cannot be read any more, or something is missing.
    """
    settings = provenance.get("settings", {})
    missing = [
        key for key in ("verb", "service", "asked", "warm_up_weeks", "replications") if key not in settings
    ]
    if missing or "seed" not in provenance:
        found = f"provenance without {missing[0] if missing else 'seed'}"
        raise InputError(Problem("the result", found, "a result of opmodels run or compare"))
    service = parse_tree(settings["service"], "the service in the result")
    options: dict[str, Any] = {
        **settings["asked"],
        "seed": provenance["seed"],
        # Whether there are enough is not asked again: another machine's last digit could turn the answer.
        "replay": int(settings["replications"]),
        "warm_weeks": settings["warm_up_weeks"],
        "workers": workers,
        "progress": progress,
        "command": str(provenance.get("command", "")),
    }
    if settings["verb"] == "run":
        return run(service, **options)
    names = list(settings["models"])
    return compare(
        service, names, settings=settings["settings"], drop_one=settings["drop_one"],
        material=_read_material(settings["material"]), **options,
    )  # fmt: skip


def _read_material(told: Mapping[str, Any]) -> Material:
    return Material(told["minutes"], told["share_of_mean"], told["met"])
