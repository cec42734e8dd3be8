"""One step more than the library service has: work that follows another step, as in a back office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from opmodels.describe.paths import Path
from opmodels.describe.workbook_borrowed import Entry
from opmodels.foundation.errors import Problem, find_nearest, name_list

FURTHER = "further"
"""The section of its rows, which stand at the end of the sheet Steps."""
HEADING = "one more step"
ROWS: Mapping[str, tuple[str, str]] = {
    "name": (
        "What it is called, e.g. book job, when work follows a step, as in a back office. Left empty:"
        " there is none.",
        "",
    ),
    "after": ("The step after which it comes, e.g. phone.", ""),
    "share": ("Share of those who are done there that go on to it; all of them unless said.", "%"),
    "serve": ("The pool that does the work, or several; it may be one that you have added.", ""),
    "mean": ("How long it takes on average.", "min"),
    "cv": ("How much that differs from case to case: standard deviation over average; 0.8 unless said.", ""),
}
"""By key: what a row means, and what a bare number is in it."""
NEEDED = ("name", "after", "serve", "mean")
USUAL_CV = "0.8"
REST = "rest"


@dataclass(frozen=True)
class Widened:
    """A description with one more step, and what was filled in, without the rows of that step.

    Parameters
    ----------
    tree, entries
        As they are from then on.
    cells
        By path in the new step: the key of the row that says it.
    problems
        What is wrong with its rows.
    """

    tree: dict[str, Any]
    entries: list[Entry]
    cells: Mapping[Path, str]
    problems: list[Problem]


def add_step(tree: dict[str, Any], entries: Iterable[Entry]) -> Widened:
    """Return the description with the step of the rows for one more, if they are filled in."""
    told = {str(entry.path[1]): entry for entry in entries if entry.path[0] == FURTHER}
    rest = [entry for entry in entries if entry.path[0] != FURTHER]
    if not told:
        return Widened(tree, rest, {}, [])
    problem = _find_problem(tree, told)
    if problem is not None:
        return Widened(tree, rest, {}, [problem])
    name, after = "_".join(told["name"].text.split()), told["after"].text
    onward, target = _lead_on(tree["steps"][after]["then"], name, told.get("share"))
    cv = told["cv"].text if "cv" in told else USUAL_CV
    step = {
        "serve": [part.strip() for part in told["serve"].text.split(";")],
        "takes": {"lognormal": {"mean": told["mean"].text, "cv": cv}},
        "then": target,
    }
    steps = {**tree["steps"], after: {**tree["steps"][after], "then": onward}, name: step}
    at = ("steps", name)
    places: dict[Path, str] = {
        at: "name", (*at, "serve"): "serve", (*at, "takes", "lognormal", "mean"): "mean",
        (*at, "takes", "lognormal", "cv"): "cv", ("steps", after, "then", name): "share",
    }  # fmt: skip
    cells = {path: key for path, key in places.items() if key in told}
    given = [replace(told[key], path=path) for path, key in cells.items() if key in ("mean", "cv")]
    return Widened({**tree, "steps": steps}, [*rest, *given], cells, [])


def _find_problem(tree: Mapping[str, Any], told: Mapping[str, Entry]) -> Problem | None:
    lacks = [key for key in NEEDED if key not in told]
    first = next(iter(told.values()))
    if lacks:
        found, step = f"one more step without {name_list(lacks)}", "write it, or empty the rows of this step"
        return Problem(first.where, found, f"its {name_list(NEEDED)}", None, step)
    name, after = told["name"], told["after"]
    if "_".join(name.text.split()) in {*tree["steps"], *tree["ends"]}:
        found = f"the name '{name.text}', which a step or an end has already"
        return Problem(name.where, found, "a name of its own", None, "write another name")
    known = [step for step, node in tree["steps"].items() if _find_rest(node.get("then")) is not None]
    if after.text not in known:
        near = find_nearest(after.text, known)
        return Problem(after.where, f"'{after.text}'", f"a step that leads on: {name_list(known)}", near)
    return None


def _find_rest(then: Any) -> str | None:
    """Return where those go from a step who go nowhere else; None where that cannot be told."""
    if isinstance(then, str):
        return then
    return next((str(place) for place, share in (then or {}).items() if share == REST), None)


def _lead_on(then: Any, name: str, share: Entry | None) -> tuple[Any, str]:
    """Return the ways on from the step before, with the new one, and where the new one leads."""
    target = _find_rest(then) or ""
    ways = {then: REST} if isinstance(then, str) else dict(then)
    if share is not None:
        return {name: share.text, **ways}, target
    return {name if place == target else place: part for place, part in ways.items()}, target
