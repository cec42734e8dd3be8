"""``opmodels evidence``: what is known of the models, what is contested, what nobody has measured."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list
from opmodels.show.cli.options import Force, Json, check_free
from opmodels.show.cli.outcome import print_json

if TYPE_CHECKING:
    from opmodels.models.evidence import Register
    from opmodels.models.finding import Entry
    from opmodels.models.weighed import Weighed

EXAMPLE = 'Example: opmodels evidence --measure "falls rate ratio"'


def complete_model(start: str) -> Iterator[str]:
    """Yield the models of the evidence register that begin like `start`."""
    from opmodels.models.evidence import read_register

    yield from (name for name in read_register().models if name.startswith(start))


def complete_measure(start: str) -> Iterator[str]:
    """Yield the measures of the evidence register that begin like `start`."""
    from opmodels.models.evidence import read_register

    yield from (name for name in read_register().known_measures if name.startswith(start))


Name = Annotated[
    str | None,
    typer.Argument(metavar="MODEL", help="One of the operating models.", autocompletion=complete_model),
]
Measure = Annotated[
    str | None,
    typer.Option(
        "--measure", metavar="NAME", help="Show what is known of one measure, with a forest plot.",
        autocompletion=complete_measure,
    ),
]  # fmt: skip
Svg = Annotated[
    Path | None,
    typer.Option("--svg", metavar="FILE.svg", help="Draw the forest plot of --measure into this file."),
]


def evidence(
    name: Name = None, measure: Measure = None, svg: Svg = None, force: Force = False, json: Json = False
) -> None:
    """Show what was found about the operating models, adverse first, and what nobody has measured."""
    from opmodels.models.evidence import read_register

    register = read_register()
    _check_drawn(measure, svg)
    if measure is not None:
        _show_measure(register, measure, svg, force, json)
    elif name is not None:
        _show_model(register, name.replace("-", "_"), json)
    else:
        _show_all(register, json)


def _check_drawn(measure: str | None, svg: Path | None) -> None:
    if svg is not None and measure is None:
        step = 'add e.g. --measure "falls rate ratio"'
        raise InputError(Problem("--svg", "no --measure", "a measure to draw", next=step))


def _show_all(register: Register, json: bool) -> None:
    from opmodels.models.catalogue import list_models
    from opmodels.show.evidence import list_summary, make_tree, weigh_all

    if json:
        findings = [known.part for known in register.known_findings.values()]
        print_json(make_tree(register, findings, weigh_all(register, list(register.known_measures))))
    else:
        sys.stdout.write("\n".join(list_summary(register, list(list_models()))) + "\n")


def _show_model(register: Register, name: str, json: bool) -> None:
    from opmodels.show.evidence import list_lines, list_measures, make_tree, weigh_all

    findings = find_findings(register, name)
    weighed = weigh_all(register, list_measures(register, findings, name))
    if json:
        print_json(make_tree(register, findings, weighed))
    else:
        sys.stdout.write("\n".join(list_lines(name, findings, weighed)) + "\n")


def find_findings(register: Register, name: str) -> list[Entry]:
    """Return the findings about a model: those that speak of it, and others that its card cites.

    Raises
    ------
    InputError
        When there is neither evidence for nor a model of this name; it names the nearest.
    """
    from opmodels.models.catalogue import list_models

    models = list_models()
    if name not in (*register.models, *models):
        known = list(dict.fromkeys([*register.models, *models]))
        raise InputError(
            Problem("MODEL", f"'{name}'", f"one of {name_list(known, 30)}", find_nearest(name, known))
        )
    cited = models[name].card.findings if name in models else ()
    ids = [getattr(one, "id", "") for one in (*register.findings_of(name), *cited)]
    return [register.find(one) for one in dict.fromkeys(ids) if one in register.known_findings]


def _show_measure(register: Register, measure: str, svg: Path | None, force: bool, json: bool) -> None:
    from opmodels.models.weighed import weigh
    from opmodels.show.evidence import make_tree
    from opmodels.show.forest import list_plot

    weighed = weigh(register, measure, "--measure")
    if svg is not None:
        _draw(weighed, svg, force)
    if json:
        print_json(make_tree(register, register.findings_on(measure), [weighed]))
    elif svg is None:
        sys.stdout.write("\n".join(list_plot(weighed)) + "\n")


def _draw(weighed: Weighed, svg: Path, force: bool) -> None:
    from opmodels.describe.write import save_text
    from opmodels.show.forest_drawing import draw_forest

    check_free(svg, force)
    try:
        drawn = draw_forest(weighed)
    except ValueError as error:
        raise InputError(Problem("--svg", str(error), "a measure with a finding to draw")) from None
    save_text(drawn, svg, force)
    sys.stderr.write(f"Drawn: {svg}\n")
