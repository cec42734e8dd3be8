"""``opmodels models``: the operating models with their cards."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from opmodels.foundation.errors import DoesNotFit, Problem, name_list
from opmodels.show.cli.options import FILE_HELP, Json, complete_models, complete_service
from opmodels.show.cli.outcome import print_json

if TYPE_CHECKING:
    from opmodels.describe.service import Service
    from opmodels.models.base import OperatingModel

EXAMPLE = "Example: opmodels models call_back_first"
TOLD = (
    "idea",
    "home",
    "mechanism",
    "worked",
    "failed",
    "breaks",
    "left_out",
    "needs_first",
    "evidence_level",
)
"""What a card says in words, the evidence and staff aside."""
Name = Annotated[
    str | None,
    typer.Argument(
        metavar="MODEL", help="One of them, to read its card in full.", autocompletion=complete_models
    ),
]
For = Annotated[
    str | None,
    typer.Option(
        "--for", metavar="FILE", help=f"Say what holds there. {FILE_HELP}", autocompletion=complete_service
    ),
]


def models(name: Name = None, on: For = None, json: Json = False) -> None:
    """List the operating models, or show one with its evidence, adverse first."""
    from opmodels.models.catalogue import find_model, list_models

    chosen = [find_model(name)] if name else list(list_models().values())
    trees = [make_tree(model, on) for model in chosen]
    if json:
        print_json({"models": {tree.pop("name"): tree for tree in trees}})
    elif name:
        sys.stdout.write("\n".join(_write_card(trees[0])) + "\n")
    else:
        sys.stdout.write("\n".join(line for tree in trees for line in _write_short(tree)) + "\n")


def make_tree(model: OperatingModel, on: str | None = None) -> dict[str, Any]:
    """Return a model with its card, settings and, for a service, what it relies on there.

    Raises
    ------
    InputError
        When the service cannot be read.
    """
    card = model.card
    tree: dict[str, Any] = {
        "name": model.name,
        "source": model.source,
        **{key: getattr(card, key) for key in TOLD},
        "staff": {
            "roles": {role: str(effect) for role, effect in card.staff.roles.items()},
            "consult": card.staff.consult,
            "transfer": card.staff.transfer,
        },
        "grade": card.grade,
        "adverse": card.is_adverse,
        "evidence": [finding.model_dump() for finding in card.findings],
        "relies_on": [dict(line) for line in card.relies_on],
        "settings": {key: dict(setting) for key, setting in model.settings.values.items()},
    }
    if on:
        from opmodels.describe.read import read

        service = read(on)
        tree["fit"] = [vars(fit) for fit in model.judge(service)]
        tree["cannot_be_made"] = [problem.as_dict() for problem in _find_trouble(model, service)]
    return tree


def _find_trouble(model: OperatingModel, service: Service) -> tuple[Problem, ...]:
    """Return why the changes of a model cannot be made to a service; nothing where they can."""
    try:
        model.plan(service)
    except DoesNotFit as error:
        return error.problems
    return ()


def _write_short(tree: dict[str, Any]) -> list[str]:
    adverse = ", partly adverse" if tree["adverse"] else ""
    evidence = f"evidence {tree['grade']}{adverse}" if tree["grade"] else "no graded evidence"
    return [
        f"{tree['name']}: {tree['idea']}",
        f"  from {tree['home']}; {evidence}; level {tree['evidence_level']} of 5",
        "",
    ]


def _write_card(tree: dict[str, Any]) -> list[str]:
    from opmodels.show.words import fold

    lines = [tree["name"].upper(), *fold(tree["idea"]), "", f"Home: {tree['home']}"]
    lines += fold(f"Why it should work: {tree['mechanism']}")
    lines += ["", "Evidence, adverse first"]
    lines += [line for finding in tree["evidence"] for line in fold(_write_finding(finding), "  - ")] or [
        "  none is on the card"
    ]
    lines += [f"  with figures: opmodels evidence {tree['name']}"] if tree["evidence"] else []
    sections = (
        ("failed", "Where it failed"), ("worked", "Where it worked"), ("breaks", "What would break it"),
        ("left_out", "Who may be left out"), ("needs_first", "What it needs first"),
    )  # fmt: skip
    for key, title in sections:
        if tree[key]:
            lines += ["", title, *(line for item in tree[key] for line in fold(item, "  - "))]
    lines += _write_staff(tree["staff"]) + _write_settings(tree["settings"]) + _write_fit(tree.get("fit"))
    return lines + _write_trouble(tree.get("cannot_be_made"))


def _write_finding(finding: dict[str, Any]) -> str:
    marks = [f"grade {finding['grade']}", *(["adverse"] if finding["adverse"] == "yes" else [])]
    marks += [] if finding["verified"] == "yes" else ["not verified"]
    return f"{finding['finding']} ({finding['source']}, {finding['year']}; {', '.join(marks)})"


def _write_staff(staff: dict[str, Any]) -> list[str]:
    from opmodels.show.words import fold

    told = [line for role, effect in staff["roles"].items() for line in fold(f"{role}: {effect}", "  - ")]
    consult = (
        "  Staff must be consulted." if staff["consult"] == "yes" else "  No formal consultation is needed."
    )
    return ["", "What it does to staff", *told, consult]


def _write_settings(settings: dict[str, Any]) -> list[str]:
    lines = ["", "Settings"] if settings else []
    for name, setting in settings.items():
        span = f" ({setting['range'][0]} to {setting['range'][1]})" if setting["range"] else ""
        span = f" ({name_list(list(setting['words']), 12)})" if setting["words"] else span
        note = f": {setting['note']}" if setting["note"] else ""
        lines.append(f"  {name} = {setting['value']}{span}{note}")
    return lines


def _write_fit(fit: list[dict[str, Any]] | None) -> list[str]:
    from opmodels.show.words import fold

    if not fit:
        return []
    told = [line for one in fit for line in fold(f"{one['state']}: {one['relies_on']}, {one['why']}", "  - ")]
    return ["", "What it relies on, here", *told]


def _write_trouble(trouble: list[dict[str, Any]] | None) -> list[str]:
    from opmodels.show.findings import tell_misfit
    from opmodels.show.words import fold

    if trouble is None:
        return []
    told = [line for one in trouble for line in fold(tell_misfit(Problem(**one)), "  - ")]
    return ["", "Its changes cannot be made here", *told] if told else ["", "Its changes can be made here."]
