"""The work behind the commands: running, comparing, and making a result again."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from opmodels.appraise import again
from opmodels.appraise.alone import run
from opmodels.appraise.appraisal import Appraisal
from opmodels.appraise.compare import compare
from opmodels.appraise.comparison import Comparison
from opmodels.describe.service import Service
from opmodels.describe.yaml_lines import write_yaml
from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list
from opmodels.models.catalogue import find_model, shipped_models
from opmodels.models.evidence import FOLDER, find_evidence_files, without_user_folder
from opmodels.models.recipe import SUFFIX, Recipe
from opmodels.models.stack import Stack
from opmodels.show.saved import make_plain
from opmodels.simulate.replicate import Progress

RECIPES, EVIDENCE = "recipes", "evidence"
SECTIONS = ("groups", "steps", "pools", "system", "money", "outcomes")
Settings = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Asked:
    """What is asked of a run or a comparison.

    Parameters
    ----------
    seed, replications, workers
        As the commands have them.
    warm_weeks
        Weeks of warm-up, where they are known.
    command
        What was typed.
    """

    seed: int = 1
    replications: int | None = None
    workers: int | None = None
    warm_weeks: int | None = None
    command: str = ""


def run_service(service: Service, asked: Asked, progress: Progress | None = None) -> Appraisal:
    """Run a service as it is.

    Raises
    ------
    Interrupted
        When the user stops it.
    """
    return run(
        service, seed=asked.seed, replications=asked.replications, warm_weeks=asked.warm_weeks,
        workers=asked.workers, progress=progress, command=asked.command,
    )  # fmt: skip


def compare_models(
    service: Service, models: Sequence[str], asked: Asked, settings: Settings | None = None,
    drop_one: bool = False, progress: Progress | None = None,
) -> Comparison:  # fmt: skip
    """Compare models on a service.

    Raises
    ------
    InputError
        When a model, or one that settings are given for, is unknown.
    Interrupted
        When the user stops it.
    """
    check_settings(models, settings or {})
    return compare(
        service, models, seed=asked.seed, replications=asked.replications, warm_weeks=asked.warm_weeks,
        workers=asked.workers, progress=progress, settings=settings or {}, drop_one=drop_one,
        command=asked.command,
    )  # fmt: skip


def check_settings(models: Sequence[str], settings: Settings) -> None:
    """Check that settings are given for models that are compared.

    Raises
    ------
    InputError
        When one is not among them.
    """
    names = list(dict.fromkeys([*models, *(find_model(one).name for one in models)]))
    for name in settings:
        if name not in names:
            raise InputError(
                Problem(
                    "--set",
                    f"a setting of '{name}'",
                    f"a model that is compared: {name_list(names)}",
                    find_nearest(name, names),
                )
            )


def run_tree(appraisal: Appraisal) -> dict[str, Any]:
    """Return a run as ``--json`` prints it."""
    return complete(make_plain(appraisal.as_json()))


def complete(run: dict[str, Any]) -> dict[str, Any]:
    """Return a run with every section that programs rely on, empty where nothing is left to measure."""
    return {**run, **{section: run.get(section, {}) for section in SECTIONS}}


def compare_tree(comparison: Comparison, models: Iterable[str]) -> dict[str, Any]:
    """Return a comparison as ``--json`` prints it, with recipes and evidence that are the user's own."""
    tree: dict[str, Any] = make_plain(comparison.as_json())
    tree["as_is"] = complete(tree["as_is"])
    for model in tree["models"].values():
        model["result"] = complete(model["result"])
    for kind, own in ((RECIPES, read_recipes(models)), (EVIDENCE, read_evidence())):
        if own:
            tree["provenance"]["settings"][kind] = own
    return tree


def read_recipes(models: Iterable[str]) -> dict[str, str]:
    """Return the text of each recipe that does not ship with opmodels, by the name of its file."""
    found: dict[str, str] = {}
    for asked in models:
        model = find_model(asked)
        for part in model.parts if isinstance(model, Stack) else (model,):
            if isinstance(part, Recipe) and part.name not in shipped_models():
                name = asked.strip() if asked.strip().endswith(SUFFIX) else f"{part.name}{SUFFIX}"
                found[name] = write_yaml(part.document.tree if part.document else {})
    return found


def read_evidence() -> dict[str, str]:
    """Return the text of each of the user's evidence files by its name; numbered where two have the same."""
    found: dict[str, str] = {}
    for file in find_evidence_files():
        name = file.name if file.name not in found else f"{len(found)}-{file.name}"
        found[name] = file.read_text(encoding="utf-8")
    return found


def make_again(
    result: Mapping[str, Any], progress: Progress | None = None, workers: int | None = None
) -> dict[str, Any]:
    """Make a saved result again, from what its provenance says.

    Raises
    ------
    InputError
        When the description in it no longer fits, or a model is gone.
    Interrupted
        When the user stops it.
    """
    told = result["provenance"]
    with tempfile.TemporaryDirectory() as folder, chdir(folder), without_user_folder():
        _write_files(told["settings"].get(RECIPES, {}), Path(folder))
        _write_files(told["settings"].get(EVIDENCE, {}), Path(folder, FOLDER))
        made = again.make_again(told, workers=workers, progress=progress)
        if isinstance(made, Appraisal):
            return run_tree(made)
        return compare_tree(made, told["settings"]["models"])


def _write_files(files: Mapping[str, str], folder: Path) -> None:
    """Write saved files where they are looked for; names that lead out of the folder are left out."""
    for name, text in files.items():
        parts = PurePosixPath(name.replace("\\", "/"))
        if not parts.is_absolute() and ".." not in parts.parts:
            (folder / parts).parent.mkdir(parents=True, exist_ok=True)
            (folder / parts).write_text(text, encoding="utf-8")


def as_saved(tree: Mapping[str, Any]) -> Any:
    """Return a result as it reads back from a file."""
    return json.loads(json.dumps(make_plain(tree)))
