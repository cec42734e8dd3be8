"""``opmodels chosen``: those whom a model's campaigns choose, before, after, and had nobody been."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from opmodels.show.cli.options import (
    File,
    Given,
    Json,
    Seed,
    WarmUp,
    complete_models,
    read_file,
    split_settings,
)
from opmodels.show.cli.outcome import print_json
from opmodels.show.cli.progress import show_progress

if TYPE_CHECKING:
    from opmodels.appraise.chosen import Fate

EXAMPLE = "Example: opmodels chosen gp-surgery --model prevent --need same_day --weeks 4"
Model = Annotated[
    str,
    typer.Option("--model", help="A model that brings campaigns.", autocompletion=complete_models),
]
Need = Annotated[str, typer.Option("--need", help="The need whose cases are counted.")]
Weeks = Annotated[int, typer.Option("--weeks", min=1, help="How long before and after taking part.")]
Runs = Annotated[int, typer.Option("--replications", min=1, help="How many runs of each.")]
HEAD = (
    "", "asked", "took part", "before", "after", "untreated", "seems saved", "truly saved", "for one", "free"
)  # fmt: skip
READ = """\
before, after, untreated: cases of {need} in the {weeks} weeks before taking part, after it, and after it had
nobody been asked; of those who can be followed so long on both sides, {followed:.1f} people in a mean run.
seems saved: before less after, which says nothing of the offer, for people are picked out at a bad time.
truly saved: untreated less after, of the same people in the same run.
for one: how many took part for each case saved. free: took part, and would have had no case anyway."""


def chosen(
    file: File, model: Model, need: Need, given: Given = None, weeks: Weeks = 26, replications: Runs = 20,
    seed: Seed = 1, warm_up: WarmUp = None, json: Json = False,
) -> None:  # fmt: skip
    """Tell what an offer seems to save, and what it saves."""
    from opmodels.appraise.chosen import follow_chosen
    from opmodels.models.catalogue import find_model
    from opmodels.simulate.warm_up import find_warm_up

    service = read_file(file, warm_up)
    found = find_model(model)
    redesign = found.plan(service, split_settings(given).get(found.name))
    with show_progress("following", service) as tell:
        warm = find_warm_up(service, seed)
        fates = follow_chosen(redesign, need, weeks, replications, seed, warm, tell)
    if json:
        groups = {group: fate.as_dict() for group, fate in fates.items()}
        asked = {"model": redesign.label, "need": need, "weeks": weeks, "replications": replications}
        print_json({"service": service.service, "seed": seed, **asked, "groups": groups})
    else:
        sys.stdout.write("\n".join(write_fates(fates, need, weeks)) + "\n")


def write_fates(fates: Mapping[str, Fate], need: str, weeks: int) -> Iterator[str]:
    """Yield the table, a line for each group and one for all, and how to read it."""
    whole = sum(fates.values(), start=type(next(iter(fates.values())))())
    rows = [HEAD, *(_write_fate(name, fate) for name, fate in {**fates, "all": whole}.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    for row in rows:
        cells = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  ".join([row[0].ljust(widths[0]), *cells])
    yield ""
    yield from READ.format(need=need, weeks=weeks, followed=whole.followed).splitlines()


def _write_fate(name: str, fate: Fate) -> tuple[str, ...]:
    counts: list[Any] = [fate.asked, fate.took_part, fate.before, fate.after, fate.untreated]
    counts += [fate.seems_saved, fate.saved]
    needed = "-" if fate.needed_for_one is None else f"{fate.needed_for_one:.1f}"
    return (name, *(f"{count:.1f}" for count in counts), needed, f"{fate.false_alarms:.1f}")
