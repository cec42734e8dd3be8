"""The transfer matrix: every operating model in every service, each beside the service as it is.

Within a service all models share as-is and its citizens. What was worked out before is taken from the store;
the rest is run service by service, so that an interrupted matrix goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from opmodels.appraise.compare import compare
from opmodels.appraise.comparison import Comparison
from opmodels.describe.service import Service
from opmodels.explore.cell import Cell, judge_evidence, make_cell, make_empty
from opmodels.explore.cell_store import CellStore, address_of
from opmodels.foundation.digest import digest_tree
from opmodels.foundation.errors import DoesNotFit, InputError, OpmodelsError, SimulationFault
from opmodels.foundation.provenance import Provenance, make_provenance
from opmodels.models.base import OperatingModel, Redesign
from opmodels.models.catalogue import find_model
from opmodels.models.recipe import Recipe
from opmodels.simulate.replicate import FEWEST

Told = Callable[[int, int, str], None]
"""Called with the number of cells done, of cells in all, and the service that is at work."""
BESIDE = 2
"""As-is and its twin run beside the models of a service."""


@dataclass(frozen=True)
class Row:
    """One service of the matrix.

    Parameters
    ----------
    name
        As it was asked for.
    service
        Its description.
    """

    name: str
    service: Service


@dataclass(frozen=True)
class Matrix:
    """Every operating model in every service.

    Parameters
    ----------
    services
        The services by name, in order.
    models
        The models as they were asked for, in order.
    cells
        One for each pair, service by service.
    provenance
        What it was made from, and with.
    fresh
        How many cells were run this time; the others were known.
    """

    services: Mapping[str, Service]
    models: tuple[str, ...]
    cells: tuple[Cell, ...]
    provenance: Provenance
    fresh: int = 0

    def cell(self, service: str, model: str) -> Cell:
        """Return one cell.

        Raises
        ------
        KeyError
            When there is no such service or model.
        """
        return self._by_name[service, model]

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Cell]:
        return {(one.service, one.model): one for one in self.cells}

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain dictionaries, lists and numbers; the keys are stable."""
        return {
            "provenance": self.provenance.as_dict(),
            "services": {name: _tell_service(service) for name, service in self.services.items()},
            "models": list(self.models),
            "cells": [cell.as_dict() for cell in self.cells],
        }

    @property
    def table(self) -> Any:
        """A DataFrame with a row for each cell."""
        import pandas as pd

        return pd.json_normalize([cell.as_dict() for cell in self.cells])


def _tell_service(service: Service) -> dict[str, Any]:
    gap = service.gap
    return {
        "title": service.service,
        "digest": service.digest,
        "currency": service.currency,
        "budget_holder": service.budget_holder,
        "gap": None if gap is None else {"amount": gap.amount.value, "by": gap.by.isoformat()},
    }


@dataclass
class _Work:
    """What is asked of every cell, and where cells are kept."""

    seed: int
    replications: int
    workers: int | None
    store: CellStore
    again: bool
    told: Told
    whole: int
    done: int = 0
    fresh: int = 0
    most_told: int = 0
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, Any]:
        return {"seed": self.seed, "replications": self.replications}

    def take(self, cell: Cell, address: str | None = None) -> None:
        """Take a cell; one with an address is new, and is kept."""
        self.cells[cell.service, cell.model] = cell
        self.done += 1
        if address is not None:
            self.fresh += 1
            self.store.keep(address, cell)
        self.tell(self.done, cell.service)

    def tell(self, done: int, service: str) -> None:
        """Tell how much is done; never less than was told before."""
        self.most_told = max(self.most_told, done)
        self.told(self.most_told, self.whole, service)


def fill_matrix(
    services: Mapping[str, Service],
    models: Sequence[str],
    *,
    seed: int = 1,
    replications: int = FEWEST,
    workers: int | None = None,
    settings: Mapping[str, Mapping[str, object]] | None = None,
    store: CellStore | None = None,
    again: bool = False,
    told: Told | None = None,
    command: str = "",
) -> Matrix:
    """Work out the transfer matrix.

    Parameters
    ----------
    services
        Services by name.
    models
        Names such as ``trim`` or ``self_manage+shift_peaks``.
    seed, replications, workers
        As for a comparison; the same for every cell.
    settings
        Settings by the name of the model.
    store
        Where cells are kept; the user's cache folder unless said.
    again
        Whether to run every cell though it is known.
    told
        Called with each cell that is done.
    command
        What the user typed or called.

    Raises
    ------
    InputError
        When a model or a setting is unknown.
    Interrupted
        When the user stops it; what was done is kept.
    """
    found = {name: _find(name, settings or {}) for name in models}
    work = _Work(
        seed, replications, workers, store or CellStore(), again,
        told or (lambda *_: None), len(services) * len(found),
    )  # fmt: skip
    for name, service in services.items():
        _fill_row(Row(name, service), found, work)
    chosen: dict[str, object] = {
        "verb": "matrix",
        "replications": replications,
        "services": {name: service.digest for name, service in services.items()},
        "models": {name: model.label for name, model in found.items()},
    }
    whole = digest_tree({name: service.digest for name, service in services.items()})
    provenance = make_provenance(seed=seed, service_digest=whole, settings=chosen, command=command)
    cells = tuple(work.cells[service, model] for service in services for model in found)
    return Matrix(dict(services), tuple(found), cells, provenance, work.fresh)


def _find(name: str, settings: Mapping[str, Mapping[str, object]]) -> OperatingModel:
    model = find_model(name)
    given = settings.get(name, settings.get(model.name))
    return model.with_settings(given) if given else model


def _fill_row(row: Row, models: Mapping[str, OperatingModel], work: _Work) -> None:
    """Fill the cells of one service: those that are known, then those that do not fit, then the rest."""
    plans: dict[str, Redesign] = {}
    addresses = {name: address_of(row.service, model, work.asked) for name, model in models.items()}
    for name, model in models.items():
        known = None if work.again else work.store.find(addresses[name])
        if known is not None:
            work.take(known.model_copy(update=_name_again(row, name, model)))
            continue
        try:
            plans[name] = model.plan(row.service)
        except (DoesNotFit, InputError) as error:
            work.take(_refuse(row, name, model, error), addresses[name])
    for name, cell in _run_row(row, plans, models, work).items():
        work.take(cell, addresses[name])


def _name_again(row: Row, name: str, model: OperatingModel) -> dict[str, Any]:
    """Return what a known cell is told anew: its names, and the evidence, which may have grown."""
    return {"service": row.name, "model": name, "evidence": judge_evidence(model)}


def _refuse(row: Row, name: str, model: OperatingModel, error: OpmodelsError) -> Cell:
    return make_empty(row.name, name, judge_evidence(model), _find_reason(row.service, model, error))


def _find_reason(service: Service, model: OperatingModel, error: OpmodelsError) -> str:
    """Return why a model has no result: a recipe is stopped by the first change that cannot be made, so what
    it relies on and is not so says more; a model in Python says itself why it does not fit."""
    if not isinstance(model, Recipe):
        return tell_reason(error)
    try:
        fails = [one for one in model.judge(service) if one.state == "fails"]
    except OpmodelsError:  # what it relies on cannot even be asked here: the first error says more
        fails = []
    return f"it relies on {fails[0].relies_on}, but {fails[0].why}" if fails else tell_reason(error)


def tell_reason(error: OpmodelsError) -> str:
    """Return an error in one line."""
    first = error.problems[0] if error.problems else None
    if first is None:
        return str(error).splitlines()[0]
    expected = f"; it needs {first.expected}" if first.expected else ""
    return f"{first.found}{expected}".rstrip(":").replace("\n", " ")


def _run_row(
    row: Row, plans: Mapping[str, Redesign], models: Mapping[str, OperatingModel], work: _Work
) -> dict[str, Cell]:
    """Run the models that are left of one service; when a run breaks, each by itself, to find which."""
    if not plans:
        return {}
    try:
        made = _compare(row, plans, work)
    except SimulationFault as fault:
        if len(plans) == 1:
            ((name, _),) = plans.items()
            return {name: _refuse(row, name, models[name], fault)}
        alone = [_run_row(row, {name: plan}, models, work) for name, plan in plans.items()]
        return {name: cell for part in alone for name, cell in part.items()}
    return {
        name: make_cell(row.name, name, judge_evidence(models[name]), made.models[plan.label], made)
        for name, plan in plans.items()
    }


def _compare(row: Row, plans: Mapping[str, Redesign], work: _Work) -> Comparison:
    runs = work.replications * (len(plans) + BESIDE)

    def tell(done: int, _: int | None) -> None:
        # A bar that stands still while a large service runs looks broken: parts of cells count.
        work.tell(work.done + len(plans) * min(done, runs) // (runs + 1), row.name)

    return compare(
        row.service, list(plans.values()), seed=work.seed, replications=work.replications,
        workers=work.workers, progress=tell,
    )  # fmt: skip
