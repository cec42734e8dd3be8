"""The operating models there are, and how to ask for one: ``trim(cut=10 %)``, ``trim+call_back_first``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list
from opmodels.models.base import OperatingModel
from opmodels.models.evidence import find_evidence_files, read_register, shipped_register
from opmodels.models.from_evidence import bring_up_to_date
from opmodels.models.keep import KEEP
from opmodels.models.match_groups import MATCH_GROUPS
from opmodels.models.no_frills import NO_FRILLS
from opmodels.models.opt_out import OPT_OUT
from opmodels.models.pool_services import POOL_SERVICES
from opmodels.models.prevent import PREVENT
from opmodels.models.recipe import SUFFIX, parse_recipe, read_recipe
from opmodels.models.self_manage import SELF_MANAGE
from opmodels.models.share_platform import SHARE_PLATFORM
from opmodels.models.shift_peaks import SHIFT_PEAKS
from opmodels.models.stack import stack_models
from opmodels.models.trim import TRIM
from opmodels.models.withdraw import WITHDRAW

BUILT_IN: tuple[OperatingModel, ...] = (
    KEEP, TRIM, WITHDRAW, OPT_OUT, SHIFT_PEAKS, MATCH_GROUPS, SELF_MANAGE, NO_FRILLS, SHARE_PLATFORM,
    POOL_SERVICES, PREVENT,
)  # fmt: skip
"""The models that are written in Python."""

COMPARATORS = ("keep", "trim", "withdraw")
"""The models that every other is compared with."""

_ASKED = re.compile(r"\s*([A-Za-z][\w.-]*)\s*(?:\((.*)\))?\s*", re.DOTALL)
_NEXT_SETTING = re.compile(r",\s*(?=[A-Za-z_]\w*\s*=)")


@cache
def _library_recipes() -> tuple[OperatingModel, ...]:
    folder = resources.files("opmodels") / "library" / "models"
    if not folder.is_dir():
        return ()
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(SUFFIX)), key=lambda file: file.name
    )
    return tuple(parse_recipe(file.read_text("utf-8"), file.name, shipped_register) for file in files)


def user_folder() -> Path:
    """Return the folder in which a user keeps recipes for every project."""
    from platformdirs import user_data_path

    return user_data_path("opmodels") / "models"


def find_recipe_files(folder: Path | None = None) -> Iterator[Path]:
    """Yield the recipe files of a folder, the working one unless said, then those of the user's folder."""
    for place in (folder or Path.cwd(), user_folder()):
        if place.is_dir():
            yield from sorted(file for file in place.glob(f"*{SUFFIX}") if file.is_file())


def list_models(folder: Path | None = None) -> dict[str, OperatingModel]:
    """Return every operating model by name: the package's, then recipes of the user and the working folder.

    Raises
    ------
    InputError
        When a recipe cannot be read, or has the name of a model that there is.
    """
    models = {name: _bring_up_to_date(model, folder) for name, model in shipped_models().items()}
    for file in reversed(list(find_recipe_files(folder))):
        recipe = read_recipe(file)
        if recipe.name in shipped_models():
            found = f"a recipe for '{recipe.name}', which opmodels has already"
            raise InputError(
                Problem(str(file), found, "a name of its own", next="change 'model:' in the recipe")
            )
        models[recipe.name] = recipe
    return models


def shipped_models() -> dict[str, OperatingModel]:
    """Return the operating models of the package, by name."""
    return {model.name: model for model in (*BUILT_IN, *_library_recipes())}


def find_model(text: str, folder: Path | None = None) -> OperatingModel:
    """Return the operating model that is asked for.

    Parameters
    ----------
    text
        A name, with settings in brackets where they are not the defaults, and ``+`` between models that go
        on top of one another: ``trim(cut=10 %)+call_back_first``; or the path of a recipe file.
    folder
        Where recipes are looked for besides the package; the working folder unless said.

    Raises
    ------
    InputError
        When there is no such model or setting; it names the nearest.
    """
    parts = [_find_one(part, text, folder) for part in _split_stack(text)]
    try:
        return stack_models(parts)
    except ValueError as error:
        raise InputError(Problem(f"model '{text}'", str(error), "models that differ, joined by +")) from None


def _split_stack(text: str) -> list[str]:
    """Split at each ``+`` that is outside brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "+" and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _find_one(part: str, text: str, folder: Path | None) -> OperatingModel:
    if part.strip().endswith(SUFFIX):
        return read_recipe(Path(part.strip()))
    asked = _ASKED.fullmatch(part)
    where = f"model '{text}'"
    if not asked:
        raise InputError(Problem(where, f"'{part}'", "a name, e.g. trim, or trim(cut=10 %)"))
    name = asked[1].replace("-", "_")
    models = shipped_models()
    if name not in models:
        models = list_models(folder)
    if name not in models:
        step = "opmodels models lists them with their cards"
        raise InputError(
            Problem(
                where,
                f"'{asked[1]}'",
                f"one of {name_list(list(models), 20)}",
                find_nearest(name, models),
                step,
            )
        )
    model = _bring_up_to_date(models[name], folder)
    return model.with_settings(_read_settings(asked[2], where)) if asked[2] else model


def _bring_up_to_date(model: OperatingModel, folder: Path | None) -> OperatingModel:
    """Return a model with its defaults as the evidence stands, with what the user has added to it."""
    is_asked = any(setting.from_evidence for setting in model.settings.values.values())
    if not is_asked or not find_evidence_files(folder):
        return model
    return replace(model, settings=bring_up_to_date(model.settings, read_register(folder)))


def _read_settings(text: str, where: str) -> Mapping[str, str]:
    pairs = [pair.partition("=") for pair in _NEXT_SETTING.split(text.strip())]
    if not all(sign for _, sign, _ in pairs):
        raise InputError(
            Problem(where, f"'{text}' in brackets", "settings, e.g. cut=10 %, redundancy=4 weeks")
        )
    return {name.strip(): value.strip() for name, _, value in pairs}
